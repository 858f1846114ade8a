import { SUPPRESSION_RULES } from '../../lib/model/suppression';
import { DELIVERY_PACK_VERSION, deliveryCodes } from '../../lib/packs/delivery';
import { deliveryCodePackSchema, deliveryCodeRowSchema } from '../../lib/packs/delivery/delivery-code-row';

const ROW = {
	id: 'twilio/error/30003', provider: 'twilio', list: 'error', code: '30003', outcome: 'temporary', reason: 'unreachable', meaning: 'Off.', source: 'https://example.org/code', asOf: '2026-11-21',
	confidence: 'high', verified: 'yes',
};
const loads = (row: unknown): boolean => deliveryCodeRowSchema.safeParse(row).success;

describe('a row on a code', () => {
	it('loads when it is complete', () => expect(loads(ROW)).toBe(true));

	it.each(['id', 'provider', 'list', 'code', 'outcome', 'reason', 'meaning', 'source', 'asOf', 'confidence', 'verified'])('does not load without %s', (field) => {
		expect(loads(Object.fromEntries(Object.entries(ROW).filter(([name]) => name !== field)))).toBe(false);
	});

	it.each([
		['a reason of another permanence', { reason: 'carrier_block' }],
		['a reason for what suppresses nothing', { outcome: 'delivered' }],
		['an id of another code', { id: 'twilio/error/30004' }],
		['words in capitals, which would never be found', { texts: ['Unsubscribed Recipient'] }],
		['a field nobody knows', { extra: 1 }],
		['a scope for what suppresses nothing', { outcome: 'delivered', reason: undefined, scope: 'marketing' }],
	])('does not load with %s', (_what, change) => expect(loads({ ...ROW, ...change })).toBe(false));

	it('stands once in its pack', () => expect(deliveryCodePackSchema.safeParse({ version: '2026.11.21', rows: [ROW, ROW] }).success).toBe(false));
});

it('the pack that ships has nothing but complete rows, each once', () => {
	expect(deliveryCodePackSchema.safeParse({ version: DELIVERY_PACK_VERSION, rows: deliveryCodes() }).error?.issues).toBeUndefined();
	expect(deliveryCodes().length).toBeGreaterThan(400);
});

it.each([
	['whose outcome nobody knows', { outcome: 'gone', reason: undefined }],
	['that opts out without a reason', { outcome: 'opted_out', reason: undefined }],
	['whose reason belongs to another outcome', { outcome: 'delivered', reason: 'provider_opt_out' }],
])('a pack with a row %s is refused when it is first used', (_what, change) => {
	jest.isolateModules(() => {
		jest.doMock('../../lib/packs/delivery/delivery-codes.json', () => ({ version: '2026.01.01', rows: [ROW, { ...ROW, ...change }] }));
		const damaged = jest.requireActual<typeof import('../../lib/packs/delivery')>('../../lib/packs/delivery');
		expect(() => damaged.deliveryCodes()).toThrow('damaged');
		jest.dontMock('../../lib/packs/delivery/delivery-codes.json');
	});
});

it.each(deliveryCodes().filter(({ reason }) => reason !== undefined).map(({ id, outcome, reason }) => [id, outcome, reason] as const))('%s is %s, as its suppression is', (_id, outcome, reason) => {
	expect(reason && SUPPRESSION_RULES[reason].permanence).toBe(outcome === 'temporary' ? 'temporary' : 'permanent');
});

it('nothing that nobody read lasts, unless it is an opt-out', () => {
	expect(deliveryCodes().filter(({ verified, outcome }) => verified === 'no' && outcome === 'permanent').map(({ id }) => id)).toEqual([]);
});
