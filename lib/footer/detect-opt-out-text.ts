import { stripMarks } from './fold';
import { NEEDED_ABROAD, phrasesAbroad, phrasesElsewhereAbroad } from './opt-out-phrases-abroad';
import {
	AFTER_KEYWORD,
	AIMS,
	AMBIGUOUS_KEYWORDS,
	CLAUSE_ACTS,
	KEYWORDS,
	KEYWORD_ACTS,
	LINK_FILLERS,
	LOUD_KEYWORDS,
	OPT_OUT_ACTS,
	OPT_OUT_AIMS,
	SEND_FILLERS,
	SEND_VERBS,
} from './opt-out-phrases';

const oneOf = (words: readonly string[]) => `(?:${words.join('|').replaceAll(' ?', '[\\s-]?').replaceAll(' ', '\\s+')})`;

const QUOTE = `["'“”‘’«»<>*\\[\\]()\\s]{0,4}`;
const START = '(?<![\\p{L}\\p{N}-])';
const WORD_END = '(?![\\p{L}\\p{N}])';
const LINK = '(?:https?://|www\\.|mailto:|[a-z0-9-]{2,40}(?:\\.[a-z0-9-]{2,40}){1,3}/)';
const SO_THAT = '(?:to|2|para|pour|for|in\\s+order\\s+to)';
const filled = (words: readonly string[], most: number) => `(?:[\\s:,]+${oneOf(words)}${WORD_END}){0,${most}}`;
const GOES_ON = `(?=${QUOTE}(?:$|[.,;:!?/|=)\\n]|[\\s-]+${oneOf(AFTER_KEYWORD)}${WORD_END}))`;
const SEND = `${START}${oneOf(SEND_VERBS)}${filled(SEND_FILLERS, 4)}`;

const REPLIES = [
	// Reply STOP to ...; Répondez "STOP"; Responda con la palabra BAJA
	`${SEND}\\s+${QUOTE}${oneOf(KEYWORDS)}${WORD_END}${GOES_ON}`,
	// Reply END to opt out
	`${SEND}\\s+${QUOTE}${oneOf(AMBIGUOUS_KEYWORDS)}${WORD_END}${QUOTE}\\s*${SO_THAT}\\s+${oneOf(OPT_OUT_AIMS)}${WORD_END}`,
	// stop2end, STOP=END
	`${START}stop\\s?[2=]\\s?${oneOf(AIMS)}${WORD_END}`,
	// Stop to opt out
	`${START}stop\\s+to\\s+(?:opt[\\s-]?out|unsubscribe)${WORD_END}`,
];

const NUMBERS = [
	// Unsub: +65 9123 4567, Opt out: *456*9*5#
	`${START}(?:opt[\\s-]?out|unsub|unsubscribe)\\s*:\\s*(?:\\+?\\d[\\d ]{3}|\\*\\d{2})`,
	// STOP au 36123, Stop SMS : 36180 (the French opt-out numbers)
	`${START}stop(?:\\s+(?:sms|pub))?\\s*(?:au|:)\\s*3\\d{4}(?!\\d)`,
	// Optout: send B ACME to 7726
	`${START}(?:opt[\\s-]?out|unsubscribe|unsub|to\\s+stop)[\\s:,]+(?:send|sms|text)\\s[^.!?\\n]{1,25}?\\sto\\s+\\d{3,}`,
];

const LINKS = [
	// Opt out: https://..., Pour se désinscrire, cliquez ici : https://...
	`${START}${oneOf(OPT_OUT_ACTS)}${WORD_END}${filled(LINK_FILLERS, 6)}[\\s:>→=,-]{0,6}${QUOTE}${LINK}`,
	// Baja: https://...
	`(?:^|[.!?\\n|:])\\s?${oneOf(CLAUSE_ACTS)}\\s?:\\s?${LINK}`,
	// https://... to unsubscribe
	`https?://[^\\s<>"]{3,2000}\\s+${SO_THAT}\\s+(?:(?:se|vous|te)\\s+)?${oneOf(OPT_OUT_ACTS)}${WORD_END}`,
	// <a href="...">Unsubscribe</a>
	`<a\\s[^<>]{0,1000}href=[^<>]{1,2000}>(?:[^<]{0,80}\\s)?${oneOf(OPT_OUT_ACTS)}${WORD_END}`,
];

/** Matched without regard to letter case, on text without accents. */
const INSTRUCTIONS = [...REPLIES, ...NUMBERS, ...LINKS, ...phrasesAbroad(LINK)].map(inAnyLetterCase);

const LOUD = `${oneOf(LOUD_KEYWORDS)}["'”’]?`;

/** STOP to 12345, BAJA al 5555, STOP 36180, STOP *456*9*5# */
const LOUD_NUMBER = `${START}${LOUD}\\s+(?:(?:par\\s+)?SMS\\s+)?(?:(?:to|au|al|a|an|naar|aan)\\s+\\+?\\d[\\d ]{3}|3\\d{4}(?!\\d)|\\*\\d{2})`;

/** Matched as written, because the capitals are what tells the keyword from the word. */
const LOUD_INSTRUCTIONS = [
	// Txt STOP and then anything but more capitals
	`${START}(?:${inAnyCase(SEND_VERBS)})${filled(SEND_FILLERS, 4)}[\\s:]+${QUOTE}${oneOf(LOUD_KEYWORDS)}${WORD_END}(?!\\s+(?:\\p{Lu}{2}|by\\b|motion\\b))`,
	// STOP to end
	`${START}${LOUD}\\s+(?:${SO_THAT}|TO)\\s+${oneOf([...AIMS, ...AIMS.map(upperCase)])}${WORD_END}`,
	LOUD_NUMBER,
	// Opt out: STOP; Para cancelar: BAJA
	`${START}(?:${inAnyCase(KEYWORD_ACTS)})[\\s:=>,?-]{1,4}["'“‘]?${oneOf(LOUD_KEYWORDS)}${WORD_END}`,
	// STOP antworten
	`${START}STOP["'”’]?\\s+(?:antworten|senden|schicken|sturen)`,
].map((source) => new RegExp(source, 'u'));

/** Text STOP to 12345, Envie BAJA para 900, Skicka STOPP till 71234 */
const KEYWORD_TO_NUMBER = `${SEND}\\s+${QUOTE}${oneOf([...KEYWORDS, ...AMBIGUOUS_KEYWORDS])}${QUOTE}\\s*(?:to|au|al|a|an|naar|aan|para|til|till|na|ke|numeroon)\\s+(?:\\+?\\d[\\d ]{2}|\\*\\d{2})`;
const TO_NUMBERS = [...[...NUMBERS, KEYWORD_TO_NUMBER, ...phrasesElsewhereAbroad(LINK)].map(inAnyLetterCase), new RegExp(LOUD_NUMBER, 'u')];
const TO_LINKS = LINKS.map(inAnyLetterCase);
/** "Reply STOP to unsubscribe", whose end does not belong to a link that happens to follow it. */
const WHOLE_REPLIES = REPLIES.slice(0, 2).map((source) => new RegExp(`${source}(?:${QUOTE}\\s*${SO_THAT}\\s+${oneOf([...AIMS, ...OPT_OUT_ACTS])}${WORD_END})?`, 'giu'));

const NEEDED = new RegExp(
	'stop|end|opt|sub|cancel|quit|revoke|remove|arret|desabo|desinscri|baja|alto|parar|salir|sair|mas' +
		'|abmeld|abbest|afmeld|uitschr|iscri|anular|avreg|deg av|peruuta|wypisz|rezyg|iptal|abonel|receber|tu choi|berhenti',
	'i',
);

/** A message has its opt-out instruction near its end; a longer text is searched at both ends. */
const LONGEST_SEARCHED = 200_000;

/**
 * Whether a text already tells its reader how to opt out: by a reply ("Reply STOP to end"), by a text to a
 * number ("STOP au 36123") or by a link ("Unsubscribe: https://..."), in any language we know phrases of.
 *
 * An ordinary use of the words ("non-stop deals", "stop by our store") is no instruction. In doubt it
 * answers no: a second footer is a blemish, a missing one is a violation. Never throws.
 */
export function detectOptOutText(text: unknown): boolean {
	const plain = plainForm(text);
	return plain !== undefined && (INSTRUCTIONS.some((pattern) => pattern.test(plain)) || LOUD_INSTRUCTIONS.some((pattern) => pattern.test(plain)));
}

/**
 * Whether a text tells its reader to opt out by a link, or by a message to a number that it names, and not by a reply alone. In doubt it answers no, as
 * a reply may reach nobody. Never throws.
 */
export function namesLinkOrNumber(text: unknown): boolean {
	const plain = plainForm(text);
	if (plain === undefined) return false;
	if (TO_NUMBERS.some((pattern) => pattern.test(plain))) return true;
	const withoutReplies = WHOLE_REPLIES.reduce((rest, pattern) => rest.replace(pattern, '|'), plain);
	return TO_LINKS.some((pattern) => pattern.test(withoutReplies));
}

/** What the patterns are matched with; `undefined` for what cannot hold any of them. */
function plainForm(text: unknown): string | undefined {
	if (typeof text !== 'string') return undefined;
	const searched = text.length > LONGEST_SEARCHED ? `${text.slice(0, LONGEST_SEARCHED / 2)}\n${text.slice(-LONGEST_SEARCHED / 2)}` : text;
	const unmarked = stripMarks(searched);
	return NEEDED.test(unmarked) || NEEDED_ABROAD.test(unmarked) ? collapseBlanks(unmarked) : undefined;
}

function inAnyLetterCase(source: string): RegExp {
	return new RegExp(source, 'iu');
}

/** Runs of blanks become one, and a run with a line break becomes a line break; the patterns stay fast on any text. */
function collapseBlanks(text: string): string {
	return text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n[ \n]*/g, '\n');
}

/** Phrases are words with blanks, so that nothing in them changes its meaning in capitals. */
function upperCase(words: string): string {
	return words.toUpperCase();
}

function inAnyCase(words: readonly string[]): string {
	const forms = words.flatMap((word) => [word, upperCase(word), `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`]);
	return forms.join('|').replaceAll(' ?', '[\\s-]?').replaceAll(' ', '\\s+');
}
