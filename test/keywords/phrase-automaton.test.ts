import fc from 'fast-check';
import { PatternReader } from '../../lib/keywords/compile-pattern';
import { PhraseAutomaton } from '../../lib/keywords/phrase-automaton';
import { Vocabulary } from '../../lib/keywords/vocabulary';
import { HARD_BREAK, NO_BREAK } from '../../lib/keywords/word-reader';

const LISTS = { ab: ['a', 'b'], phrase: ['a b', 'b c a', 'c'] };
const NO_SYMBOLS: ReadonlySet<string> = new Set();

/** What a pattern means, as a regular expression over words that each end with a space. */
function expressionOf(pattern: string): RegExp {
	const part = (name: string): string => (name === '_' ? '\\S+ ' : name.startsWith('<') ? LISTS[name.slice(1, -1) as keyof typeof LISTS].map((entry) => `${entry} `).join('|') : `${name} `);
	const element = (source: string): string => {
		const mark = /[?*]$/.exec(source)?.[0] ?? '';
		return `(?:${(mark === '' ? source : source.slice(0, -1)).split('|').map(part).join('|')})${mark}`;
	};
	return new RegExp(`^${pattern.split(' ').map(element).join('')}$`);
}

const needed = fc.constantFrom('a', 'b', 'a|c', '<ab>', '<phrase>', '<ab>|c');
const further = fc.constantFrom('a', 'b', 'c', 'b?', 'c*', '<ab>*', '<phrase>?', '<phrase>*', '_', '_?', '<phrase>|a');
const pattern = fc.tuple(fc.constantFrom('', 'b? ', '<ab>* '), needed, fc.array(further, { maxLength: 4 })).map(([first, middle, rest]) => [`${first}${middle}`, ...rest].join(' '));

it('finds exactly the matches that regular expressions find', () => {
	fc.assert(
		fc.property(fc.array(pattern, { minLength: 1, maxLength: 5 }), fc.array(fc.constantFrom('a', 'b', 'c', 'x'), { maxLength: 9 }), (patterns, words) => {
			const vocabulary = new Vocabulary();
			const reader = new PatternReader(LISTS, vocabulary, NO_SYMBOLS);
			const automaton = new PhraseAutomaton();
			for (const source of patterns) automaton.add(reader.read(source).elements);
			const ids = words.map((word) => vocabulary.read(word).ids[0] ?? 0);
			const { hits } = automaton.scan(ids, words.map(() => NO_BREAK));
			const found = hits.flatMap((_, at) => (at % 3 === 0 ? [hits.slice(at, at + 3).join()] : []));

			const expected = patterns.flatMap((source, index) => words.flatMap((_, start) => words.slice(start).flatMap((__, length) => {
				const text = words.slice(start, start + length + 1).map((word) => `${word} `).join('');
				return expressionOf(source).test(text) ? [[index, start, start + length].join()] : [];
			})));
			expect(found.sort()).toEqual(expected.sort());
		}),
		{ numRuns: 500 },
	);
});

it('finds nothing over the end of a sentence', () => {
	const vocabulary = new Vocabulary();
	const automaton = new PhraseAutomaton();
	automaton.add(new PatternReader(LISTS, vocabulary, NO_SYMBOLS).read('a b').elements);
	const ids = ['a', 'b', 'a', 'b'].map((word) => vocabulary.idOf(word));
	expect(automaton.scan(ids, [HARD_BREAK, NO_BREAK, NO_BREAK, NO_BREAK]).hits).toEqual([0, 2, 3]);
});

it.each(['', '^ $', 'a?', '<nothing>', '_', '_ a', 'a? _ b', '<empty>', 'a|!'])('the pattern "%s" is refused', (source) => {
	const reader = new PatternReader({ ...LISTS, empty: [] }, new Vocabulary(), NO_SYMBOLS);
	expect(() => reader.read(source)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});

it('a word list with an entry that has no words is refused', () => {
	expect(() => new PatternReader({ broken: ['a', '!'] }, new Vocabulary(), NO_SYMBOLS)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});
