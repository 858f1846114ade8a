import fc from 'fast-check';
import { readReply } from '../../lib/keywords/read-reply';
import { readWords } from '../../lib/keywords/read-words';
import { replyLanguageFor } from '../../lib/keywords/reply-language-cache';
import { KEYWORD_PACK } from '../../lib/packs/keywords';

const language = replyLanguageFor(KEYWORD_PACK, {});
const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789');
const known = fc.constantFrom('stop', 'STOP', 'Unsubscribe', 'unsubscribed', 'texting', 'messages', 'arretez', 'mensajes', 'stopplease', 'stpo', 'sttop', 'menvoyez', '2', '2024', 'advertisements', 'international');
const word = fc.oneof(known, fc.string({ unit: letters, minLength: 1, maxLength: 30 }), fc.tuple(known, letters).map(([first, last]) => first + last));

it('a word is read alike where it stands in a text and by itself, however often it is met', () => {
	fc.assert(
		fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
			const text = words.join(', ');
			const expected = readWords(text, language.symbols).words.flatMap((one) => [...language.vocabulary.read(one).ids]);
			// Letters in a row may be joined to a keyword.
			fc.pre(!words.some((one, at) => one.length === 1 && words[at + 1]?.length === 1));
			expect(readReply(text, language).ids).toEqual(expected);
			expect(readReply(text.toUpperCase(), language).ids).toEqual(expected);
			expect(readReply(text, language).ids).toEqual(expected);
		}),
		{ numRuns: 2000 },
	);
});
