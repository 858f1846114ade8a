/** What a phrase says about the wish of the person who wrote it. */
export const PHRASE_KINDS = [
	/** A plain request to stop, wherever it stands in the message. */
	'opt_out',
	/** A plain request to stop that does not say what. Beside laughter a person has to look. */
	'opt_out_bare',
	/** A plain request to stop if it is all the message says. */
	'opt_out_whole',
	/** As `opt_out`, for everything the brand sends. */
	'opt_out_all',
	/** May be a wish to stop; a person has to look. */
	'unclear',
	/** A reason that goes with a stop keyword ("wrong number", "not interested"); alone a person has to look. */
	'support',
	/** Asks for the contrary of stopping. */
	'negated',
	/** Speaks of somebody who did or does not stop: no request, but maybe a complaint. */
	'reported',
	/** Uses the words of the pack for something else ("bus stop"). */
	'ordinary',
	/** The brand's own instructions, as quoted back by the person. */
	'instruction',
	/** Written by a machine or an absence assistant. */
	'auto_reply',
	/** What phones write before a quoted message to which the person reacted. */
	'reaction',
	/** A wish to get messages. Never an opt-in by itself. */
	'opt_in_wish',
	/** Words that change nothing: greetings, thanks, emphasis, swearing, signatures. */
	'courtesy',
	/** Courtesy that may also stand beside an opt-in. */
	'polite',
	/** Laughter and play, which makes a lone "stop" doubtful. */
	'playful',
	/** Words that narrow the request before them ("stop texting me at night"). */
	'limiter',
	/** Words after a request that narrow nothing, though they begin like some that do ("from now on"). */
	'emphasis',
] as const;
export type PhraseKind = (typeof PHRASE_KINDS)[number];

/**
 * The phrases of one language, as patterns over words.
 *
 * A pattern is a list of elements parted by spaces. An element is a word, words parted by `|`, or the name of a
 * word list in angle brackets, or `_` for any one word (never first); `?` after it makes it optional, `*` lets it occur any number of times.
 * `^` before a pattern: only at the beginning of a clause; `$` after it: only at its end. Courtesy words
 * around the clause do not count. Case and accents do not matter.
 *
 * @example
 * 'stop <contacting> <me>' // matches "stop texting me" and "Stop calling us!"
 */
export interface PhrasePack {
	language: string;
	/** Where the phrases come from and how sure they are. */
	source: string;
	confidence: 'high' | 'medium' | 'low';
	verified: 'yes' | 'secondary' | 'no';
	words: Readonly<Record<string, readonly string[]>>;
	phrases: Readonly<Partial<Record<PhraseKind, readonly string[]>>>;
	/** Words one slip away from a keyword that are words of their own. */
	notTypos: readonly string[];
	/** Keywords of which slips of the finger are understood. */
	typosOf: readonly string[];
	/** Other words of which slips are understood. */
	slips?: readonly string[];
	/** Letters that lose their vowel before an apostrophe and are often written without it ("menvoyez"). */
	elisions?: readonly string[];
}
