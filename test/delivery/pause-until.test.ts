import fc from 'fast-check';
import { pauseUntil } from '../../lib/delivery';
import { DEFAULT_POLICY, parsePolicy } from '../../lib/model/policy';
import { SUPPRESSION_RULES, type Suppression, type TemporaryReason } from '../../lib/model/suppression';

const AT = new Date('2026-03-10T12:00:00.000Z');
const HOUR_MS = 3_600_000;
const REASONS: TemporaryReason[] = ['unreachable', 'unknown_handset', 'landline'];

function pause(hoursAgo: number, lasts: number | undefined, fields: Partial<Suppression> = {}): Suppression {
	const begun = AT.getTime() - hoursAgo * HOUR_MS;
	const reason = fields.reason ?? 'unreachable';
	return {
		id: String(hoursAgo),
		reason,
		channel: 'sms',
		classes: [...SUPPRESSION_RULES[reason].classes],
		direction: 'outgoing',
		since: new Date(begun).toISOString(),
		...(lasts !== undefined && { until: new Date(begun + lasts * HOUR_MS).toISOString() }),
		...fields,
	};
}

const next = (ended: Suppression[], suppressions: Suppression[] = [], reason: TemporaryReason = 'unreachable') => pauseUntil(DEFAULT_POLICY, reason, 'sms', { suppressions, ended }, AT);

describe('a temporary failure', () => {
	it.each([
		['unreachable', '2026-03-11T12:00:00.000Z'],
		['unknown_handset', '2026-03-13T12:00:00.000Z'],
		['landline', '2026-03-17T12:00:00.000Z'],
	] as const)('pauses as long as the policy says for the first time: %s', (reason, until) => expect(next([], [], reason)).toEqual({ strike: 1, until }));

	it('pauses longer each time, and without an end after the last length', () => {
		const [first, second, third] = [pause(500, 24), pause(400, 72), pause(200, 168)];
		expect(next([first])).toEqual({ strike: 2, until: '2026-03-13T12:00:00.000Z' });
		expect(next([first, second])).toEqual({ strike: 3, until: '2026-03-17T12:00:00.000Z' });
		expect(next([first, second, third])).toEqual({ strike: 4 });
	});

	it('is the same strike while a pause runs, and keeps its end', () => {
		expect(next([pause(500, 24)], [pause(1, 72)])).toEqual({ strike: 2, until: '2026-03-13T11:00:00.000Z' });
		expect(next([], [pause(1, undefined)])).toEqual({ strike: 1 });
		expect(next([], [pause(1, 72, { until: 'soon' })])).toEqual({ strike: 1 });
	});

	it('forgets strikes that are older than the policy counts', () => {
		const days = (count: number) => pause(count * 24, 24);
		expect(next([days(30)])).toMatchObject({ strike: 2 });
		expect(next([days(31)])).toMatchObject({ strike: 1 });
		const short = parsePolicy({ delivery: { strikeDays: 2 } });
		expect(pauseUntil(short, 'unreachable', 'sms', { suppressions: [], ended: [days(3)] }, AT)).toMatchObject({ strike: 1 });
	});

	it('counts a strike whose beginning cannot be read', () => expect(next([pause(99, 24, { since: 'once' })])).toMatchObject({ strike: 2 }));

	it('counts no failure of another reason or channel, and nothing but failures', () => {
		expect(next([pause(99, 24, { channel: 'whatsapp' }), pause(99, 24, { reason: 'landline' }), pause(99, 24, { reason: 'staff_dnd' })])).toMatchObject({ strike: 1 });
		expect(next([], [pause(1, 72, { channel: 'whatsapp' })])).toEqual({ strike: 1, until: '2026-03-11T12:00:00.000Z' });
	});

	it('takes the lengths of the policy', () => {
		const policy = parsePolicy({ delivery: { pauseHours: { unreachable: [0.5] } } });
		expect(pauseUntil(policy, 'unreachable', 'sms', { suppressions: [] }, AT)).toEqual({ strike: 1, until: '2026-03-10T12:30:00.000Z' });
		expect(pauseUntil(policy, 'unreachable', 'sms', { suppressions: [], ended: [pause(5, 0.5)] }, AT)).toEqual({ strike: 2 });
	});
});

it('a pause never ends before it begins and never shortens a running one', () => {
	const history = fc.array(fc.record({ hoursAgo: fc.integer({ min: 0, max: 1_000 }), lasts: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }) }), { maxLength: 6 });
	fc.assert(
		fc.property(history, fc.constantFrom(...REASONS), (past, reason) => {
			const all = past.map(({ hoursAgo, lasts }) => pause(hoursAgo, lasts, { reason }));
			const { strike, until } = pauseUntil(DEFAULT_POLICY, reason, 'sms', { suppressions: all }, AT);
			const end = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);
			expect(end).toBeGreaterThan(AT.getTime());
			for (const one of all) if (one.until === undefined || Date.parse(one.until) > AT.getTime()) expect(end).toBeGreaterThanOrEqual(one.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(one.until));
			expect(strike).toBeGreaterThanOrEqual(1);
			expect(strike).toBeLessThanOrEqual(all.length + 1);
		}),
	);
});
