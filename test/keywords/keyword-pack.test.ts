import { KEYWORD_PACK } from '../../lib/packs/keywords';
import { keywordRowSchema, keywordRowsSchema } from '../../lib/packs/keywords/keyword-row';
import { classifyReply, REPLY_LANGUAGES } from '../../lib/keywords';
import { keyOf } from '../../lib/keywords/compile-pattern';

const ROW = { id: 'en/1', language: 'en', category: 'opt_out', keyword: 'STOP', jurisdiction: '*', source: 'https://example.com/list', asOf: '2026-11-21', confidence: 'high', verified: 'yes' };

describe('a keyword row', () => {
	it('is taken when complete', () => {
		expect(keywordRowSchema.parse(ROW)).toEqual(ROW);
		expect(keywordRowSchema.safeParse({ ...ROW, source: '', verified: 'no' }).success).toBe(true);
	});

	it.each([
		['without the day on which it was looked at', { asOf: undefined }],
		['looked at on no day', { asOf: 'November' }],
		['without an id', { id: undefined }],
		['with the id of another language', { id: 'es/1' }],
		['without confidence', { confidence: undefined }],
		['without saying whether it was verified', { verified: undefined }],
		['without a source though verified', { source: '' }],
		['with a blank source though read about', { source: ' ', verified: 'secondary' }],
		['with a blank keyword', { keyword: ' ' }],
		['of an unknown category', { category: 'maybe' }],
		['with an unknown field', { weight: 1 }],
	])('is rejected %s', (_, change) => {
		expect(keywordRowSchema.safeParse({ ...ROW, ...change }).success).toBe(false);
	});
});

describe('the rows', () => {
	it('have an id each', () => {
		expect(keywordRowsSchema.safeParse([ROW, ROW]).success).toBe(false);
		expect(keywordRowsSchema.safeParse([]).success).toBe(false);
		expect(keywordRowsSchema.safeParse([ROW, { ...ROW, id: 'en/2' }]).success).toBe(true);
	});

	it('are of 31 languages', () => {
		expect([...REPLY_LANGUAGES].sort()).toEqual([
			'ar', 'cs', 'da', 'de', 'el', 'en', 'es', 'fi', 'fr', 'he', 'hi', 'hu', 'id', 'it', 'ja', 'ko', 'ms', 'nb', 'nl', 'pl', 'pt', 'ro', 'ru', 'sv', 'th', 'tl', 'tr', 'uk', 'vi', 'zh-Hans', 'zh-Hant',
		]);
	});
});

describe('the pack', () => {
	const of = (category: string): string[] => [...new Set(KEYWORD_PACK.rows.filter((row) => row.category === category).map((row) => row.keyword))];
	const { use } = KEYWORD_PACK;
	const keys = new Set(KEYWORD_PACK.rows.map((row) => keyOf(row.keyword)));

	it('holds the list of 47 CFR 64.1200(a)(10)', () => {
		expect(of('opt_out')).toEqual(expect.arrayContaining(['STOP', 'QUIT', 'END', 'REVOKE', 'OPT OUT', 'CANCEL', 'UNSUBSCRIBE']));
	});

	it('says how to use keywords that it has, and no others', () => {
		// OK is no keyword of anybody, but would agree to something if it were.
		const named = [use.ordinaryWords, use.prompted, use.review, use.refusals, use.everything, Object.keys(use.onlyIn), Object.keys(use.reviewIn)].flat();
		expect(named.filter((word) => !keys.has(keyOf(word)) && word !== 'OK')).toEqual([]);
	});

	it('has a person look at a word only where it does not count, and never lets such a word count inside other words', () => {
		const ordinary = new Set(use.ordinaryWords.map(keyOf));
		const places = [...Object.keys(use.onlyIn), ...Object.keys(use.reviewIn), ...use.review];
		const optOuts = new Set(of('opt_out').map(keyOf));
		expect(places.filter((word) => word.length > 2 && optOuts.has(keyOf(word)) && !ordinary.has(keyOf(word)))).toEqual([]);
	});

	it('names countries by their ISO code', () => {
		const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
		const codes = [...Object.values(use.onlyIn), ...Object.values(use.reviewIn)].flat();
		expect(codes.filter((code) => !/^[A-Z]{2}$/.test(code) || names.of(code) === undefined)).toEqual([]);
	});

	it('has no help word that would stop or start anything', () => {
		expect(of('help').filter((word) => classifyReply(word, { awaitingOptIn: true }).intent !== 'help')).toEqual([]);
	});

	it('has no pattern for a request that a single ordinary word could meet', () => {
		/** Words that ask for nothing else, wherever they stand. */
		const unmistakable = /^(?:(?:\^ )?unsubscribe\|unsub(?: \$)?|\^ désabonnez\|.*|<remove_me>|<take_me> \$|\^ larguense|unfollow me\?)$/;
		const open = KEYWORD_PACK.phrases.flatMap(({ phrases, words }) =>
			[...(phrases.opt_out ?? []), ...(phrases.opt_out_all ?? []), ...(phrases.opt_out_bare ?? [])].filter((pattern) => {
				const needed = pattern.split(' ').filter((part) => part !== '^' && part !== '$' && !/[?*]$/.test(part));
				const fewest = needed.map((part) => Math.min(...part.split('|').map((name) => Math.min(...(words[name.slice(1, -1)] ?? [name]).map((entry) => entry.split(' ').length)))));
				const isWhole = pattern.startsWith('^ ') && pattern.endsWith(' $');
				return fewest.reduce((sum, count) => sum + count, 0) < 2 && !isWhole;
			}),
		);
		expect(open.filter((pattern) => !unmistakable.test(pattern))).toEqual([]);
	});
});
