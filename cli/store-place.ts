import { readFileSync } from 'node:fs';
import { ComplianceError } from '../lib/model/errors';
import type { PostgresConfig, StoreConfig } from '../lib/store/port';
import type { Arguments, OptionSpec, Terminal } from './command';

/** How a command names a store, beside its operand. */
export const STORE_OPTIONS = {
	schema: { type: 'string', value: 'NAME', description: 'PostgreSQL: schema of the store. Default: messaging_compliance.' },
	tls: { type: 'string', value: 'MODE', description: 'PostgreSQL: off, verify or encrypt. Default: off on this machine, verify elsewhere.' },
	ca: { type: 'string', value: 'FILE', description: 'PostgreSQL: certificate in PEM that the server is checked against.' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** What the help says about a store's operand. */
export const STORE_NOTES = [
	'A store is the path of an SQLite file, or postgres://user@host:5432/database.',
	'The password of PostgreSQL may stand in the URL; better put it into the environment variable PGPASSWORD, where other users of the machine do not see it.',
] as const;

/**
 * Where the store is that an operand names.
 *
 * @throws ComplianceError `CONFIG_INVALID` for options that do not fit it; repeats nothing of a URL.
 */
export function storePlace(operand: string, { texts: { schema, tls, ca } }: Pick<Arguments, 'texts'>, env: Terminal['env']): StoreConfig {
	if (isUrl(operand)) {
		return {
			backend: 'postgres',
			connectionString: withPassword(operand, env['PGPASSWORD']),
			...(schema !== undefined && { schema }),
			// Checked where it is used, with every other value of a configuration.
			...(tls !== undefined && { tls: tls as PostgresConfig['tls'] }),
			...(ca !== undefined && { ca: readCertificate(ca) }),
		};
	}
	if (/^[a-z][a-z0-9+.-]+:\/\//i.test(operand)) throw new ComplianceError('CONFIG_INVALID', 'The store is a URL of another kind.', 'Name an SQLite file, or a PostgreSQL database as postgres://user@host:5432/database.');
	if (schema ?? tls ?? ca) throw new ComplianceError('CONFIG_INVALID', 'The options schema, tls and ca are for PostgreSQL, and the store is a file.', 'Leave them out.');
	return { backend: 'sqlite', file: operand };
}

/** Whether an operand names a database and no file. */
function isUrl(operand: string): boolean {
	return /^postgres(?:ql)?:\/\//.test(operand);
}

/** One in the URL counts before that of the environment. What is no URL is left for the store to refuse. */
function withPassword(text: string, password: string | undefined): string {
	const user = /^(\w+:\/\/[^/?#@:]+)(?=@)/.exec(text)?.[1];
	if (password === undefined || password === '' || user === undefined) return text;
	return `${user}:${encodeURIComponent(password)}${text.slice(user.length)}`;
}

function readCertificate(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		throw new ComplianceError('CONFIG_INVALID', 'The file of the CA certificate can not be read.', 'Check the path behind --ca.');
	}
}
