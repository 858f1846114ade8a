import type { INodeProperties } from 'n8n-workflow';

/** Where the database is and how it is reached. No expressions, as for the other fields of the credential. */
export const postgresFields: INodeProperties[] = (
	[
		{ displayName: 'Host', name: 'host', type: 'string', default: 'localhost' },
		{ displayName: 'Port', name: 'port', type: 'number', default: 5432 },
		{ displayName: 'Database', name: 'database', type: 'string', default: 'postgres' },
		{
			displayName: 'Schema',
			name: 'schema',
			type: 'string',
			default: 'messaging_compliance',
			description: 'Holds the tables of the store, and should hold nothing else. It is made where it does not exist.',
		},
		{ displayName: 'User', name: 'user', type: 'string', default: '' },
		{ displayName: 'Password', name: 'password', type: 'string', typeOptions: { password: true }, default: '' },
		{
			displayName: 'TLS',
			name: 'tls',
			type: 'options',
			options: [
				{ name: 'Encrypt and Verify the Server', value: 'verify' },
				{ name: 'Encrypt Only', value: 'encrypt', description: 'Does not check who the server is' },
				{ name: 'Off', value: 'off', description: 'Only for a database on this machine or in a network of its own' },
			],
			default: 'verify',
			description: 'How the connection is protected',
		},
		{
			displayName: 'CA Certificate',
			name: 'ca',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			description: 'PEM, where the certificate of the server is signed by an authority of your own. Empty: the authorities that Node knows.',
		},
		{ displayName: 'Connections', name: 'poolSize', type: 'number', default: 10, description: 'Most connections that one n8n process opens' },
		{ displayName: 'Statement Timeout', name: 'statementTimeout', type: 'number', default: 30, description: 'Seconds after which the server ends a statement' },
		{
			displayName: 'Named Statements',
			name: 'namedStatements',
			type: 'boolean',
			default: true,
			description: 'Whether the server keeps statements between uses. Turn it off behind a pooler that hands out connections by transaction, such as PgBouncer.',
		},
	] satisfies INodeProperties[]
).map((field): INodeProperties => ({ ...field, noDataExpression: true, displayOptions: { show: { backend: ['postgres'] } } }));
