const CONTACTS = 50_000;
const ZONES = 60;

/**
 * Milliseconds for working out the permitted hours of 50,000 contacts in 60 zones by the rules of their places: a fresh preparation, as a run of the
 * Quiet Hours Window has it, without reading items and without the store.
 */
export function measureWindows({ decide, parsePolicy, prepareDecision, whereabouts }, addresses) {
	const zones = Intl.supportedValuesOf('timeZone').filter((_, index, all) => index % Math.floor(all.length / ZONES) === 0).slice(0, ZONES);
	const facts = Array.from({ length: CONTACTS }, (_, index) => {
		const address = addresses[index % addresses.length];
		const { jurisdiction } = whereabouts({ phone: address });
		return { channel: 'sms', messageClass: 'marketing', address: { ok: true, address }, consent: [], suppressions: [], jurisdiction, zone: { zones: [zones[index % ZONES]], basis: 'contact' } };
	});
	// Compiled code and known clocks are what a running n8n has; what is worked out once per run is not.
	for (const fact of facts.slice(0, 2_000)) decide(fact, parsePolicy({}), new Date('2026-11-18T17:00:00Z'), ['quiet_hours']);
	const begun = performance.now();
	const decideFor = prepareDecision(parsePolicy({}), new Date('2026-11-19T17:00:00Z'), ['quiet_hours']);
	const held = facts.filter((fact) => decideFor(fact).verdict === 'hold').length;
	return { ms: Math.round(performance.now() - begun), held };
}
