import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { ComplianceError } from '../model/errors';
import type { PostgresConfig } from '../store/port';

const SECOND_MS = 1_000;
const TLS_CHOICES = ['off', 'verify', 'encrypt'] as const;

/**
 * Where the store in PostgreSQL is, as the fields of the credential say it.
 *
 * @throws ComplianceError `CONFIG_INVALID` for what can't be used; never repeats a value
 */
export function postgresConfig(credential: ICredentialDataDecryptedObject): PostgresConfig {
	const { host, port = 5432, database, schema, user, password, tls = 'verify', ca, poolSize, statementTimeout, namedStatements } = credential;
	const [server, name, role] = [required(host, 'Host'), required(database, 'Database'), required(user, 'User')];
	const secret = typeof password === 'string' && password !== '' ? `:${encodeURIComponent(password)}` : '';
	const mode = TLS_CHOICES.find((known) => known === tls);
	if (mode === undefined) throw unusable('TLS', 'Choose one of its entries.');
	return {
		backend: 'postgres',
		connectionString: `postgres://${encodeURIComponent(role)}${secret}@${hostOf(server)}:${wholeNumber(port, 'Port', 65_535)}/${encodeURIComponent(name)}`,
		tls: mode,
		...(typeof schema === 'string' && schema.trim() !== '' && { schema: schema.trim() }),
		...(typeof ca === 'string' && ca.trim() !== '' && { ca }),
		...(poolSize !== undefined && { poolSize: wholeNumber(poolSize, 'Connections', 1_000) }),
		...(statementTimeout !== undefined && { statementTimeoutMs: wholeNumber(statementTimeout, 'Statement Timeout', 3_600) * SECOND_MS }),
		...(namedStatements === false && { namedStatements }),
	};
}

/** An address of IPv6 has colons of its own. */
function hostOf(host: string): string {
	return host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : encodeURIComponent(host);
}

function required(value: unknown, label: string): string {
	if (typeof value === 'string' && value.trim() !== '') return value.trim();
	throw unusable(label, 'Fill it in.');
}

function wholeNumber(value: unknown, label: string, most: number): number {
	const number = Number(value);
	if (Number.isInteger(number) && number >= 1 && number <= most) return number;
	throw unusable(label, `Use a whole number from 1 to ${most}.`);
}

function unusable(label: string, remedy: string): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', `"${label}" of the Compliance Store credential is missing or can not be used.`, remedy);
}
