import { ComplianceError } from '../../model/errors';

type Sqlite = typeof import('node:sqlite');

/**
 * Node's own SQLite, asked for when a store is opened, so that the package loads on a Node without it.
 *
 * @param load stands in for Node in tests.
 * @throws ComplianceError `STORE_UNSUPPORTED` on Node before 22.13.
 */
export function loadSqlite(load: (id: 'node:sqlite') => Sqlite | undefined = builtin): Sqlite {
	const sqlite = load('node:sqlite');
	if (sqlite !== undefined) return sqlite;
	throw new ComplianceError(
		'STORE_UNSUPPORTED',
		`The embedded compliance store needs Node 22.13 or newer; this is Node ${process.versions.node}.`,
		'Run n8n on Node 22.13 or newer (n8n 2 needs Node 24 in any case).',
	);
}

function builtin(id: 'node:sqlite'): Sqlite | undefined {
	// Before 20.16 and 22.3 there is no such method, and no SQLite either.
	return typeof process.getBuiltinModule === 'function' ? process.getBuiltinModule(id) : undefined;
}
