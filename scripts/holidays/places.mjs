/** Places where a row of the quiet-hours pack is other on holidays, or about holidays alone; in order. */
export function placesWithHolidayRule(rows) {
	const bound = rows.filter(({ holidays, days }) => ['closed', 'window_13_21'].includes(holidays) || ['holiday', 'preholiday'].includes(days));
	return [...new Set(bound.map(({ jurisdiction }) => jurisdiction))].sort();
}
