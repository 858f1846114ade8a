import type { INodeProperties } from 'n8n-workflow';
import { SUPPRESSION_RULES, type Lifter, type Suppression } from '../../../lib/model/suppression';
import type { JsonObject } from '../../../lib/model/json';
import { readTargets } from '../../../lib/n8n/fields/target';
import { liftable } from '../../../lib/suppression';
import { readInstant } from '../../../lib/time/instant';
import { asJson } from '../as-json';
import { evidenceField, evidenceReader } from '../evidence-fields';
import type { RegistryOperation } from '../operation';
import { recordRows, type Row } from '../record-rows';
import { requireChoice } from '../../../lib/n8n/choice';
import { requireEach } from '../../../lib/n8n/require-each';
import { targetFaults } from './consent-rows';
import { reachField, reachReader } from './dnd-fields';

const BY_HAND = ['staff', 'staff_after_validation', 'registry_import', 'documented_opt_in'] as const satisfies readonly Lifter[];

const byField: INodeProperties = {
	displayName: 'Lifted By',
	name: 'by',
	type: 'options',
	default: 'staff',
	options: [
		{ name: 'Documented New Opt-In', value: 'documented_opt_in', description: 'The contact has opted in again and you hold the proof: ends older opt-outs and complaints' },
		{ name: 'Newer Registry Import', value: 'registry_import', description: 'The address is no longer on the do-not-call list' },
		{ name: 'Staff', value: 'staff', description: 'Ends DND set by staff, pauses after delivery failures, and the wait for a decision about an unclear reply' },
		{ name: 'Staff, After Validating the Address', value: 'staff_after_validation', description: 'Ends a hard bounce' },
	],
	description: 'On whose word it ends. What this word may not end stays.',
};

const optInAt: INodeProperties = {
	displayName: 'Opted In At',
	name: 'optInAt',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-03-31T14:05:00Z',
	description: 'When the contact opted in again: ISO 8601 with a time zone. Only older suppressions end.',
	hint: 'You must be able to prove this opt-in; fill in the evidence.',
	displayOptions: { show: { by: ['documented_opt_in'] } },
};

/** Lifts what the chosen word may lift, and says what stays and who could lift that. */
export const liftDnd: RegistryOperation = {
	resource: 'dnd',
	operation: 'lift',
	name: 'Lift',
	action: 'Lift do not disturb',
	description: 'End what staff may end; opt-outs of the contact stay',
	fields: [reachField, byField, optInAt, evidenceField],
	run: async (batch, connection) => {
		requireChoice(batch.context, 'by', 'Lifted By', BY_HAND);
		const reach = reachReader(batch, 'channel');
		const targets = readTargets(batch);
		const [by, givenAt] = [batch.read('by', 'staff'), batch.read('optInAt', '')];
		const evidence = evidenceReader(batch);
		const contacts = targets.flatMap(({ contact }) => contact ?? []);
		const stored = contacts.length > 0 ? requireEach(contacts, await connection.store.readFacts(connection.brand, contacts, batch.now, ['suppressions'])) : [];
		let next = 0;

		const lifts: Array<{ lifted: Suppression[]; kept: Suppression[] }> = [];
		const rows = targets.map((target, index): Row => {
			const { contact } = target;
			const known = contact === undefined ? [] : (stored[next++]?.suppressions ?? []);
			const faults = targetFaults(target);
			const lifter = BY_HAND.find((word) => word === by(index));
			const opted = lifter === 'documented_opt_in' ? readInstant(givenAt(index)) : undefined;
			if (lifter === 'documented_opt_in' && (opted === undefined || opted.getTime() > Date.now())) faults.push('TIMESTAMP_INVALID');
			// A word that is none of them may end nothing.
			const lifted = faults.length > 0 || lifter === undefined ? [] : liftable(known, { by: lifter, channel: reach(index, target.channel), ...(opted && { optInAt: opted.toISOString() }) });
			lifts.push({ lifted, kept: known.filter((suppression) => !lifted.includes(suppression)) });
			if (contact === undefined || faults.length > 0) return { rejected: faults };
			if (lifter === undefined) return { changes: [] };
			const proof = evidence(index);
			return {
				changes: lifted.map(({ id }) => ({ kind: 'lift', contact, suppressionId: id, by: lifter, ...(proof !== undefined && { evidence: proof }) })),
			};
		});
		const recorded = await recordRows(batch, connection, rows);
		return recorded.map((row, index) => ({ ...row, ...presentLift(lifts[index]) }));
	},
};

function presentLift(lift: { lifted: Suppression[]; kept: Suppression[] } | undefined): JsonObject {
	const { lifted, kept } = lift ?? { lifted: [], kept: [] };
	return {
		lifted: asJson(lifted),
		kept: kept.map((suppression) => ({ suppression: asJson(suppression), liftedBy: [...SUPPRESSION_RULES[suppression.reason].liftedBy] })),
	};
}
