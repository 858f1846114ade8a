import { fold } from './fold';

/** What may stand before the name at the start of a message, without accents and in lower case. */
const LEAD_INS = [
	'hi', 'hello', 'hey', 'greetings', 'from', 'this is', 'its', 'it s', 'message from', 'news from', 'the team at', 'your friends at',
	'hola', 'buenos dias', 'buenas tardes', 'le saluda', 'te saluda', 'de', 'somos', 'mensaje de', 'aqui',
	'bonjour', 'bonsoir', 'salut', 'c est', 'ici', 'message de', 'de la part de', 'l equipe', 'the', 'your', 'tu', 'su', 'votre', 'ad',
];
const LEAD_IN = LEAD_INS.map((words) => words.replaceAll(' ', '[^\\p{L}\\p{N}]+')).join('|');
const MOST_LEAD_INS = 3;
const LONGEST_LEAD_IN = 120;
const NOT_WORD = '[^\\p{L}\\p{N}]';
const WORDS_ONLY = /[^\p{L}\p{N}]+/gu;

let lastName: { name: string; pattern: RegExp | undefined } | undefined;

/**
 * Whether a text names the sender at its start, whatever the letter case, accents and punctuation:
 * "ACME - sale", "Hi, it's Acme!" and "[acmé] sale" all name Acme; "Acmeville opens" does not.
 */
export function namesSender(text: string, name: string): boolean {
	const pattern = patternOf(name);
	if (!pattern) return text.trimStart().startsWith(name);
	return pattern.test(fold(text.slice(0, LONGEST_LEAD_IN + name.length * 4)));
}

/** A batch nearly always has one sender, so the last pattern is kept. */
function patternOf(name: string): RegExp | undefined {
	if (lastName?.name === name) return lastName.pattern;
	const letters = [...fold(name).replace(WORDS_ONLY, '')];
	const pattern =
		letters.length === 0
			? undefined
			: new RegExp(`^${NOT_WORD}*(?:(?:${LEAD_IN})${NOT_WORD}+){0,${MOST_LEAD_INS}}${letters.join(`${NOT_WORD}*`)}(?![\\p{L}\\p{N}])`, 'u');
	lastName = { name, pattern };
	return pattern;
}
