import type { DatabaseSync } from 'node:sqlite';
import { explain } from '../explain';
import { DAMAGED } from './errors';

/**
 * Looks through the suppressions once, about a second for each million. SQLite keeps no checksums: of a page that a failing disk has half forgotten it reads what is
 * left, and who was filed in the other half would not be suppressed any more.
 *
 * @throws ComplianceError `STORE_CORRUPT`.
 */
export function requireSound(db: DatabaseSync): void {
	const [first] = db.prepare('PRAGMA quick_check(suppressions)').all();
	if (first?.['quick_check'] !== 'ok') throw explain(DAMAGED);
}
