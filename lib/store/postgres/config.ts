import type { TlsMode } from './tls';

/** Where a store in PostgreSQL is, and how it is reached. */
export interface PostgresConfig {
	backend: 'postgres';
	/** `postgres://user:password@host:5432/database`. Of its options `sslmode`, `host` and `options` are read. */
	connectionString: string;
	/** Holds the tables of the store and should hold nothing else. Default `messaging_compliance`. */
	schema?: string;
	/** Certificates in PEM that the server's certificate has to be signed by. Default: those that Node knows. */
	ca?: string;
	/**
	 * Default: `verify` where there is a `ca`, otherwise what `sslmode` in the connection string says, otherwise `off` on this machine and `verify`
	 * elsewhere.
	 */
	tls?: TlsMode;
	/** Connections that one process opens at most. Default 10. */
	poolSize?: number;
	/** After this long the server ends a statement. Default 30,000. */
	statementTimeoutMs?: number;
	/** Whether the server keeps statements by name between uses. Default true; false behind a pooler that hands out connections by transaction. */
	namedStatements?: boolean;
}
