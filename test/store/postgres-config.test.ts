import fc from 'fast-check';
import { inspect } from 'node:util';
import type { PostgresConfig } from '../../lib/store/postgres/config';
import { PostgresStore } from '../../lib/store/postgres/postgres-store';
import { readSettings } from '../../lib/store/postgres/settings';

const settings = (connectionString: string, fields: Partial<PostgresConfig> = {}) => readSettings({ backend: 'postgres', connectionString, ...fields });
const clientOf = (connectionString: string, fields?: Partial<PostgresConfig>) => {
	const { client } = settings(connectionString, fields);
	return { ...client, password: typeof client.password === 'function' ? client.password() : client.password };
};
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

describe('the connection string of the database', () => {
	test.each([
		['postgres://u:p@h/d', { host: 'h', port: 5432, user: 'u', password: 'p', database: 'd' }],
		['postgresql://u@h:6543/', { host: 'h', port: 6543, user: 'u', password: '', database: 'u' }],
		['  postgres://a%40b:p%3A%2F%23@h/d%20e?sslmode=disable\n', { host: 'h', user: 'a@b', password: 'p:/#', database: 'd e' }],
		['postgres://u:p@[::1]:5433/d', { host: '::1', port: 5433 }],
		['postgres://u:p@%2Fvar%2Frun%2Fpostgresql/d', { host: '/var/run/postgresql' }],
		['postgres://u:p@/d?host=/tmp', { host: '/tmp', user: 'u', database: 'd' }],
		['postgres://u:p@h/d?options=--cluster%3Da1&application_name=x', { host: 'h', options: '--cluster=a1' }],
	])('%s is read', (text, expected) => {
		expect(clientOf(text)).toMatchObject(expected);
	});

	test.each([
		'', ' ', 'h', 'host=h dbname=d', 'mysql://u:p@h/d', 'https://u:p@h/d', 'postgres://', 'postgres://h/d', 'postgres://u:p@/d', 'postgres://u:p@h1,h2/d',
		'postgres://u:p@h:99999/d', 'postgres://u:s3cret%@h/d', 'postgres://u:s3cret#x@h/d', undefined, null, 5, {},
	])('%j is refused, and nothing of it is repeated', (text) => {
		const refuse = () => settings(text as string);
		expect(refuse).toThrow(expect.objectContaining({ name: 'ComplianceError', code: 'CONFIG_INVALID', remedy: expect.stringContaining('postgres://user:password@host') }));
		try {
			refuse();
		} catch (error) {
			expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('s3cret');
		}
	});

	test('any user, password and database come back from their percent forms', () => {
		const text = fc.string({ unit: 'binary', minLength: 1 }).filter((given) => !/\p{Cs}/u.test(given));
		fc.assert(
			fc.property(text, text, text, (user, password, database) => {
				const [u, p, d] = [user, password, database].map(encodeURIComponent);
				expect(clientOf(`postgres://${u}:${p}@h/${d}`)).toMatchObject({ user, password, database });
			}),
		);
	});

	test('what is missing in it is not taken from the environment', () => {
		const before = { ...process.env };
		Object.assign(process.env, { PGPASSWORD: 'x', PGDATABASE: 'x', PGPORT: '1', PGSSLMODE: 'require' });
		try {
			expect(clientOf('postgres://u@localhost')).toMatchObject({ password: '', database: 'u', port: 5432, ssl: false });
		} finally {
			process.env = before;
		}
	});
});

describe('whether the connection is protected', () => {
	const verified = { rejectUnauthorized: true };
	const encrypted = { rejectUnauthorized: false };

	test.each([
		['on this machine', 'postgres://u@127.0.0.1/d', {}, false],
		['on this machine by name', 'postgres://u@localhost/d', {}, false],
		['by a socket', 'postgres://u@/d?host=/tmp', {}, false],
		['elsewhere', 'postgres://u@db.example.com/d', {}, verified],
		['elsewhere with a name that only begins like this machine', 'postgres://u@localhost.example.com/d', {}, verified],
		['with sslmode=disable', 'postgres://u@h/d?sslmode=disable', {}, false],
		['with sslmode=require', 'postgres://u@h/d?sslmode=require', {}, encrypted],
		['with sslmode=verify-ca', 'postgres://u@h/d?sslmode=verify-ca', {}, verified],
		['with sslmode=verify-full on this machine', 'postgres://u@localhost/d?sslmode=verify-full', {}, verified],
		['with a CA, whatever sslmode says', 'postgres://u@localhost/d?sslmode=disable', { ca: PEM }, { ...verified, ca: PEM }],
		['as the credential says, whatever sslmode says', 'postgres://u@h/d?sslmode=disable', { tls: 'verify' }, verified],
		['off, as the credential says', 'postgres://u@h/d', { tls: 'off' }, false],
		['encrypted only, as the credential says', 'postgres://u@h/d', { tls: 'encrypt' }, encrypted],
		['with an empty CA', 'postgres://u@localhost/d', { ca: '' }, false],
	] as const)('%s', (_what, text, fields, ssl) => {
		expect(settings(text, fields).client.ssl).toEqual(ssl);
	});

	test.each([
		['an sslmode that does not exist', 'postgres://u@h/d?sslmode=yes', {}],
		['a mode that does not exist', 'postgres://u@h/d', { tls: 'maybe' }],
		['a CA that is no certificate', 'postgres://u@h/d', { ca: '/etc/ssl/ca.pem' }],
	])('%s is refused', (_what, text, fields) => {
		expect(() => settings(text, fields as never)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
	});
});

describe('the other settings of the database', () => {
	test('have a default each', () => {
		expect(settings('postgres://u@h/d')).toMatchObject({ schema: 'messaging_compliance', poolSize: 10, statementTimeoutMs: 30_000, namedStatements: true });
	});

	test.each(['', 'A', '1a', 'a-b', 'a b', 'a"b', 'a;--', 'pg_x', 'x'.repeat(64), 5])('%j is no name for a schema', (schema) => {
		expect(() => settings('postgres://u@h/d', { schema: schema as string })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
	});

	test.each([
		['poolSize', 0], ['poolSize', 1.5], ['poolSize', 1001], ['poolSize', Number.NaN], ['poolSize', '5'], ['statementTimeoutMs', 0], ['statementTimeoutMs', Number.POSITIVE_INFINITY], ['statementTimeoutMs', '1; DROP'],
	])('%s can not be %p', (name, value) => {
		expect(() => settings('postgres://u@h/d', { [name]: value })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
	});

	test('that can not be used refuse to open', async () => {
		await expect(PostgresStore.open({ backend: 'postgres', connectionString: 'nonsense' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
	});
});
