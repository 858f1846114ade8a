import type { INodeProperties } from 'n8n-workflow';
import { SUPPRESSION_REASONS, SUPPRESSION_RULES, type SuppressionReason, type SuppressionRule } from '../../../lib/model/suppression';
import type { MessageClass } from '../../../lib/model/channel';
import { readTargets } from '../../../lib/n8n/fields/target';
import { readInstant } from '../../../lib/time/instant';
import { evidenceField, evidenceReader } from '../evidence-fields';
import type { RegistryOperation } from '../operation';
import { recordRows, type Row } from '../record-rows';
import { requireChoice } from '../../../lib/n8n/choice';
import { targetFaults } from './consent-rows';
import { reachField, reachReader } from './dnd-fields';

/**
 * What comes in by a node of its own, and what stands in its place where an item names it: an opt-out stays one, and for an unclear
 * reply there would be no text to decide about.
 */
const NOT_BY_HAND: ReadonlyMap<SuppressionReason, SuppressionReason> = new Map([
	['opt_out_keyword', 'opt_out_recorded'],
	['opt_out_page', 'opt_out_recorded'],
	['opt_out_one_click', 'opt_out_recorded'],
	['review_hold', 'staff_dnd'],
]);
const REASONS_BY_HAND = SUPPRESSION_REASONS.filter((reason) => !NOT_BY_HAND.has(reason));

const reasonField: INodeProperties = {
	displayName: 'Reason',
	name: 'reason',
	type: 'options',
	default: 'staff_dnd',
	options: REASONS_BY_HAND.map((value) => ({ name: SUPPRESSION_RULES[value].label, value })).sort((a, b) => a.name.localeCompare(b.name)),
	description: 'Why the contact must not be messaged',
	hint: 'The reason decides who may lift it later. A spam complaint or an opt-out can\'t be lifted by staff.',
};

const stopsField: INodeProperties = {
	displayName: 'Stops',
	name: 'stops',
	type: 'options',
	default: 'standard',
	options: [
		{ name: 'Marketing Only', value: 'marketing', description: 'One-time passwords, receipts and notices still go out' },
		{ name: 'What This Reason Usually Stops', value: 'standard', description: 'Every message; opt-outs and complaints let emergencies through' },
	],
	description: 'Which messages are stopped',
};

const untilField: INodeProperties = {
	displayName: 'Until',
	name: 'until',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-12-31T23:59:00Z',
	description: 'When it ends by itself: ISO 8601 with a time zone. Empty: it holds until it is lifted. Opt-outs, complaints, bounces and carrier blocks have no end, whatever stands here.',
};

/** Sets do-not-disturb, or any other reason not to message a contact, beside those already there. */
export const setDnd: RegistryOperation = {
	resource: 'dnd',
	operation: 'set',
	name: 'Set',
	action: 'Set do not disturb',
	description: 'Stop messages to a contact, or from a contact',
	fields: [reachField, reasonField, stopsField, untilField, evidenceField],
	run: async (batch, connection) => {
		requireChoice(batch.context, 'reason', 'Reason', REASONS_BY_HAND);
		requireChoice(batch.context, 'stops', 'Stops', ['standard', 'marketing']);
		const reach = reachReader(batch, 'all');
		const [reason, stops, until] = [batch.read('reason', 'staff_dnd'), batch.read('stops', 'standard'), batch.read('until', '')];
		const evidence = evidenceReader(batch);
		const rows = readTargets(batch).map((target, index): Row => {
			const faults = targetFaults(target);
			const why = reasonOf(reason(index));
			const { direction, classes, liftedBy }: SuppressionRule = SUPPRESSION_RULES[why];
			const end = until(index);
			// What the person alone may undo does not end by itself, and is not lost to a date that cannot be read.
			const hasEnd = liftedBy.includes('expiry') && end !== undefined && end !== null && end !== '';
			const endsAt = hasEnd ? readInstant(end) : undefined;
			// An end that has passed would stop nobody, and report that it does.
			if (hasEnd && (endsAt === undefined || endsAt <= batch.now)) faults.push('TIMESTAMP_INVALID');
			if (target.contact === undefined || faults.length > 0) return { rejected: faults };
			const marketing: readonly MessageClass[] = ['marketing'];
			const proof = evidence(index);
			return {
				changes: [
					{
						kind: 'suppress',
						contact: target.contact,
						reason: why,
						channel: reach(index, target.channel),
						classes: stops(index) === 'marketing' ? marketing : classes,
						direction,
						...(endsAt !== undefined && { until: endsAt.toISOString() }),
						...(proof !== undefined && { evidence: proof }),
					},
				],
			};
		});
		return await recordRows(batch, connection, rows);
	},
};

/** A word of the item that is no reason stops messages all the same; one that names an opt-out is not for staff to lift. */
function reasonOf(value: unknown): SuppressionReason {
	const known = SUPPRESSION_REASONS.find((reason) => reason === value);
	if (known === undefined) return 'staff_dnd';
	return NOT_BY_HAND.get(known) ?? known;
}
