/**
 * Counts the chains whose brand is not in the list of brands: nobody would read them. Goes from brand to brand by the index, however many events there are.
 * Tables are marked with `@`.
 */
export const UNNAMED_CHAINS = `WITH RECURSIVE chain (id) AS (
	SELECT min(brand_id) FROM @events
	UNION ALL
	SELECT (SELECT min(e.brand_id) FROM @events AS e WHERE e.brand_id > chain.id) FROM chain WHERE chain.id IS NOT NULL
)
SELECT count(*) AS chains FROM chain WHERE chain.id IS NOT NULL AND chain.id NOT IN (SELECT b.id FROM @brands AS b)`;
