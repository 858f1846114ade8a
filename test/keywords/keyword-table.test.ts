import { classifyReply, REPLY_LANGUAGES } from '../../lib/keywords';
import { keyOf } from '../../lib/keywords/compile-pattern';
import { KEYWORD_PACK } from '../../lib/packs/keywords';

const { rows, use } = KEYWORD_PACK;
const has = (list: readonly string[], keyword: string): boolean => list.some((word) => keyOf(word) === keyOf(keyword));
const countriesOf = (lists: Readonly<Record<string, readonly string[]>>, keyword: string): readonly string[] | undefined =>
	Object.entries(lists).find(([word]) => keyOf(word) === keyOf(keyword))?.[1];

/** A country in which the word means what its row says. */
function homeOf({ keyword, jurisdiction }: { keyword: string; jurisdiction: string }): string | undefined {
	const countries = countriesOf(use.onlyIn, keyword);
	return countries?.[0] ?? (/^[A-Z]{2}$/.test(jurisdiction) ? jurisdiction : undefined);
}

const SPELLINGS: ReadonlyArray<[string, (word: string) => string]> = [
	['as it stands', (word) => word],
	['in capitals', (word) => word.toUpperCase()],
	['in small letters', (word) => word.toLowerCase()],
	['with an exclamation mark', (word) => `${word}!`],
	['with a full stop of its script', (word) => `${word}。`],
	['in quotation marks', (word) => `“${word}”`],
	['in brackets', (word) => `(${word})`],
	['with spaces and a line end', (word) => `  ${word}\n`],
	['with an emoji', (word) => `${word} 📱`],
	['in full width', (word) => word.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))],
	['with a right-to-left mark', (word) => `\u200f${word}\u200f`],
];

describe.each(SPELLINGS)('written %s', (_, spell) => {
	const wrong = (category: string, intent: string, accept: (keyword: string) => boolean) =>
		rows
			.filter((row) => row.category === category && row.sentTo === undefined && accept(row.keyword))
			.filter((row) => classifyReply(spell(row.keyword), { country: homeOf(row), awaitingOptIn: category === 'opt_in' }).intent !== intent)
			.map(({ id, keyword }) => `${id} ${keyword}`);

	it('every stop word counts in its country', () => {
		// GOODBYE and CESAR are a greeting and a name everywhere.
		expect(wrong('opt_out', 'opt_out', (keyword) => !has(['GOODBYE', 'CESAR'], keyword))).toEqual([]);
	});

	it('every opt-in word counts as an answer in its country', () => {
		expect(wrong('opt_in', 'opt_in', () => true)).toEqual([]);
	});

	it('every help word is help', () => {
		expect(wrong('help', 'help', () => true)).toEqual([]);
	});

	it('no opt-in word that is only an answer counts unasked, wherever the contact is', () => {
		const countries = [undefined, 'US', 'DE', 'PL', 'NL', 'IT', 'BR', 'FR', 'DK'];
		const claimed = use.prompted.flatMap((word) => countries.filter((country) => classifyReply(spell(word), { country }).intent !== 'none').map((country) => `${word} ${country}`));
		expect(claimed).toEqual([]);
	});
});

describe('a stop word that is an ordinary word elsewhere', () => {
	const reviewed = Object.keys(use.onlyIn).filter((word) => has(use.review, word) && rows.some((row) => row.category === 'opt_out' && keyOf(row.keyword) === keyOf(word)));
	const letters = ['T', 'TD', 'R', 'N', 'TC'];

	it.each(reviewed)('%s goes to a person where its language is not spoken, and where nobody knows', (word) => {
		for (const country of ['FR', 'JP', undefined]) expect([country, classifyReply(word, { country }).intent]).toEqual([country, 'unclear']);
	});

	it.each(reviewed)('%s counts as soon as one of several countries is its own', (word) => {
		const [home] = countriesOf(use.onlyIn, word) ?? [];
		expect(classifyReply(word, { country: ['FR', home ?? ''] }).intent).toBe('opt_out');
		expect(classifyReply(word, { country: `${home}-01` }).intent).toBe('opt_out');
		expect(classifyReply(word, { country: home?.toLowerCase(), languages: ['en'] }).intent).toBe('opt_out');
	});

	it.each(letters)('%s alone is nothing outside of its country', (word) => {
		for (const country of ['US', 'DE', undefined]) expect([country, classifyReply(word, { country }).intent]).toEqual([country, 'none']);
	});

	it('is nothing where its language is not chosen and not spoken', () => {
		expect(classifyReply('SEIS', { languages: ['en', 'es'], country: 'ES' }).intent).toBe('none');
	});

	it.each(Object.entries(use.reviewIn).flatMap(([word, countries]) => countries.slice(0, 2).map((country) => [word, country] as const)))('%s goes to a person in %s', (word, country) => {
		expect(classifyReply(word, { country, awaitingOptIn: true }).intent).toBe('unclear');
	});

	it('FIN still counts where one of several countries does not use it for "fine"', () => {
		expect(classifyReply('Fin', { country: ['SE', 'FR'] }).intent).toBe('opt_out');
		expect(classifyReply('Fin', { country: 'FR' }).intent).toBe('opt_out');
	});
});

describe('an answer that means something else elsewhere', () => {
	it.each([
		['Tak', 'DK'],
		['tak', 'MY'],
		['Tak', 'CZ'],
		['ja', 'ES'],
		['Ja', 'MX'],
		['JA', 'PL'],
		['aan', 'US'],
		['Alta', 'IT'],
	])('"%s" from %s is never an opt-in', (text, country) => {
		expect(classifyReply(text, { country, awaitingOptIn: true }).intent).toBe('unclear');
		expect(classifyReply(text, { country: [country, 'PL', 'DE', 'NL'], awaitingOptIn: true }).intent).not.toBe('opt_in');
		expect(classifyReply(text, { awaitingOptIn: true }).intent).toBe(text === 'Alta' ? 'opt_in' : 'unclear');
	});

	it('counts at home', () => {
		for (const [text, country] of [['Tak', 'PL'], ['Ja', 'DE'], ['ja', 'NL'], ['Ja', 'SE'], ['Aan', 'BE'], ['Sim', 'BR'], ['Sì', 'IT']]) {
			expect([text, classifyReply(text, { country, awaitingOptIn: true }).intent]).toEqual([text, 'opt_in']);
			expect([text, classifyReply(text, { country }).intent]).toEqual([text, 'none']);
		}
	});
});

describe('words that are sent to an operator', () => {
	it.each(['B {sender}', 'B Acme', '3311', '٣٣١١'])('"%s" is no reply to the brand', (text) => {
		for (const country of ['AE', 'SA', undefined]) expect(classifyReply(text, { country }).intent).toBe('none');
	});
});

describe('a keyword of the brand', () => {
	it('keeps its meaning where the pack does not know the word, and yields to a stop word where the pack does', () => {
		const keywords = { optIn: ['PERU', 'HUY'] };
		expect(classifyReply('peru', { keywords, country: 'US' })).toMatchObject({ intent: 'opt_in', keyword: 'PERU' });
		expect(classifyReply('peru', { keywords, country: 'FI' }).intent).toBe('opt_out');
		expect(classifyReply('huy', { keywords, country: 'VN' }).intent).toBe('opt_out');
	});

	it('may make a stop word of one that counts elsewhere only', () => {
		expect(classifyReply('uit', { keywords: { optOut: ['UIT'] }, country: 'US' }).intent).toBe('opt_out');
	});

	it('never makes an opt-in of NO', () => {
		expect(classifyReply('no', { keywords: { optIn: ['NO'] }, country: 'US' }).intent).not.toBe('opt_in');
	});
});

it.each([[undefined], [null], [7], [{}], [['', 7, null]], ['ZZ'], [[]]])('a country that is none (%j) is nobody knows', (country) => {
	expect(classifyReply('seis', { country: country as never }).intent).toBe('unclear');
	expect(classifyReply('STOP', { country: country as never }).intent).toBe('opt_out');
});

it('languages are named as BCP 47 has them', () => {
	const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
	expect(REPLY_LANGUAGES.filter((language) => names.of(language) === undefined)).toEqual([]);
});

it('letters written one by one are the keyword of the most common language', () => {
	expect(classifyReply('S T O P')).toMatchObject({ intent: 'opt_out', keyword: 'STOP' });
	expect(classifyReply('s.t.o.p')).toMatchObject({ intent: 'opt_out', keyword: 'STOP' });
});
