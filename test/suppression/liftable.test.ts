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
