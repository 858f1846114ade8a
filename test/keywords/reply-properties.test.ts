import fc from 'fast-check';
import { classifyReply, LONGEST_REPLY, MATCHED_BY } from '../../lib/keywords';
import { keyOf } from '../../lib/keywords/compile-pattern';
import { KEYWORD_PACK } from '../../lib/packs/keywords';

const INTENTS = ['opt_out', 'opt_in', 'help', 'none', 'unclear'];
const { onlyIn, review } = KEYWORD_PACK.use;
/** Those that count everywhere. */
const stopWords = [...new Set(KEYWORD_PACK.rows.filter((row) => row.category === 'opt_out' && row.sentTo === undefined).map((row) => row.keyword))].filter(
	(keyword) => ![...Object.keys(onlyIn), ...review].some((word) => keyOf(word) === keyOf(keyword)),
);
const stopWord = fc.constantFrom(...stopWords);
const noise = fc.array(fc.constantFrom(' ', '!', '.', '?', '…', '"', '”', '*', '\u200b', '\u202a', '😡', '\n', '\t', '(', ')', '~', '_'), { maxLength: 6 }).map((signs) => signs.join(''));

describe('for anything at all', () => {
	it('gives an intent and never throws', () => {
		fc.assert(
			fc.property(fc.oneof(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
				const { intent, matchedBy } = classifyReply(text);
				expect(INTENTS).toContain(intent);
				expect(MATCHED_BY).toContain(matchedBy);
			}),
		);
	});

	it.each([[undefined], [null], [''], ['   \n'], ['\u200b\ufeff'], ['\ud800'], ['🎉🎉']])('reads %j as nothing said', (text) => {
		expect(classifyReply(text)).toEqual({ intent: 'none', matchedBy: 'empty' });
	});

	it.each([[{ text: 'STOP' }], [['STOP']], [Symbol('stop')], [() => 'STOP'], [new Proxy({}, { get: () => { throw new Error('no'); } })]])('shows a person what is not text', (text) => {
		expect(classifyReply(text)).toEqual({ intent: 'unclear', matchedBy: 'not_text' });
	});

	it('never says more about a reply than words of the pack', () => {
		const known = new Set(KEYWORD_PACK.rows.map((row) => row.keyword));
		fc.assert(
			fc.property(fc.string(), stopWord, (text, word) => {
				const { keyword } = classifyReply(`${word} ${text}`);
				expect(keyword === undefined || known.has(keyword)).toBe(true);
			}),
		);
	});
});

describe('a stop keyword', () => {
	it('is found in any case and between any signs', () => {
		fc.assert(
			fc.property(stopWord, fc.infiniteStream(fc.boolean()), noise, noise, (word, upper, before, after) => {
				const mixed = [...word].map((letter) => (upper.next().value ? letter.toUpperCase() : letter.toLowerCase())).join('');
				expect(classifyReply(before + mixed + after).intent).toBe('opt_out');
			}),
		);
	});

	it('is found in decomposed form, and without its accents', () => {
		// Vowel signs of Indian scripts and Thai, and the voicing marks of Japanese, are letters and no accents.
		const accents = /[\u0300-\u036f\u064b-\u065f\u0591-\u05c7]/g;
		for (const word of stopWords) {
			expect([word, classifyReply(word.normalize('NFD')).intent]).toEqual([word, 'opt_out']);
			expect([word, classifyReply(word.normalize('NFD').replace(accents, '')).intent]).toEqual([word, 'opt_out']);
		}
	});

	it('is found twice or three times in a row', () => {
		for (const word of stopWords) {
			expect([word, classifyReply(`${word} ${word}`).intent]).toEqual([word, 'opt_out']);
			expect([word, classifyReply(`${word}! ${word}! ${word}!`).intent]).toEqual([word, 'opt_out']);
		}
	});

	it('is found with its last letter repeated, and with its letters spaced', () => {
		for (const word of stopWords) {
			const folded = word.normalize('NFC');
			const last = folded.at(-1) ?? '';
			// "REMOVE MEE" is no way to write: of words of two Latin letters it would make others ("nno", "too").
			if (!/\b[a-z]{2}$/.test(keyOf(word))) expect([word, classifyReply(folded + last + last).intent]).toEqual([word, 'opt_out']);
			const letters = [...folded.replaceAll(/[ -]/g, '')];
			// Scripts in which a letter has a sign above or below it are not written so.
			if (letters.length < 3 || /\p{M}/u.test(folded)) continue;
			expect([word, classifyReply(letters.join(' ')).intent]).toEqual([word, 'opt_out']);
			expect([word, classifyReply(letters.join('.')).intent]).toEqual([word, 'opt_out']);
		}
	});

	it('is found among courtesy words of any language', () => {
		const courtesy = fc.constantFrom('please', 'thanks', 'gracias', 'por favor', 'svp', 'merci', 'Thank you.');
		fc.assert(
			fc.property(stopWord, courtesy, fc.boolean(), (word, polite, first) => {
				expect(classifyReply(first ? `${polite} ${word}` : `${word} ${polite}`).intent).toBe('opt_out');
			}),
		);
	});

	it('makes an opt-in impossible, wherever it stands', () => {
		fc.assert(
			fc.property(stopWord, fc.constantFrom('YES', 'START', 'SI', 'OUI', 'SUBSCRIBE', 'OK'), fc.boolean(), (word, start, first) => {
				expect(classifyReply(first ? `${word} ${start}` : `${start} ${word}`, { awaitingOptIn: true }).intent).not.toBe('opt_in');
			}),
		);
	});
});

describe('an opt-in keyword', () => {
	it('never opts in with an unknown word beside it', () => {
		const word = fc.string({ unit: fc.constantFrom(...'bcdfgjkqvwxz'), minLength: 4, maxLength: 12 });
		fc.assert(
			fc.property(fc.constantFrom('START', 'YES', 'SUBSCRIBE', 'ALTA'), word, fc.boolean(), (start, other, first) => {
				expect(classifyReply(first ? `${other} ${start}` : `${start} ${other}`, { awaitingOptIn: true }).intent).not.toBe('opt_in');
			}),
		);
	});
});

describe('long texts', () => {
	const filler = 'We talked about the weather and the harvest. ';

	it('go to a person unless they begin as a clear opt-out', () => {
		expect(classifyReply(filler.repeat(20_000))).toEqual({ intent: 'unclear', matchedBy: 'too_long' });
		expect(classifyReply(`STOP\n${filler.repeat(20_000)}`).intent).toBe('opt_out');
		expect(classifyReply(`START ${'please '.repeat(LONGEST_REPLY)}`).intent).toBe('unclear');
		expect(classifyReply(`${' '.repeat(1_000_000)}STOP${'\n'.repeat(1_000_000)}`).intent).toBe('opt_out');
	});

	it.each(['a', '"', '<a', '>\n', 'stop ', 'i ', "don't ", '🛑', '\u0301', '“', 'n\'', 's.t.'])('of a million characters of %j are read without failing', (piece) => {
		expect(INTENTS).toContain(classifyReply(piece.repeat(1_000_000 / piece.length)).intent);
	});
});
