import type { INodeProperties } from 'n8n-workflow';
import { compareDecisions, prepareDecision } from '../../../lib/decision';
import type { Decision } from '../../../lib/model/decision';
import type { ContactFacts } from '../../../lib/model/facts';
import type { JsonObject } from '../../../lib/model/json';
import type { Batch } from '../../../lib/n8n/batch';
import { placeField, timeZoneField, whereaboutsReader } from '../../../lib/n8n/fields/place-fields';
import { addressFields, channelField, consentClassField, readTargets } from '../../../lib/n8n/fields/target';
import { earliest, readInstants } from '../../../lib/n8n/instants';
import { presentReason } from '../../../lib/n8n/result';
import { requireEach } from '../../../lib/n8n/require-each';
import type { RegistryOperation } from '../operation';
import { rejectedRow } from '../row-result';
import { readSides, sideFields, type Side } from './compare-sides';

const fields: INodeProperties[] = [...sideFields, channelField, consentClassField, ...addressFields, placeField, timeZoneField];

/** Decides about every contact under two policies, or by two versions of the rules, and says who changes and why. Records nothing. */
export const comparePolicies: RegistryOperation = {
	resource: 'policy',
	operation: 'compare',
	name: 'Compare',
	action: 'Compare policies',
	description: 'See for a list of contacts what another policy, or another version of the rule packs, would change',
	fields,
	run: async (batch, connection) => {
		const { store, brand } = connection;
		const sides = await readSides(batch, connection);
		const targets = readTargets(batch);
		const contacts = targets.flatMap(({ contact }) => contact ?? []);
		const instantOf = readInstants(batch);
		const instants = targets.map((_, index) => instantOf(index));
		const stored = contacts.length > 0 ? requireEach(contacts, await store.readFacts(brand, contacts, earliest(instants, batch.now))) : [];
		const whereabouts = whereaboutsReader(batch, 'timeZone');
		const decideBy = deciders(sides);
		const counts = new Map<string, number>();
		let next = 0;
		const results = targets.map((target, index): JsonObject => {
			const known = target.contact === undefined ? undefined : stored[next++];
			const at = instants[index];
			if (at === undefined) return rejectedRow(['INSTANT_INVALID']);
			const { channel, messageClass, address, sender } = target;
			const facts: ContactFacts = {
				channel,
				messageClass,
				address,
				...(sender !== undefined && { sender }),
				consent: [{ from: 'store', records: known?.consents ?? [] }],
				suppressions: known?.suppressions ?? [],
				...whereabouts(index, target, known),
			};
			const [before, after] = decideBy(at, facts);
			const { changed, gone, added } = compareDecisions(before, after);
			const change = `${before.verdict} → ${after.verdict}`;
			if (changed) counts.set(change, (counts.get(change) ?? 0) + 1);
			return { outcome: 'compared', changed, before: present(before), after: present(after), gone: gone.map(presentReason), added: added.map(presentReason) };
		});
		reportChanges(batch, counts);
		return results;
	},
};

/** Prepares each side once for an instant; most lists have one instant for all. */
function deciders(sides: readonly [Side, Side]): (at: Date, facts: ContactFacts) => [before: Decision, after: Decision] {
	let prepared: { at: number; decide: Array<(facts: ContactFacts) => Decision> } | undefined;
	return (at, facts) => {
		if (prepared?.at !== at.getTime()) prepared = { at: at.getTime(), decide: sides.map(({ policy, packs }) => prepareDecision(policy, at, undefined, packs)) };
		return prepared.decide.map((decide) => decide(facts)) as [Decision, Decision];
	};
}

function present({ verdict, status, sendAt, policyVersion }: Decision): JsonObject {
	return { verdict, status, policyVersion, ...(sendAt !== undefined && { sendAt }) };
}

function reportChanges({ context, items }: Batch, counts: ReadonlyMap<string, number>): void {
	const changed = [...counts.values()].reduce((sum, count) => sum + count, 0);
	const details = [...counts].map(([change, count]) => `${change}: ${count}`).join(', ');
	context.addExecutionHints({ message: `${changed} of ${items.length} contacts change${changed > 0 ? ` (${details})` : ''}.`, location: 'outputPane', type: 'info' });
}
