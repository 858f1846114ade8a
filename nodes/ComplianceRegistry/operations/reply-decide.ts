import type { INodeProperties } from 'n8n-workflow';
import type { Batch } from '../../../lib/n8n/batch';
import { requireChoice } from '../../../lib/n8n/choice';
import { channelField, readTargets } from '../../../lib/n8n/fields/target';
import { loadPolicy } from '../../../lib/n8n/node-policy';
import { rawParameter } from '../../../lib/n8n/parameter-reader';
import { requireEach } from '../../../lib/n8n/require-each';
import { readReviewDecision, REVIEW_DECISIONS, reviewChanges } from '../../../lib/registry';
import { evidenceField, evidenceReader } from '../evidence-fields';
import type { RegistryOperation } from '../operation';
import { recordRows, type Row } from '../record-rows';
import { targetFaults } from './consent-rows';

const decisionField: INodeProperties = {
	displayName: 'Decision',
	name: 'decision',
	type: 'options',
	default: 'opt_out',
	options: [
		{ name: 'Not an Opt-Out', value: 'dismiss', description: 'The contact may be messaged again, as far as nothing else on record stops it' },
		{ name: 'Opt Out', value: 'opt_out', description: 'The contact asked to stop: only the contact can undo it' },
	],
	description: 'What the person who read the reply decided. An expression may give opt_out, dismiss, or the name of the choice; anything else changes nothing.',
	hint: 'In doubt, choose Opt Out: any reasonable way of asking to stop counts.',
};

/** Defaults that fit what Get Waiting and the Keyword Handler give. */
const fields: INodeProperties[] = [
	{ ...channelField, default: '={{ $json.compliance.channel }}', description: 'The channel of the reply' },
	{
		displayName: 'Address',
		name: 'address',
		type: 'string',
		default: '={{ $json.compliance.address }}',
		description: 'The phone number, email address or platform ID that the reply came from',
	},
	// From the item as well: a choice that stood here from the start would decide before anybody has read the reply.
	{ ...decisionField, default: '={{ $json.decision }}' },
	{
		displayName: 'Reply Reference',
		name: 'replyRef',
		type: 'string',
		default: '={{ $json.compliance.ref }}',
		description: 'The reply that was read. Not an Opt-Out ends the wait of this one only; other replies of the contact go on waiting. Empty: whatever waits on the channel.',
	},
	evidenceField,
];

/** Records what a person decided about an unclear reply, and ends the wait. */
export const decideReply: RegistryOperation = {
	resource: 'reply',
	operation: 'decide',
	name: 'Decide',
	action: 'Decide about an unclear reply',
	description: 'Record an opt-out, or that it is none, for a contact whose reply waits for a person',
	fields,
	run: async (batch, connection) => {
		requireChoice(batch.context, 'decision', 'Decision', REVIEW_DECISIONS);
		const { store, brand } = connection;
		const policy = await loadPolicy(connection);
		const targets = readTargets(batch);
		const [decisionOf, refOf] = [batch.read('decision'), refReader(batch)];
		const evidence = evidenceReader(batch);
		const contacts = targets.flatMap(({ contact }) => contact ?? []);
		const stored = contacts.length > 0 ? requireEach(contacts, await store.readFacts(brand, contacts, batch.now, ['consents', 'suppressions', 'place'])) : [];
		let next = 0;
		const decisions = targets.map((_, index) => readReviewDecision(decisionOf(index)));
		const rows = targets.map((target, index): Row => {
			const { contact, channel } = target;
			const facts = contact === undefined ? undefined : stored[next++];
			const decision = decisions[index];
			const faults = targetFaults(target);
			if (decision === undefined) faults.push('DECISION_UNREADABLE');
			if (contact === undefined || decision === undefined || faults.length > 0) return { rejected: faults };
			const proof = evidence(index);
			const changes = reviewChanges({
				brand,
				contact,
				channel,
				decision,
				stored: facts ?? { consents: [], suppressions: [] },
				ref: refOf(index),
				scope: policy.optOut.scope,
				at: batch.now,
				...(proof !== undefined && { evidence: proof }),
			});
			return changes === undefined ? { rejected: ['DECISION_OUTDATED'] } : { changes };
		});
		const recorded = await recordRows(batch, connection, rows);
		return recorded.map((result, index) => (result.outcome === 'rejected' ? result : { ...result, decided: decisions[index] ?? null }));
	},
};

/** An expression that finds no reference names no reply. Only a setting that was left empty stands for whatever waits. */
function refReader(batch: Batch): (index: number) => unknown {
	const raw = rawParameter(batch.context, 'replyRef');
	if (typeof raw === 'string' && raw.trim() === '') return () => undefined;
	const read = batch.read('replyRef');
	return (index) => read(index) ?? '';
}
