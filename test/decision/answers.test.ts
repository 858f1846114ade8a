import fc from 'fast-check';
import { decide, DECISION_RULES, type DecisionRule } from '../../lib/decision';
import { ANSWER_WITHIN_MINUTES, ANSWERED_REPLIES, type Answer } from '../../lib/model/answer';
import { CHANNELS, DIRECTIONS, MESSAGE_CLASSES, type Channel } from '../../lib/model/channel';
import type { ContactFacts } from '../../lib/model/facts';
import { DEFAULT_POLICY, parsePolicy } from '../../lib/model/policy';
import { SUPPRESSION_REASONS, type SuppressionReason } from '../../lib/model/suppression';
import { SUPPRESSION_CODES } from '../../lib/suppression';
import { anySuppression, suppression } from '../suppression/suppressions';
import { NOON, PERMITTED } from './contacts';

const LONGEST = ANSWER_WITHIN_MINUTES * 60_000;
const instant = (offset: number): string => new Date(NOON.getTime() + offset).toISOString();
/** A permission that ends this many milliseconds after noon. */
const answer = (endsIn: number, fields: Partial<Answer> = {}): Answer => ({ id: 'a1', channel: 'sms', to: 'opt_out', at: instant(endsIn - LONGEST), until: instant(endsIn), ...fields });
const DUE = answer(60_000);

/** Who has just written STOP: no consent is left, and an opt-out is on record. */
const OPTED_OUT: ContactFacts = { ...PERMITTED, messageClass: 'confirmation', consent: [{ from: 'store', records: [] }], suppressions: [suppression('opt_out_keyword')] };
const facts = (fields: object = {}): ContactFacts => ({ ...OPTED_OUT, answers: [DUE], ...fields });
const codes = (fields: object = {}, policy = DEFAULT_POLICY, at = NOON): string[] => decide(facts(fields), policy, at).reasons.map(({ code }) => code);

describe('an automatic answer that is due', () => {
	it('goes to a contact who has just opted out, and to one who never agreed to anything', () => {
		for (const suppressions of [[], [suppression('opt_out_keyword')]]) {
			expect(decide(facts({ suppressions }), DEFAULT_POLICY, NOON)).toMatchObject({
				verdict: 'send',
				reasons: [{ code: 'CONSENT_NOT_REQUIRED' }, { code: 'NOT_SUPPRESSED' }, { code: 'QUIET_HOURS_NOT_APPLICABLE' }],
			});
		}
	});

	it.each(ANSWERED_REPLIES)('is one to %s', (to) => {
		expect(decide(facts({ answers: [{ ...DUE, to }] }), DEFAULT_POLICY, NOON).verdict).toBe('send');
	});

	it('goes out at night, since the contact has just written', () => {
		const night = new Date('2026-04-01T05:00:00.000Z');
		const answers = [{ ...DUE, until: new Date(night.getTime() + 60_000).toISOString() }];
		expect(decide({ ...PERMITTED, answers }, DEFAULT_POLICY, night).verdict).toBe('hold');
		expect(decide(facts({ answers }), DEFAULT_POLICY, night).verdict).toBe('send');
	});

	it('needs no consent, whatever else the policy asks a consent for', () => {
		const strict = parsePolicy({ consent: { notRequiredFor: [], doubleOptIn: 'always', legalEvidence: 'require' } });
		expect(decide(facts(), strict, NOON).verdict).toBe('send');
	});

	it('lets no other message through', () => {
		for (const messageClass of ['marketing', 'informational', 'transactional'] as const) expect(codes({ messageClass })).toContain('OPTED_OUT');
		for (const answers of [undefined, [], [DUE]]) expect(decide({ ...PERMITTED, answers }, DEFAULT_POLICY, NOON)).toEqual(decide(PERMITTED, DEFAULT_POLICY, NOON));
	});

	it('still needs an address that can be read, and a number that takes texts', () => {
		expect(codes({ address: { ok: false, reason: 'ADDRESS_INVALID' } })).toEqual(['ADDRESS_INVALID']);
		expect(codes({ address: { ok: true, address: '+15551230001', numberType: 'FIXED_LINE' } })).toEqual(['NUMBER_NOT_TEXTABLE']);
	});
});

describe('an automatic answer that is not due', () => {
	it.each<[string, readonly unknown[] | undefined]>([
		['nobody has granted it', undefined],
		['none is left', []],
		['it is for another channel', [answer(60_000, { channel: 'whatsapp' }), answer(60_000, { channel: 'email' })]],
		['its time is over', [answer(0)]],
		['its time is long over', [answer(-3_600_000)]],
		['it would hold longer than any does, as after a clock that was set back', [answer(LONGEST + 1)]],
		['its end cannot be read', [answer(60_000, { until: 'soon' }), { ...DUE, until: undefined }, { ...DUE, until: '2026-03-31T16:01:00' }]],
	])('is refused where %s', (_what, answers) => {
		expect(decide(facts({ answers }), DEFAULT_POLICY, NOON)).toMatchObject({ verdict: 'suppress', reasons: [{ code: 'ANSWER_NOT_DUE' }] });
	});

	it('is due to the last millisecond and no longer', () => {
		expect([1, 0].map((left) => codes({ answers: [answer(left)] })[0])).toEqual(['CONSENT_NOT_REQUIRED', 'ANSWER_NOT_DUE']);
		expect([0, 1].map((more) => codes({ answers: [answer(LONGEST + more)] })[0])).toEqual(['CONSENT_NOT_REQUIRED', 'ANSWER_NOT_DUE']);
	});

	it('is one of several only if none of them holds', () => {
		expect(codes({ answers: [answer(-1), answer(60_000, { channel: 'call' })] })).toEqual(['ANSWER_NOT_DUE']);
		expect(codes({ answers: [answer(-1), DUE] })[0]).toBe('CONSENT_NOT_REQUIRED');
	});

	it('is one from the contact to us', () => {
		expect(codes({ direction: 'incoming' })).toEqual(['ANSWER_NOT_DUE']);
	});

	it('is refused where the permissions are no list, or hold something else', () => {
		for (const answers of [null, 'yes', {}, 5, [null], [undefined], ['sms'], [{}]]) expect(decide(facts({ answers }), DEFAULT_POLICY, NOON).verdict).toBe('suppress');
	});

	it('is refused whichever checks are asked', () => {
		for (const rule of DECISION_RULES) expect(decide(facts({ answers: [] }), DEFAULT_POLICY, NOON, [rule]).verdict).toBe('suppress');
	});
});

describe('what else is on record', () => {
	/** Written from what the carrier, the provider and staff would do with the text, and not from the code. */
	const STOPPING: readonly SuppressionReason[] = ['spam_complaint', 'provider_opt_out', 'carrier_block', 'hard_bounce', 'staff_dnd'];

	it.each(SUPPRESSION_REASONS)('%s stops the answer if the text would bounce, or if somebody has asked for silence', (reason) => {
		const stopped = STOPPING.includes(reason);
		expect(codes({ suppressions: [suppression(reason)] })).toEqual(stopped ? [SUPPRESSION_CODES[reason]] : ['CONSENT_NOT_REQUIRED', 'NOT_SUPPRESSED', 'QUIET_HOURS_NOT_APPLICABLE']);
	});

	it('stops the answer whatever classes it was set for, and on its own channel only', () => {
		expect(codes({ suppressions: [suppression('staff_dnd', { classes: ['marketing'] })] })).toEqual(['STAFF_DND']);
		expect(codes({ suppressions: [suppression('staff_dnd', { channel: 'all' })] })).toEqual(['STAFF_DND']);
		expect(codes({ suppressions: [suppression('carrier_block', { channel: 'whatsapp' })] })[0]).toBe('CONSENT_NOT_REQUIRED');
	});

	it('stops the answer where it cannot be understood', () => {
		expect(codes({ suppressions: [{ ...suppression('opt_out_keyword'), reason: 'fraud' }] })).toEqual(['EVALUATION_ERROR']);
	});
});

describe('without an open permission', () => {
	const hour = 3_600_000;
	const closed: fc.Arbitrary<Answer> = fc
		.record({ channel: fc.constantFrom<Channel>(...CHANNELS), to: fc.constantFrom(...ANSWERED_REPLIES), endsIn: fc.integer({ min: -hour, max: hour }) })
		.map(({ endsIn, ...fields }) => answer(endsIn, fields))
		.filter(({ channel, until }) => channel !== 'sms' || Date.parse(until) <= NOON.getTime() || Date.parse(until) > NOON.getTime() + LONGEST);
	const policies = [DEFAULT_POLICY, parsePolicy({ consent: { notRequiredFor: [...MESSAGE_CLASSES] }, replies: { holdUnclear: false }, quietHours: { appliesTo: [] } })];

	it('no facts and no policy whatever let a confirmation through', () => {
		const rules: fc.Arbitrary<DecisionRule[]> = fc.subarray([...DECISION_RULES]);
		const fields = fc.record({ answers: fc.oneof(fc.constant(undefined), fc.array(closed)), suppressions: fc.array(anySuppression, { maxLength: 3 }), direction: fc.constantFrom(undefined, ...DIRECTIONS) });
		fc.assert(
			fc.property(fields, rules, fc.constantFrom(...policies), (given, asked, policy) => {
				expect(decide({ ...PERMITTED, messageClass: 'confirmation', ...given } as ContactFacts, policy, NOON, asked).verdict).toBe('suppress');
			}),
		);
	});
});
