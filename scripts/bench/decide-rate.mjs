/** Decisions a second on one core: `decide` one by one over facts as a gate has them. */
export function measureDecide({ decide, parsePolicy, zonesForPhone }, addresses, seconds = 2) {
	const policy = parsePolicy({});
	const at = new Date('2026-11-19T17:00:00Z');
	const facts = addresses.map((address, index) => ({
		channel: 'sms',
		messageClass: 'marketing',
		address: { ok: true, address, country: 'US', numberType: 'MOBILE' },
		consent: [{ from: 'store', records: index % 10 === 0 ? [] : [{ channel: 'sms', messageClass: 'marketing', state: 'granted', source: 'web_form', timestamp: '2026-01-15T10:00:00.000Z', wordingVersion: 'v3' }] }],
		suppressions: index % 30 === 1 ? [{ id: `s${index}`, reason: 'opt_out_keyword', channel: 'sms', classes: ['marketing'], direction: 'outgoing', since: '2026-02-01T00:00:00.000Z' }] : [],
		zone: { zones: zonesForPhone(address).zones, basis: 'phone' },
	}));
	for (const fact of facts) decide(fact, policy, at);
	const end = performance.now() + seconds * 1000;
	const begun = performance.now();
	let decided = 0;
	while (performance.now() < end) {
		for (const fact of facts) decide(fact, policy, at);
		decided += facts.length;
	}
	return Math.round(decided / ((performance.now() - begun) / 1000));
}
