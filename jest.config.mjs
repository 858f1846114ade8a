const swc = (syntax) => [
	'@swc/jest',
	{ jsc: { target: 'es2022', parser: { syntax } }, module: { type: 'commonjs' } },
];

/** n8n loads its expression engine by a dynamic `import()`, which jest can follow only as a `require`. */
const EXPRESSION_ENGINE = 'node_modules/n8n-workflow/dist/cjs/expression\\.js$';

export default {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	testPathIgnorePatterns: ['<rootDir>/test/e2e/'],
	transform: { '^.+\\.ts$': swc('typescript'), [EXPRESSION_ENGINE]: swc('ecmascript') },
	// Of what hangs, not of what is slow: other work on the machine must not fail a test.
	testTimeout: 60_000,
	transformIgnorePatterns: [`/node_modules/(?!n8n-workflow/dist/cjs/expression\\.js$)`],
};
