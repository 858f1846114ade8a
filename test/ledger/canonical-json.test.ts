import fc from 'fast-check';
import { canonicalJson, quoted } from '../../lib/ledger/canonical-json';

describe('canonical JSON', () => {
	test('orders the keys of every object and leaves out spaces', () => {
		expect(canonicalJson({ b: [{ d: 1, c: 'x' }], a: null })).toBe('{"a":null,"b":[{"c":"x","d":1}]}');
	});

	test('orders by UTF-16 code units, as RFC 8785 does', () => {
		const text = canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 });
		expect(Object.values(JSON.parse(text) as Record<string, number>)).toHaveLength(7);
		expect([...text.matchAll(/:(\d)/g)].map((match) => match[1]).join('')).toBe('2467153');
	});

	test('says the same as JSON.stringify about what JSON can not hold', () => {
		const value = { a: undefined, b: () => 1, c: Number.NaN, d: new Date(0), e: [undefined], f: -0, g: 1e21, h: '\ud800' };
		expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
	});

	test('writes a text to the letter as JSON.stringify does', () => {
		fc.assert(fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => expect(quoted(text)).toBe(JSON.stringify(text))));
		for (let code = 0; code <= 0xffff; code++) expect(quoted(String.fromCharCode(code))).toBe(JSON.stringify(String.fromCharCode(code)));
	});

	test('a bigint is its digits', () => {
		expect(canonicalJson({ n: 12345678901234567890n })).toBe('{"n":"12345678901234567890"}');
	});

	test('does not depend on the order of keys and loses nothing', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { noNullPrototype: true }), (value) => {
				const reversed = Object.fromEntries(Object.entries(value).reverse());
				expect(canonicalJson(reversed)).toBe(canonicalJson(value));
				expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
			}),
		);
	});
});
