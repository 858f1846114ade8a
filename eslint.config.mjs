import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

export default [
	{ ignores: ['coverage', '.n8n-local', 'docs', 'templates'] },
	...configWithoutCloudSupport,
	{
		files: ['**/*.ts'],
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
		},
	},
	{
		// The core knows no n8n: it throws ComplianceError, which lib/n8n turns into a NodeOperationError.
		files: ['lib/**/*.ts', 'cli/**/*.ts'],
		ignores: ['lib/n8n/**'],
		rules: { '@n8n/community-nodes/require-node-api-error': 'off' },
	},
	{
		// Tests start processes of their own: a fresh Node, one that gets killed, npm.
		files: ['test/**/*.ts'],
		rules: { '@n8n/community-nodes/no-dangerous-functions': 'off' },
	},
];
