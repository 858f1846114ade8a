/**
 * All events of subject ?2 in the brand named ?1, as `e`, by way of the index that is cut into runs; `brand` is the brand's row.
 * Goes after SELECT and its columns; joins and the ORDER BY follow.
 */
export function subjectEvents(columns: string, joins: string): string {
	return `WITH RECURSIVE brand (id, runs) AS (SELECT id, seq >> 14 FROM brands WHERE name = ?1),
		run (n) AS (SELECT runs FROM brand UNION ALL SELECT n - 1 FROM run WHERE n > 0)
		SELECT ${columns} FROM brand CROSS JOIN run
		CROSS JOIN events AS e ON e.brand_id = brand.id AND e.seq >> 14 = run.n AND substr(e.subject, 1, 6) = substr(?2, 1, 6)
		${joins}
		WHERE e.subject = ?2 ORDER BY e.seq`;
}
