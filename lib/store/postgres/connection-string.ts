import { ComplianceError } from '../../model/errors';
import type { TlsMode } from './tls';

/** What a connection string says. */
export interface Server {
	/** A name, an address, or the folder of a Unix socket. */
	host: string;
	port: number;
	database: string;
	user: string;
	password: string;
	/** Absent: the string does not say. */
	tls?: TlsMode | undefined;
	/** Command-line options for the server, such as `--cluster=...`. */
	options?: string | undefined;
}

const DEFAULT_PORT = 5432;
/** Stands in for a host that is not there; no host has this name (RFC 2606). */
const NO_HOST = 'none.invalid';

/** As libpq means them: `require` encrypts and asks for no proof, and what is not asked for is not relied on. */
const SSL_MODES: Readonly<Record<string, TlsMode>> = {
	disable: 'off',
	allow: 'off',
	prefer: 'off',
	require: 'encrypt',
	'no-verify': 'encrypt',
	'verify-ca': 'verify',
	'verify-full': 'verify',
};

/**
 * Reads `postgres://user:password@host:port/database?option=value`. What is absent is not taken from the environment, so that two n8n processes
 * with the same credential use the same database.
 *
 * @throws ComplianceError `CONFIG_INVALID`, which repeats nothing of the string.
 */
export function parseConnectionString(text: string): Server {
	const url = readUrl(text);
	const host = url.searchParams.get('host') ?? unescaped(url.hostname.replace(/^\[(.*)\]$/, '$1'));
	const user = unescaped(url.username);
	if (host === NO_HOST || /^$|[,\s]/.test(host) || user === '') throw unusable();
	const database = unescaped(url.pathname.slice(1)) || user;
	return {
		host,
		port: url.port === '' ? DEFAULT_PORT : Number(url.port),
		database,
		user,
		password: unescaped(url.password),
		tls: tlsMode(url.searchParams.get('sslmode')),
		options: url.searchParams.get('options') ?? undefined,
	};
}

function readUrl(text: string): URL {
	if (typeof text !== 'string' || !/^postgres(?:ql)?:\/\//.test(text.trim())) throw unusable();
	try {
		// Without a host, as where the option of that name tells the folder of a socket, it would be no URL.
		return new URL(text.trim().replace(/^(\w+:\/\/[^/?#]*@)\//, `$1${NO_HOST}/`));
	} catch {
		throw unusable();
	}
}

function unescaped(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		throw unusable();
	}
}

function tlsMode(sslMode: string | null): TlsMode | undefined {
	if (sslMode === null) return undefined;
	if (Object.hasOwn(SSL_MODES, sslMode)) return SSL_MODES[sslMode];
	throw new ComplianceError('CONFIG_INVALID', 'The connection string names an unknown sslmode.', `Use one of ${Object.keys(SSL_MODES).join(', ')}.`);
}

function unusable(): ComplianceError {
	return new ComplianceError(
		'CONFIG_INVALID',
		'The connection string of the database can not be read.',
		'Write it as postgres://user:password@host:5432/database. In user and password write characters such as @ : / # % in their percent form.',
	);
}
