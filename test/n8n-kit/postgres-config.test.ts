import { postgresConfig } from '../../lib/n8n/postgres-config';

const GIVEN = { host: 'db.example.com', database: 'crm', user: 'n8n', password: 'p@ss:/word' };

describe('the fields of the credential for PostgreSQL', () => {
	it('name the database, with everything that has a meaning in a connection string made harmless', () => {
		expect(postgresConfig(GIVEN)).toEqual({ backend: 'postgres', connectionString: 'postgres://n8n:p%40ss%3A%2Fword@db.example.com:5432/crm', tls: 'verify' });
		expect(postgresConfig({ ...GIVEN, user: 'a@b', database: 'x/y?z', password: '' })).toMatchObject({ connectionString: 'postgres://a%40b@db.example.com:5432/x%2Fy%3Fz' });
		expect(postgresConfig({ ...GIVEN, host: '::1' })).toMatchObject({ connectionString: expect.stringContaining('@[::1]:5432/') as string });
	});

	it('hand on how it is reached', () => {
		const more = { port: '6432', schema: ' acme ', tls: 'encrypt', ca: '-----BEGIN CERTIFICATE-----', poolSize: 3, statementTimeout: 20, namedStatements: false };
		expect(postgresConfig({ ...GIVEN, ...more })).toMatchObject({ schema: 'acme', tls: 'encrypt', ca: more.ca, poolSize: 3, statementTimeoutMs: 20_000, namedStatements: false });
		expect(postgresConfig({ ...GIVEN, ...more })).toMatchObject({ connectionString: expect.stringContaining(':6432/') as string });
	});

	it.each([
		['Host', { host: ' ' }],
		['Database', { database: undefined }],
		['User', { user: '' }],
		['Port', { port: 0 }],
		['TLS', { tls: 'maybe' }],
		['Connections', { poolSize: 1.5 }],
		['Statement Timeout', { statementTimeout: 'long' }],
	])('are refused by the name of the field where %s makes no sense, and never repeated', (label, wrong) => {
		const refused = () => postgresConfig({ ...GIVEN, ...wrong } as never);
		expect(refused).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(`"${label}"`) as string }));
		expect(refused).not.toThrow(/p@ss|p%40ss|example/);
	});
});
