/** What makes a row worth another look, most pressing first. `at` is a calendar date, `YYYY-MM-DD`. */
const CONCERNS = [
	{ name: 'not verified', holds: ({ verified }) => verified === 'no' },
	{ name: 'low confidence', holds: ({ confidence }) => confidence === 'low' },
	{ name: 'only a summary read', holds: ({ verified }) => verified === 'secondary' },
	{ name: 'looked at more than a year ago', holds: ({ asOf }, at) => asOf < yearBefore(at) },
];

/** The same day of the year before. Dates are compared as text, so that 29 February counts as the day after the 28th. */
function yearBefore(date) {
	return `${String(Number(date.slice(0, 4)) - 1).padStart(4, '0')}${date.slice(4)}`;
}

/**
 * Rows to look at again at a date: for each concern its rows, in the order of the packs. A row can raise several.
 *
 * @returns `{ at, rows, flagged, concerns: [{ name, rows: [{ pack, id, asOf, confidence, verified, source }] }] }`
 */
export function rowsToReview(tables, at) {
	const rows = tables.flatMap(({ pack, rows: own }) => own.map((row) => ({ pack, row })));
	const concerns = CONCERNS.map(({ name, holds }) => ({ name, rows: rows.filter(({ row }) => holds(row, at)).map(listed) }));
	return { at, rows: rows.length, flagged: rows.filter(({ row }) => CONCERNS.some(({ holds }) => holds(row, at))).length, concerns };
}

function listed({ pack, row: { id, asOf, confidence, verified, source = '' } }) {
	return { pack, id, asOf, confidence, verified, source };
}
