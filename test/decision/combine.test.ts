import fc from 'fast-check';
import { combine } from '../../lib/decision';
import { REASON_CODES, REASONS, makeReason, type Reason } from '../../lib/model/reasons';
import { COMPLIANCE_STATUSES, EFFECTS, VERDICTS } from '../../lib/model/verdict';

const SOURCE = { pack: 'test', packVersion: '1' };
const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }).map((ms) => new Date(ms).toISOString());

const finding: fc.Arbitrary<Reason> = fc
	.tuple(fc.constantFrom(...REASON_CODES), instant)
	.map(([code, at]) => makeReason(code, SOURCE, {}, REASONS[code].effect === 'hold' ? at : undefined));
const findings = fc.array(fc.array(finding, { maxLength: 3 }), { maxLength: 5 });

const severity = (found: readonly Reason[][]) => VERDICTS.indexOf(combine(found).verdict);
const statusRank = (found: readonly Reason[][]) => COMPLIANCE_STATUSES.indexOf(combine(found).status);
const permit = makeReason('CONSENT_PROVEN', SOURCE);
const hold = (at: string) => makeReason('QUIET_HOURS', SOURCE, {}, at);

describe('the verdict over all findings', () => {
	it.each([
		[['deny', 'review', 'hold', 'permit'], 'suppress'],
		[['review', 'hold', 'permit'], 'review'],
		[['hold', 'permit'], 'hold'],
		[['permit'], 'send'],
	] as const)('of %p is %s, in any order', (effects, verdict) => {
		const codes = { deny: 'OPTED_OUT', review: 'ZONE_UNKNOWN', hold: 'QUIET_HOURS', permit: 'CONSENT_PROVEN' } as const;
		const found = effects.map((effect) => [makeReason(codes[effect], SOURCE, {}, effect === 'hold' ? '2026-04-01T08:00:00.000Z' : undefined)]);
		expect([combine(found).verdict, combine([...found].reverse()).verdict, combine([found.flat()]).verdict]).toEqual([verdict, verdict, verdict]);
	});

	it('is never laxer for one more finding, in a rule that was asked or in one more rule', () => {
		fc.assert(
			fc.property(findings, finding, fc.nat(), (found, more, position) => {
				const within = found.length === 0 ? [[more]] : found.map((one, index) => (index === position % found.length && one.length > 0 ? [...one, more] : one));
				expect(severity(within)).toBeGreaterThanOrEqual(found.length === 0 ? 0 : severity(found));
				if (found.length > 0) {
					expect(severity([...found, [more]])).toBeGreaterThanOrEqual(severity(found));
					expect(statusRank([...found, [permit], [more]])).toBeGreaterThanOrEqual(statusRank([...found, [permit]]));
				}
			}),
		);
	});

	it('does not depend on the order of rules or findings', () => {
		fc.assert(
			fc.property(findings, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (found, keys) => {
				const shuffled = found.map((one, index) => [keys[index] ?? 0, [...one].reverse()] as const).sort(([a], [b]) => a - b).map(([, one]) => one);
				const [{ verdict, status, sendAt, reasons }, other] = [combine(found), combine(shuffled)];
				expect({ verdict, status, sendAt, codes: reasons.map(({ code }) => code).sort() }).toEqual({ verdict: other.verdict, status: other.status, sendAt: other.sendAt, codes: other.reasons.map(({ code }) => code).sort() });
			}),
		);
	});

	it('is send only where every rule that was asked permits and nothing else', () => {
		fc.assert(
			fc.property(findings, (found) => {
				const allPermit = found.length > 0 && found.every((one) => one.length > 0 && one.every(({ effect }) => effect === 'permit'));
				expect(combine(found).verdict === 'send').toBe(allPermit);
			}),
		);
	});
});

describe('the reasons shown', () => {
	it('are what stands in the way, strictest first; where nothing does, what permits', () => {
		const at = '2026-04-01T08:00:00.000Z';
		const found = [[permit], [hold(at)], [makeReason('OPTED_OUT', SOURCE)], [makeReason('ZONE_UNKNOWN', SOURCE)]];
		expect(combine(found).reasons.map(({ code }) => code)).toEqual(['OPTED_OUT', 'ZONE_UNKNOWN', 'QUIET_HOURS']);
		expect(combine([[permit], [makeReason('NOT_SUPPRESSED', SOURCE)]]).reasons.map(({ code }) => code)).toEqual(['CONSENT_PROVEN', 'NOT_SUPPRESSED']);
	});

	it('are never empty', () => {
		fc.assert(fc.property(findings, (found) => expect(combine(found).reasons.length).toBeGreaterThan(0)));
	});
});

describe('silence', () => {
	it.each([
		['no rule was asked', []],
		['the only rule says nothing', [[]]],
		['one of several rules says nothing', [[permit], []]],
	])('permits nothing when %s', (_name, found) => {
		expect(combine(found)).toMatchObject({ verdict: 'suppress', status: found.length > 1 ? 'unknown' : 'unknown', reasons: [{ code: 'RULE_SILENT' }] });
	});
});

describe('a hold', () => {
	it('lasts until the latest of several', () => {
		const [early, late] = ['2026-04-01T08:00:00.000Z', '2026-04-02T08:00:00.000Z'];
		expect(combine([[hold(late)], [hold(early)], [permit]])).toMatchObject({ verdict: 'hold', sendAt: late });
	});

	it('has a sendAt exactly where the verdict is hold', () => {
		fc.assert(fc.property(findings, (found) => expect(combine(found).sendAt !== undefined).toBe(combine(found).verdict === 'hold')));
	});

	it('that cannot say when it ends is a denial', () => {
		expect(combine([[permit], [makeReason('QUIET_HOURS', SOURCE)], [hold('2026-04-01T08:00:00.000Z')]]).verdict).toBe('suppress');
	});
});

describe('an effect that is not known', () => {
	it('denies', () => {
		expect(EFFECTS).not.toContain('allow');
		expect(combine([[permit], [{ ...permit, effect: 'allow' as Reason['effect'] }]]).verdict).toBe('suppress');
	});
});
