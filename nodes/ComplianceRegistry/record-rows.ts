import type { JsonObject } from '../../lib/model/json';
import type { ReasonCode } from '../../lib/model/reasons';
import type { Batch } from '../../lib/n8n/batch';
import { requireEach } from '../../lib/n8n/require-each';
import type { StoreConnection } from '../../lib/n8n/store-connection';
import type { Change } from '../../lib/store/port';
import { recordedRow, rejectedRow } from './row-result';

/** What one row asks to be recorded, or every reason why it cannot be. */
export type Row = { changes: Change[]; warnings?: ReasonCode[] } | { rejected: ReasonCode[] };

/**
 * Records the changes of all good rows in one transaction and reports on every row. A hint on the node counts the
 * rows that were turned away, so that nothing is lost silently.
 */
export async function recordRows(batch: Batch, { store, brand }: StoreConnection, rows: readonly Row[]): Promise<JsonObject[]> {
	const changes = rows.flatMap((row) => ('changes' in row ? row.changes : []));
	const recorded = changes.length > 0 ? requireEach(changes, await store.record(brand, changes, batch.origin, batch.now)) : [];
	reportRejected(batch, rows);
	let next = 0;
	return rows.map((row) => {
		if ('rejected' in row) return rejectedRow(row.rejected);
		const results = recorded.slice(next, next + row.changes.length);
		next += row.changes.length;
		return { ...recordedRow(results), ...(row.warnings !== undefined && row.warnings.length > 0 && { warnings: row.warnings }) };
	});
}

function reportRejected({ context }: Batch, rows: readonly Row[]): void {
	const counts = new Map<ReasonCode, number>();
	for (const row of rows) {
		for (const code of 'rejected' in row ? row.rejected : []) counts.set(code, (counts.get(code) ?? 0) + 1);
	}
	const rejected = rows.filter((row) => 'rejected' in row).length;
	if (rejected === 0) return;
	const why = [...counts].map(([code, count]) => `${code} ${count}`).join(', ');
	context.addExecutionHints({
		message: `${rejected} of ${rows.length} items were not stored (${why}). Each of them says why in its result.`,
		location: 'outputPane',
		type: 'warning',
	});
}
