import fc from 'fast-check';
import { decide, DECISION_RULES, prepareDecision, type DecisionRule } from '../../lib/decision';
import type { ContactFacts } from '../../lib/model/facts';
import { DEFAULT_POLICY, parsePolicy, type Policy } from '../../lib/model/policy';
import type { Suppression } from '../../lib/model/suppression';
import { suppression } from '../suppression/suppressions';
import { PROVEN } from '../consent/consents';
import { MANY_CONTACTS, NOON, PERMITTED } from './contacts';

const codes = (facts: unknown, policy = DEFAULT_POLICY, at = NOON) => decide(facts as ContactFacts, policy, at).reasons.map(({ code }) => code);

describe('a decision', () => {
	it('sends where every rule permits, and says so', () => {
		expect(decide(PERMITTED, DEFAULT_POLICY, NOON)).toMatchObject({
			verdict: 'send',
			status: 'compliant',
			reasons: [{ code: 'CONSENT_PROVEN' }, { code: 'NOT_SUPPRESSED' }, { code: 'WITHIN_WINDOW' }],
			at: '2026-03-31T16:00:00.000Z',
			policyVersion: 'built-in-4',
		});
	});

	it('names everything that stands in the way', () => {
		const facts = { ...PERMITTED, consent: [], suppressions: [suppression('staff_dnd')], zone: { zones: ['Asia/Kathmandu'], basis: 'contact' } };
		expect(codes(facts)).toEqual(['CONSENT_MISSING', 'STAFF_DND', 'QUIET_HOURS']);
	});

	it('holds with the first permitted instant', () => {
		const late = new Date('2026-04-01T01:00:00.000Z');
		expect(decide(PERMITTED, DEFAULT_POLICY, late)).toMatchObject({ verdict: 'hold', status: 'compliant', sendAt: '2026-04-01T12:00:00.000Z' });
	});

	it('asks a person where the zone is not known', () => {
		expect(decide({ ...PERMITTED, zone: { zones: [], basis: 'none' } }, DEFAULT_POLICY, NOON)).toMatchObject({ verdict: 'review', reasons: [{ code: 'ZONE_UNKNOWN' }] });
	});

	it('that sends implies that each rule, asked alone, permits', () => {
		for (const facts of MANY_CONTACTS) {
			if (decide(facts, DEFAULT_POLICY, NOON).verdict !== 'send') continue;
			for (const rule of DECISION_RULES) expect(decide(facts, DEFAULT_POLICY, NOON, [rule]).verdict).toBe('send');
		}
	});

	it('is never laxer for asking one more rule', () => {
		const severity = (facts: ContactFacts, rules: DecisionRule[]) => ['send', 'hold', 'review', 'suppress'].indexOf(decide(facts, DEFAULT_POLICY, NOON, rules).verdict);
		for (const facts of MANY_CONTACTS) {
			expect(severity(facts, ['consent', 'suppression', 'quiet_hours'])).toBeGreaterThanOrEqual(Math.max(severity(facts, ['consent']), severity(facts, ['suppression']), severity(facts, ['quiet_hours'])));
		}
	});
});

describe('facts that cannot be read', () => {
	it.each([
		['no channel', { channel: undefined }, 'CHANNEL_INVALID'],
		['a channel in other letters', { channel: 'SMS' }, 'CHANNEL_INVALID'],
		['a name that every object knows', { channel: 'constructor' }, 'CHANNEL_INVALID'],
		['no class', { messageClass: null }, 'MESSAGE_CLASS_INVALID'],
		['a class that does not exist', { messageClass: 'promo' }, 'MESSAGE_CLASS_INVALID'],
		['an unknown direction', { direction: 'outbound' }, 'EVALUATION_ERROR'],
		['an invalid address', { address: { ok: false, reason: 'ADDRESS_INVALID' } }, 'ADDRESS_INVALID'],
		['a missing address', { address: { ok: false, reason: 'ADDRESS_MISSING' } }, 'ADDRESS_MISSING'],
		['a rejection that gives a permitting reason', { address: { ok: false, reason: 'CONSENT_PROVEN' } }, 'ADDRESS_INVALID'],
		['a rejection for a reason that does not exist', { address: { ok: false, reason: 'nope' } }, 'EVALUATION_ERROR'],
		['no result of reading the address', { address: undefined }, 'EVALUATION_ERROR'],
		['a result that is only like true', { address: { ok: 'yes', address: '+15551230001' } }, 'EVALUATION_ERROR'],
		['an empty address', { address: { ok: true, address: ' ' } }, 'ADDRESS_INVALID'],
		['no list of suppressions', { suppressions: undefined }, 'EVALUATION_ERROR'],
		['no list of consents', { consent: null }, 'EVALUATION_ERROR'],
	])('suppress for %s', (_name, wrong, code) => {
		const decision = decide({ ...PERMITTED, ...wrong } as ContactFacts, DEFAULT_POLICY, NOON);
		expect(decision.verdict).toBe('suppress');
		expect(decision.reasons[0]?.code).toBe(code);
	});

	it.each([null, undefined, 0, '', 'sms', [], {}, () => PERMITTED, Symbol('x'), 10n])('suppress for %p in place of all facts', (facts) => {
		expect(decide(facts as unknown as ContactFacts, DEFAULT_POLICY, NOON).verdict).toBe('suppress');
	});

	it('suppress and never throw where they hold themselves or throw when read', () => {
		const cyclic: Record<string, unknown> = { ...PROVEN };
		cyclic.ref = cyclic;
		const throwing = Object.defineProperty({ ...PERMITTED }, 'consent', { get: () => { throw new Error('+15551230001'); } });
		expect(codes({ ...PERMITTED, consent: [{ from: 'store', records: [cyclic] }] })).toEqual(['EVALUATION_ERROR']);
		expect(codes(throwing)).toEqual(['EVALUATION_ERROR']);
	});

	const wild = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true });

	it('never throw and never send, whatever they are', () => {
		fc.assert(fc.property(wild, (facts) => expect(decide(facts as ContactFacts, DEFAULT_POLICY, NOON).verdict).toBe('suppress')), { numRuns: 500 });
	});

	it('never throw and never send with garbage in place of any one fact that a rule needs', () => {
		const needed = fc.constantFrom('channel', 'messageClass', 'address', 'consent', 'suppressions');
		fc.assert(
			fc.property(needed, wild, (field, value) => {
				fc.pre(!(field === 'suppressions' && Array.isArray(value) && value.length === 0));
				expect(decide({ ...PERMITTED, [field]: value } as ContactFacts, DEFAULT_POLICY, NOON).verdict).toBe('suppress');
			}),
			{ numRuns: 500 },
		);
	});

	it('never throw and never permit more with garbage in place of the zone, the direction or the sender', () => {
		const limited = { ...PERMITTED, suppressions: [suppression('opt_out_keyword', { sender: 'ACME' })] };
		fc.assert(
			fc.property(fc.constantFrom('zone', 'direction'), wild, (field, value) => {
				expect(decide({ ...limited, [field]: value } as ContactFacts, DEFAULT_POLICY, NOON).verdict).toBe('suppress');
				const zoned = decide({ ...PERMITTED, zone: { zones: [value], basis: 'contact' } } as ContactFacts, DEFAULT_POLICY, NOON);
				expect(['review', 'suppress']).toContain(zoned.verdict);
			}),
		);
	});

	it('never send with garbage among the suppressions', () => {
		fc.assert(
			fc.property(wild, (value) => {
				expect(decide({ ...PERMITTED, suppressions: [value as Suppression] }, DEFAULT_POLICY, NOON).verdict).toBe('suppress');
			}),
		);
	});
});

describe('the policy and the instant', () => {
	it('may be left to the built-in policy', () => {
		expect(decide(PERMITTED, {} as Policy, NOON)).toEqual(decide(PERMITTED, DEFAULT_POLICY, NOON));
		expect(decide(PERMITTED, undefined as unknown as Policy, NOON)).toEqual(decide(PERMITTED, DEFAULT_POLICY, NOON));
	});

	it.each([null, 'x', { consent: { requiredEvidence: ['hat'] } }, { consents: {} }, { quietHours: { packs: 'replace' } }])('refuse the policy %p', (policy) => {
		expect(() => decide(PERMITTED, policy as unknown as Policy, NOON)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
	});

	it.each([undefined, null, new Date(Number.NaN), 'now', 0, {}])('refuse the instant %p', (at) => {
		expect(() => decide(PERMITTED, DEFAULT_POLICY, at as Date)).toThrow(expect.objectContaining({ code: 'INSTANT_INVALID' }));
	});

	it('are never taken from an earlier question', () => {
		const needsNone = parsePolicy({ consent: { requiredEvidence: [] }, version: 'lax' });
		const bare = { ...PERMITTED, consent: [{ from: 'store' as const, records: [{ channel: 'sms' as const, messageClass: 'marketing' as const, state: 'granted' as const }] }] };
		const night = new Date('2026-04-01T03:00:00.000Z');
		const answers = [needsNone, DEFAULT_POLICY, needsNone].flatMap((policy) => [NOON, night, NOON].map((at) => decide(bare, policy, at).verdict));
		expect(answers).toEqual(['send', 'hold', 'send', 'suppress', 'suppress', 'suppress', 'send', 'hold', 'send']);
	});

	it('count as they are now, also in a policy that is frozen only outside', () => {
		const policy = Object.freeze(structuredClone(DEFAULT_POLICY)) as Policy;
		expect(decide(PERMITTED, policy, NOON).verdict).toBe('send');
		policy.consent.requiredEvidence.push('region');
		expect(decide(PERMITTED, policy, NOON).verdict).toBe('suppress');
	});

	it('are asked in the subset of rules named, and no rule permits nothing', () => {
		expect(prepareDecision(DEFAULT_POLICY, NOON, ['suppression'])({ ...PERMITTED, consent: [] }).verdict).toBe('send');
		expect(prepareDecision(DEFAULT_POLICY, NOON, [])(PERMITTED)).toMatchObject({ verdict: 'suppress', reasons: [{ code: 'RULE_SILENT' }] });
	});
});
