const MOST_ROWS = 10_000;

/** How many rows to give where a caller asks for `limit`: at least one and never all there are. */
export function rowLimit(limit: number): number {
	return Math.max(1, Math.min(Math.floor(limit) || 1, MOST_ROWS));
}
