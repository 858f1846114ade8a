import { ComplianceError } from '../model/errors';
import type { Ledger } from './ledger';
import type { StoreConfig } from './port';
import { LedgerFile } from './sqlite/ledger-file';

/**
 * Opens a store to verify its ledgers, and leaves it as it is: nothing is created, brought up to date or written. Works beside a running n8n, on a backup, on a
 * copy of a PostgreSQL server that can only be read, with no other right than to read `brands`, `events`, `evidence` and, in PostgreSQL, the columns
 * `application` and `schema_version` of `meta`; and on a store of any older schema.
 *
 * @throws ComplianceError `STORE_UNSUPPORTED`, `STORE_UNAVAILABLE`, `STORE_NOT_OURS`, `STORE_TOO_NEW`, `STORE_CORRUPT` or, for a configuration that names no
 * store, `CONFIG_INVALID`.
 * @example const ledger = await openLedger({ backend: 'sqlite', file: '/backup/compliance.sqlite' });
 */
export async function openLedger(config: StoreConfig): Promise<Ledger> {
	try {
		return await open(config);
	} catch (error) {
		// Nothing is created here, whatever the words for those who begin a store offer.
		if (error instanceof ComplianceError && error.code === 'STORE_NOT_OURS') throw new ComplianceError(error.code, error.message, 'Name the file, or the database and the schema, that the compliance store is in.');
		throw error;
	}
}

async function open(config: StoreConfig): Promise<Ledger> {
	switch (config.backend) {
		case 'sqlite':
			return await LedgerFile.open(config.file);
		case 'postgres':
			return await (await import('./postgres/ledger-database')).LedgerDatabase.open(config);
		default:
			throw new ComplianceError('CONFIG_INVALID', 'The configuration names no known kind of store.', 'Choose sqlite or postgres.');
	}
}
