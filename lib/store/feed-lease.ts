/** Who holds a reader of the feed, as a backend keeps it. */
export interface StoredLease {
	/** Absent: it was given up. */
	owner?: string | undefined;
	/** When the owner last called, milliseconds. */
	leasedAt: number;
	leaseMs: number;
}

/**
 * Calls that waited for the same lock come in another order than the instants they were made at, by at most as long as a call waits.
 * Milliseconds.
 */
const OUT_OF_ORDER = 60_000;

/**
 * Whether another owner holds the reader. A lease that begins later than now was taken before the clock was set back, and is lost: until the
 * clock has caught up nobody would read.
 *
 * @param at milliseconds
 */
export function isHeldByOther({ owner, leasedAt, leaseMs }: StoredLease, asking: string, at: number): boolean {
	return owner !== undefined && owner !== asking && at < leasedAt + leaseMs && leasedAt <= at + OUT_OF_ORDER;
}
