const TERM = /^P([1-9]\d*)([YM])$/;
const MONTHS_PER: Readonly<Record<string, number>> = { Y: 12, M: 1 };

/**
 * The months of a term of whole years or months, such as `P2Y` or `P18M`.
 *
 * @throws RangeError for anything else, so that a term that nobody understands never means "for ever"
 */
export function monthsOf(term: string): number {
	const [, count, unit = ''] = TERM.exec(term) ?? [];
	const months = Number(count) * (MONTHS_PER[unit] ?? Number.NaN);
	if (!Number.isSafeInteger(months)) throw new RangeError('The term is not one of whole years or months');
	return months;
}

/**
 * The same day and time so many months later, in UTC. Where that month has no such day its last one counts: two years from 29
 * February end on 28 February.
 */
export function addMonths(instant: number, months: number): number {
	const date = new Date(instant);
	const day = date.getUTCDate();
	date.setUTCDate(1);
	date.setUTCMonth(date.getUTCMonth() + months);
	const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
	return date.setUTCDate(Math.min(day, lastDay));
}
