import fc from 'fast-check';
import { CHANNELS } from '../../lib/model/channel';
import { LIFTERS, SUPPRESSION_REASONS, type Lifter, type Suppression, type SuppressionReason } from '../../lib/model/suppression';
import { liftable } from '../../lib/suppression';
import { anySuppression, suppression } from './suppressions';

/** Who may end what, written from the policy for people and not from the code. */
const MAY_LIFT: Record<SuppressionReason, Lifter[]> = {
	spam_complaint: ['documented_opt_in'],
	registry: ['registry_import', 'expiry'],
	opt_out_keyword: ['person_keyword', 'person_page', 'documented_opt_in'],
	opt_out_page: ['person_keyword', 'person_page', 'documented_opt_in'],
	opt_out_one_click: ['person_keyword', 'person_page', 'documented_opt_in'],
	opt_out_recorded: ['person_keyword', 'person_page', 'documented_opt_in'],
	provider_opt_out: ['person_keyword', 'person_page', 'documented_opt_in'],
	carrier_block: ['person_keyword'],
	hard_bounce: ['staff_after_validation'],
	review_hold: ['staff', 'person_keyword', 'person_page', 'documented_opt_in'],
	staff_dnd: ['staff', 'expiry'],
	inbound_dnd: ['staff', 'expiry'],
	landline: ['staff', 'expiry', 'delivery'],
	unknown_handset: ['staff', 'expiry', 'delivery'],
	unreachable: ['staff', 'expiry', 'delivery'],
};

const LATER = '2026-03-15T00:00:00.000Z';
const idsOf = (suppressions: readonly Suppression[]) => suppressions.map(({ id }) => id);

describe('who may lift a suppression', () => {
	it.each(SUPPRESSION_REASONS)('is settled for %s and every lifter', (reason) => {
		const allowed = LIFTERS.filter((by) => liftable([suppression(reason)], { by, channel: 'sms', optInAt: LATER }).length === 1);
		expect(allowed.sort()).toEqual([...MAY_LIFT[reason]].sort());
	});

	it('is never staff for what the person or the carrier has said', () => {
		const bySomebodyElse: Lifter[] = ['staff', 'staff_after_validation', 'delivery', 'registry_import', 'expiry'];
		for (const reason of ['opt_out_keyword', 'opt_out_page', 'opt_out_one_click', 'opt_out_recorded', 'provider_opt_out', 'carrier_block', 'spam_complaint'] as const) {
			for (const by of bySomebodyElse) expect([reason, by, liftable([suppression(reason)], { by, channel: 'all', optInAt: LATER })]).toEqual([reason, by, []]);
		}
	});

	it('is nobody for a reason that is not known', () => {
		for (const reason of ['fraud', 'constructor', '__proto__', undefined]) {
			const unknown = { ...suppression('staff_dnd'), reason } as unknown as Suppression;
			for (const by of LIFTERS) expect(liftable([unknown], { by, channel: 'all', optInAt: LATER })).toEqual([]);
		}
	});
});

describe('lifting', () => {
	const request = fc.record({ by: fc.constantFrom(...LIFTERS), channel: fc.constantFrom(...CHANNELS, 'all' as const), optInAt: fc.constantFrom(LATER, '2027-01-01T00:00:00.000Z', 'x', undefined) });

	it('leaves every suppression that the request may not end, and leaves the list it was given', () => {
		fc.assert(
			fc.property(fc.array(anySuppression, { maxLength: 8 }), request, (all, asked) => {
				const before = structuredClone(all);
				const lifted = liftable(all, asked);
				expect(all).toEqual(before);
				for (const one of all.filter((candidate) => !lifted.includes(candidate))) {
					const allowed = MAY_LIFT[one.reason].includes(asked.by) && (asked.channel === 'all' || asked.channel === one.channel);
					const isOptIn = asked.by === 'documented_opt_in';
					const isNewer = Date.parse(asked.optInAt ?? 'x') > Date.parse(one.since);
					expect(allowed && (!isOptIn || isNewer)).toBe(false);
				}
				for (const one of lifted) expect(MAY_LIFT[one.reason]).toContain(asked.by);
			}),
		);
	});

	it('does not depend on what else is on record', () => {
		fc.assert(
			fc.property(fc.array(anySuppression, { maxLength: 8 }), request, (all, asked) => {
				expect(idsOf(liftable(all, asked))).toEqual(all.flatMap((one) => idsOf(liftable([one], asked))));
			}),
		);
	});
});

describe('START on one channel', () => {
	it('leaves other channels, and what covers all channels', () => {
		const all = [...CHANNELS, 'all' as const].map((channel) => suppression('opt_out_keyword', { id: channel, channel }));
		for (const channel of CHANNELS) expect(idsOf(liftable(all, { by: 'person_keyword', channel }))).toEqual([channel]);
	});

	it('leaves complaints, registries, bounces and DND of staff on the same channel', () => {
		const kept = ['spam_complaint', 'registry', 'hard_bounce', 'staff_dnd', 'inbound_dnd', 'landline', 'unreachable'] as const;
		const all = [...kept, 'opt_out_keyword' as const].map((reason) => suppression(reason));
		expect(idsOf(liftable(all, { by: 'person_keyword', channel: 'sms' }))).toEqual(['s-opt_out_keyword']);
	});
});

describe('START to one of our numbers', () => {
	const OURS = '+15550000001';
	const lifted = (reason: SuppressionReason, receivedBy: string | undefined, heardBy: string | undefined) =>
		liftable([suppression(reason, receivedBy === undefined ? {} : { receivedBy })], { by: 'person_keyword', channel: 'sms', ...(heardBy !== undefined && { heardBy }) }).length;

	it.each(['provider_opt_out', 'carrier_block'] as const)('ends the %s of that number, however it is written, and of no other', (reason) => {
		expect([lifted(reason, OURS, OURS), lifted(reason, OURS, '(555) 000-0001'), lifted(reason, OURS, '+15550000002'), lifted(reason, OURS, 'ACME')]).toEqual([1, 1, 0, 0]);
	});

	it('ends a block where one of the two numbers is not known', () => {
		expect([lifted('provider_opt_out', undefined, OURS), lifted('provider_opt_out', OURS, undefined), lifted('provider_opt_out', '', OURS)]).toEqual([1, 1, 1]);
	});

	it("ends the provider's block whichever number heard it where the provider says that it has, and never that of a carrier", () => {
		const heard = (reason: SuppressionReason) => liftable([suppression(reason, { receivedBy: OURS })], { by: 'person_keyword', channel: 'sms', heardBy: '+15550000002', heardByProvider: true }).length;
		expect([heard('provider_opt_out'), heard('carrier_block'), heard('staff_dnd')]).toEqual([1, 0, 0]);
	});

	it('ends what the person said to us, whichever number heard it', () => {
		for (const reason of ['opt_out_keyword', 'opt_out_page', 'review_hold'] as const) expect(lifted(reason, OURS, '+15550000002')).toBe(1);
	});
});

describe('the decision of staff about an unclear reply', () => {
	it('ends the hold on its channel and nothing that stands beside it', () => {
		const all = [...SUPPRESSION_REASONS.map((reason) => suppression(reason)), suppression('review_hold', { id: 'call', channel: 'call' })];
		const staffMayEnd = SUPPRESSION_REASONS.filter((reason) => MAY_LIFT[reason].includes('staff')).map((reason) => `s-${reason}`);
		expect(idsOf(liftable(all, { by: 'staff', channel: 'sms' })).sort()).toEqual(staffMayEnd.sort());
		expect(staffMayEnd).not.toContain('s-opt_out_keyword');
	});
});

describe('a documented opt-in', () => {
	const since = '2026-03-10T10:00:00.000Z';
	const lifted = (optInAt: string | undefined, begun = since) => liftable([suppression('opt_out_keyword', { since: begun })], { by: 'documented_opt_in', channel: 'sms', optInAt }).length;

	it('ends only what is older than itself, to the millisecond', () => {
		expect(lifted('2026-03-10T10:00:00.001Z')).toBe(1);
		expect(lifted('2026-03-10T10:00:00.000Z')).toBe(0);
		expect(lifted('2026-03-10T09:59:59.999Z')).toBe(0);
		expect(lifted('2026-03-10T06:00:00.000-05:00')).toBe(1);
	});

	it('ends nothing where one of the two times cannot be read', () => {
		for (const unreadable of [undefined, '', '2026-03-11', '11/03/2026', '2026-03-11T10:00:00']) expect(lifted(unreadable)).toBe(0);
		expect(lifted('2026-03-11T10:00:00Z', 'some day')).toBe(0);
	});
});
