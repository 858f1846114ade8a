import { requireEach } from '../../lib/n8n/require-each';

describe('the answers of a store', () => {
	it('are taken where there is one for each question', () => {
		const answers = ['a', 'b'];
		expect(requireEach([1, 2], answers)).toBe(answers);
		expect(requireEach([], [])).toEqual([]);
	});

	it.each([
		['one is left out', ['a']],
		['there is one too many', ['a', 'b', 'c']],
		['one is nothing', ['a', undefined]],
		['one is a hole', Object.assign(new Array(2), { 0: 'a' })],
	])('are refused where %s', (_case, answers) => {
		expect(() => requireEach([1, 2], answers as unknown[])).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT', remedy: expect.stringMatching(/\w/) as unknown }));
	});
});
