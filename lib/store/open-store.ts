import { ComplianceError } from '../model/errors';
import type { ComplianceStore, StoreConfig } from './port';
import { SqliteStore } from './sqlite/sqlite-store';

/**
 * Opens a store, creating it where there is none yet. Close it when done.
 *
 * Several processes of one machine may open the same SQLite file.
 *
 * @throws ComplianceError `STORE_UNSUPPORTED`, `STORE_UNAVAILABLE`, `STORE_NOT_OURS`, `STORE_TOO_NEW`,
 * `STORE_CORRUPT` or, for a configuration that names no store, `CONFIG_INVALID`.
 * @example const store = await openStore({ backend: 'sqlite', file: '/data/compliance.sqlite' });
 */
export async function openStore(config: StoreConfig): Promise<ComplianceStore> {
	switch (config.backend) {
		case 'sqlite':
			return await SqliteStore.open(config.file);
		case 'postgres':
			throw new ComplianceError(
				'STORE_UNSUPPORTED',
				'This version of the package can not keep its records in PostgreSQL.',
				'Choose the embedded store.',
			);
		default:
			throw new ComplianceError('CONFIG_INVALID', 'The configuration names no known kind of store.', 'Choose the embedded store.');
	}
}
