import fc from 'fast-check';
import { DateTime } from 'luxon';
import { earliestDeadline } from '../../lib/consent/opt-out-deadline';
import { addMonths, monthsOf } from '../../lib/consent/terms';

const after = (start: string, term: string) => new Date(addMonths(Date.parse(start), monthsOf(term))).toISOString();

describe('a term', () => {
	it.each([
		['2024-02-29T10:00:00.000Z', 'P2Y', '2026-02-28T10:00:00.000Z'],
		['2024-02-29T10:00:00.000Z', 'P4Y', '2028-02-29T10:00:00.000Z'],
		['2026-08-31T23:59:59.999Z', 'P6M', '2027-02-28T23:59:59.999Z'],
		['2026-12-31T00:00:00.000Z', 'P18M', '2028-06-30T00:00:00.000Z'],
		['2026-01-15T00:00:00.000Z', 'P3M', '2026-04-15T00:00:00.000Z'],
	])('from %s of %s ends at %s', (start, term, end) => {
		expect(after(start, term)).toBe(end);
	});

	it('ends as luxon works it out, whatever the start', () => {
		const start = fc.date({ min: new Date('1995-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true });
		fc.assert(
			fc.property(start, fc.integer({ min: 1, max: 60 }), (date, months) => {
				expect(addMonths(date.getTime(), months)).toBe(DateTime.fromJSDate(date, { zone: 'utc' }).plus({ months }).toMillis());
			}),
			{ numRuns: 2_000 },
		);
	});

	it.each(['', 'P', 'P2', '2Y', 'P0Y', 'P-1Y', 'P1W', 'P1Y6M', 'PT6M', 'p2y', 'P1.5Y'])('never reads %p as "for ever"', (term) => {
		expect(() => monthsOf(term)).toThrow(RangeError);
	});
});

describe('the deadline of an opt-out', () => {
	it.each([
		[['P10BD', 'P15D'], 'P10BD'],
		[['P15D', 'PT24H', 'P2D'], 'PT24H'],
		[['P10BD', 'no_delay'], 'no_delay'],
		[['P5BD', 'P10BD'], 'P5BD'],
		[['P2D', 'P0D'], 'P0D'],
		[[], undefined],
	])('of %p is %p', (deadlines, earliest) => {
		expect(earliestDeadline(deadlines)).toBe(earliest);
		expect(earliestDeadline([...deadlines].reverse())).toBe(earliest);
	});
});
