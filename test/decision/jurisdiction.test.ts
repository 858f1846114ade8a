import { decide } from '../../lib/decision';
import { PLACE_FAULTS, type PlaceFault } from '../../lib/model/facts';
import { DEFAULT_POLICY } from '../../lib/model/policy';
import { NOON, PERMITTED } from './contacts';

describe('a place that cannot be read', () => {
	it.each(PLACE_FAULTS)('sends the contact to a person with %s', (fault) => {
		const decision = decide({ ...PERMITTED, jurisdiction: { codes: ['US-NY'], basis: 'explicit+phone', fault } }, DEFAULT_POLICY, NOON);
		expect(decision).toMatchObject({ verdict: 'review', reasons: [{ code: fault, effect: 'review', facts: { basis: 'explicit+phone' } }] });
	});

	it.each([['us-fl'], ['US-Fl'], ['USA'], ['XX'], ['US-ON'], [''], ['__proto__'], ['US-NY', 'EU']])('never sends by the rules of %s, which is no place', (...codes) => {
		const decision = decide({ ...PERMITTED, jurisdiction: { codes, basis: 'explicit' } }, DEFAULT_POLICY, NOON);
		expect(['COUNTRY_UNKNOWN', 'STATE_UNKNOWN']).toContain(decision.reasons.find(({ rule }) => rule === 'jurisdiction')?.code);
		expect(decision).toMatchObject({ status: 'unknown' });
		expect(decision.verdict).not.toBe('send');
	});

	it('never sends, whatever the fault is called', () => {
		const odd = { codes: ['US-NY'], basis: 'explicit', fault: 'SOMETHING_NEW' as PlaceFault };
		expect(decide({ ...PERMITTED, jurisdiction: odd }, DEFAULT_POLICY, NOON)).toMatchObject({ verdict: 'review', reasons: [{ code: 'COUNTRY_UNKNOWN' }] });
	});

	it('does not concern a check that asks for no place', () => {
		const facts = { ...PERMITTED, jurisdiction: { codes: [], basis: 'explicit', fault: 'COUNTRY_UNKNOWN' } } as const;
		expect(decide(facts, DEFAULT_POLICY, NOON, ['suppression'])).toMatchObject({ verdict: 'send' });
	});
});
