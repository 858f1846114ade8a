import { KEYWORD_PACK } from '../../lib/packs/keywords';
import { keywordRowSchema } from '../../lib/packs/keywords/keyword-row';
import { classifyReply } from '../../lib/keywords';

const ROW = { language: 'en', category: 'opt_out', keyword: 'STOP', jurisdiction: '*', source: 'https://example.com/list', confidence: 'high', verified: 'yes' };

describe('a keyword row', () => {
	it('is taken when complete', () => {
		expect(keywordRowSchema.parse(ROW)).toEqual(ROW);
		expect(keywordRowSchema.safeParse({ ...ROW, source: '', verified: 'no' }).success).toBe(true);
	});

	it.each([
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

describe('the pack', () => {
	const of = (category: string): string[] => [...new Set(KEYWORD_PACK.rows.filter((row) => row.category === category).map((row) => row.keyword))];
	const { onlyIn, prompted, review } = KEYWORD_PACK.use;

	it('has every stop word understood', () => {
		const missed = of('opt_out').filter((word) => !(word in onlyIn) && !review.includes(word) && classifyReply(word).intent !== 'opt_out');
		expect(missed).toEqual([]);
	});

	it('has every opt-in word understood, some of them only as an answer', () => {
		const missed = of('opt_in').filter((word) => classifyReply(word, { awaitingOptIn: true }).intent !== 'opt_in');
		expect(missed).toEqual([]);
		expect(prompted.filter((word) => classifyReply(word).intent === 'opt_in')).toEqual([]);
	});

	it('has every help word understood', () => {
		expect(of('help').filter((word) => classifyReply(word).intent !== 'help')).toEqual([]);
	});

	it('holds the list of 47 CFR 64.1200(a)(10)', () => {
		expect(of('opt_out')).toEqual(expect.arrayContaining(['STOP', 'QUIT', 'END', 'REVOKE', 'OPT OUT', 'CANCEL', 'UNSUBSCRIBE']));
	});
});
