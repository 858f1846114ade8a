import { classifyReply } from '../../lib/keywords';
import english from './corpus/en-inbox.json';
import french from './corpus/fr-inbox.json';
import german from './corpus/de-inbox.json';
import portuguese from './corpus/pt-inbox.json';
import spanish from './corpus/es-inbox.json';

interface Group {
	collection: number;
	/** One intent, or several where each of them is right. */
	expected: string | string[];
	reason: string;
	replies: string[];
	/** Those among the replies that are not read as they should be. */
	stillWrong?: string[];
}

const COLLECTIONS: ReadonlyArray<[string, Group[]]> = [['English', english], ['Spanish', spanish], ['French', french], ['German', german], ['Portuguese', portuguese]];

const judge = (groups: readonly Group[]) => groups.flatMap(({ expected, replies }) => replies.map((text) => ({ text, expected: [expected].flat(), intent: classifyReply(text).intent as string })));
const isOptOut = ({ expected }: { expected: string[] }): boolean => expected.length === 1 && expected[0] === 'opt_out';
const isOrdinary = ({ expected }: { expected: string[] }): boolean => expected.includes('none') && !expected.includes('opt_out');

describe.each(COLLECTIONS)('the collections in %s, each read before anything was changed for it,', (_, groups) => {
	const judged = judge(groups);

	it('have at least 98 % of their clear opt-outs found', () => {
		const clear = judged.filter(isOptOut);
		expect(clear.filter(({ intent }) => intent === 'opt_out').length / clear.length).toBeGreaterThanOrEqual(0.98);
	});

	it('have at most 1 % of their ordinary messages taken for an opt-out', () => {
		const ordinary = judged.filter(isOrdinary);
		expect(ordinary.filter(({ intent }) => intent === 'opt_out').length / ordinary.length).toBeLessThanOrEqual(0.01);
	});

	it('have at most a quarter of their ordinary messages, which were chosen for their risky words, shown to a person', () => {
		const ordinary = judged.filter(isOrdinary);
		expect(ordinary.filter(({ intent }) => intent === 'unclear').length / ordinary.length).toBeLessThanOrEqual(0.25);
	});

	it('have no opt-in claimed wrongly, whether or not one is awaited', () => {
		const agreed = judged.filter(({ expected, intent }) => intent === 'opt_in' && !expected.includes('opt_in'));
		expect(agreed).toEqual([]);
		expect(judged.filter((reply) => isOptOut(reply) && classifyReply(reply.text, { awaitingOptIn: true }).intent === 'opt_in')).toEqual([]);
	});

	it.each(groups)('are read as their writer meant them, but for those that are listed: $collection $expected, $reason', ({ expected, replies, stillWrong }) => {
		const wrong = judge([{ collection: 0, expected, reason: '', replies }]).filter((reply) => !reply.expected.includes(reply.intent) && !(isOrdinary(reply) && reply.intent === 'unclear'));
		expect(wrong.map(({ text }) => text)).toEqual(stillWrong ?? []);
	});
});

it('there are at least 500 English replies of a first collection and 200 of a second, 100 Spanish and 50 of each other language', () => {
	const count = (groups: readonly Group[], collection: number): number => new Set(groups.filter((group) => group.collection === collection).flatMap(({ replies }) => replies)).size;
	expect(count(english, 1)).toBeGreaterThanOrEqual(500);
	expect(count(english, 2)).toBeGreaterThanOrEqual(200);
	expect(count(spanish, 1)).toBeGreaterThanOrEqual(100);
	for (const groups of [french, german, portuguese]) expect(count(groups, 1)).toBeGreaterThanOrEqual(50);
});
