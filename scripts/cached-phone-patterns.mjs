const COMPILES_EACH_TIME = "return new RegExp('^(?:' + regularExpressionText + ')$').test(text);";
const COMPILES_ONCE = `let pattern = compiled.get(regularExpressionText);
  if (pattern === undefined) compiled.set(regularExpressionText, (pattern = new RegExp('^(?:' + regularExpressionText + ')$')));
  return pattern.test(text);`;

/**
 * Lets libphonenumber-js keep the patterns of its metadata once they are compiled. It compiles some dozen for each
 * number, which is a sixth of the time that reading a number takes; there are about two thousand of them in all.
 *
 * Fails the build when the library no longer looks as expected. The results are held against the library as it is by
 * test/manifest/bundle.test.ts.
 */
export function cachedPhonePatterns() {
	return {
		name: 'cached-phone-patterns',
		transform(code, id) {
			if (!id.endsWith('/libphonenumber-js/es6/helpers/matchesEntirely.js')) return null;
			if (!code.includes(COMPILES_EACH_TIME)) throw new Error('libphonenumber-js has changed how it matches patterns: check scripts/cached-phone-patterns.mjs.');
			return `const compiled = new Map();\n${code.replace(COMPILES_EACH_TIME, () => COMPILES_ONCE)}`;
		},
	};
}
