import { ComplianceError } from '../model/errors';
import type { ComplianceStore, StoreConfig } from './port';
import { SqliteStore } from './sqlite/sqlite-store';

/**
 * Opens a store, creating it where there is none yet. Close it when done.
 *
 * Several processes of one machine may open the same SQLite file, and any number on any machine the same PostgreSQL schema. What speaks to PostgreSQL is loaded
 * when it is first asked for.
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
			return await (await import('./postgres/postgres-store')).PostgresStore.open(config);
		default:
			throw new ComplianceError('CONFIG_INVALID', 'The configuration names no known kind of store.', 'Choose sqlite or postgres.');
	}
}
