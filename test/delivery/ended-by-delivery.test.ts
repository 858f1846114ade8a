import fc from 'fast-check';
import { endedByDelivery } from '../../lib/delivery';
import { CHANNELS } from '../../lib/model/channel';
import { SUPPRESSION_REASONS, SUPPRESSION_RULES, type Suppression } from '../../lib/model/suppression';

function made(reason: Suppression['reason'], fields: Partial<Suppression> = {}): Suppression {
	const { classes, direction } = SUPPRESSION_RULES[reason];
	return { id: reason, reason, channel: 'sms', classes: [...classes], direction, since: '2026-03-01T12:00:00.000Z', ...fields };
}
const ids = (found: Suppression[]): string[] => found.map(({ id }) => id).sort();

it('a delivery ends the temporary failures of its channel and nothing else', () => {
	expect(ids(endedByDelivery({ suppressions: SUPPRESSION_REASONS.map((reason) => made(reason)) }, 'sms'))).toEqual(['landline', 'unknown_handset', 'unreachable']);
	expect(endedByDelivery({ suppressions: [made('unreachable', { channel: 'whatsapp' }), made('unreachable', { channel: 'all' })] }, 'sms')).toEqual([]);
});

it('it clears the strikes that have ended as well', () => {
	expect(ids(endedByDelivery({ suppressions: [made('landline')], ended: [made('unreachable', { id: 'before' })] }, 'sms'))).toEqual(['before', 'landline']);
});

it.each([
	['before the failure', '2026-03-01T11:59:59.999Z', []],
	['at the same instant', '2026-03-01T12:00:00.000Z', []],
	['after it', '2026-03-01T12:00:00.001Z', ['unreachable']],
	['at a time that cannot be read', 'yesterday', []],
	['at a time that nobody knows', undefined, ['unreachable']],
])('a delivery %s ends what it can', (_when, occurredAt, expected) => {
	expect(ids(endedByDelivery({ suppressions: [made('unreachable')] }, 'sms', occurredAt))).toEqual(expected);
});

it('a failure whose beginning cannot be read stays where the delivery has a time', () => {
	expect(endedByDelivery({ suppressions: [made('unreachable', { since: 'once' })] }, 'sms', '2026-03-02T00:00:00.000Z')).toEqual([]);
});

it('a failure whose own time is on record counts from then, whenever it was recorded', () => {
	const late = made('unreachable', { since: '2026-03-01T12:00:00.000Z', occurredAt: '2026-03-01T11:50:00.000Z' });
	expect(ids(endedByDelivery({ suppressions: [late] }, 'sms', '2026-03-01T11:55:00.000Z'))).toEqual(['unreachable']);
	expect(ids(endedByDelivery({ suppressions: [late] }, 'sms', '2026-03-01T11:49:00.000Z'))).toEqual([]);
});

it('whatever is on record, a delivery ends no opt-out, block, complaint or decision of staff', () => {
	const any = fc.record({ reason: fc.constantFrom(...SUPPRESSION_REASONS), channel: fc.constantFrom(...CHANNELS, 'all' as const), since: fc.constantFrom('2026-01-01T00:00:00.000Z', 'x') });
	fc.assert(
		fc.property(fc.array(any), fc.constantFrom(...CHANNELS), fc.option(fc.constantFrom('2026-03-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z', ''), { nil: undefined }), (past, channel, occurredAt) => {
			const found = endedByDelivery({ suppressions: past.map(({ reason, ...fields }) => made(reason, fields)), ended: past.map(({ reason, ...fields }) => made(reason, fields)) }, channel, occurredAt);
			for (const { reason } of found) expect(SUPPRESSION_RULES[reason].permanence).toBe('temporary');
		}),
	);
});
