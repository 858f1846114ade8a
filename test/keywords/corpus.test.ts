import { classifyReply, REPLY_LANGUAGES } from '../../lib/keywords';
import english from './corpus/en.json';
import french from './corpus/fr.json';
import laterCollections from './corpus/later-collections.json';
import otherLanguages from './corpus/other-languages.json';
import spanish from './corpus/es.json';

interface Group {
	/** Of the person who wrote; in groups of other languages than English, Spanish and French. */
	language?: string;
	country?: string;
	/** One intent, or several where each of them is right. */
	expected: string | string[];
	reason: string;
	replies: string[];
}

const groups: Group[] = [english, spanish, french, laterCollections, otherLanguages].flat();
const judged = groups.flatMap(({ expected, reason, replies, country }) =>
	replies.map((text) => ({ text, reason, expected: [expected].flat(), intent: classifyReply(text, { country }).intent })),
);
const isOptOut = (expected: string[]): boolean => expected.length === 1 && expected[0] === 'opt_out';

describe('the corpus of replies', () => {
	it('holds at least 500 different replies', () => {
		expect(new Set(judged.map(({ text }) => text)).size).toBeGreaterThanOrEqual(500);
	});

	it('has at least 98 % of its clear opt-outs found', () => {
		const clear = judged.filter(({ expected }) => isOptOut(expected));
		const missed = clear.filter(({ intent }) => intent !== 'opt_out');
		expect(1 - missed.length / clear.length).toBeGreaterThanOrEqual(0.98);
	});

	it('has at most 1 % of its other messages taken for an opt-out', () => {
		const others = judged.filter(({ expected }) => !expected.includes('opt_out'));
		const taken = others.filter(({ intent }) => intent === 'opt_out');
		expect(taken.length / others.length).toBeLessThanOrEqual(0.01);
	});

	it('has no opt-in claimed wrongly', () => {
		expect(judged.filter(({ expected, intent }) => intent === 'opt_in' && !expected.includes('opt_in'))).toEqual([]);
	});

	it('has replies in every language of the pack, at least eight that ask to stop or may do so and three ordinary ones in each', () => {
		const counted = new Map<string, [number, number]>();
		for (const { language, expected, replies } of otherLanguages as Group[]) {
			const [stops, others] = counted.get(language ?? '') ?? [0, 0];
			const ordinary = [expected].flat().includes('none');
			counted.set(language ?? '', ordinary ? [stops, others + replies.length] : [stops + replies.length, others]);
		}
		const missing = REPLY_LANGUAGES.filter((language) => !['en', 'es', 'fr'].includes(language)).filter((language) => {
			const [stops, others] = counted.get(language) ?? [0, 0];
			return stops < 8 || others < 3;
		});
		expect(missing).toEqual([]);
	});

	it.each(groups)('is read as the people who made it expect: $language $country $expected, $reason', ({ expected, replies, country }) => {
		const wrong = replies.filter((text) => ![expected].flat().includes(classifyReply(text, { country }).intent));
		expect(wrong).toEqual([]);
	});
});
