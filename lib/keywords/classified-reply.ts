/** How an intent was recognised, or why there is none. */
export const MATCHED_BY = [
	/** The message, a sentence of it, or a line of it is a keyword, with courtesy words at most. */
	'keyword',
	/** The same, with a slip of the finger. */
	'typo',
	/** A plain request in other words. */
	'phrase',
	/** "No" to the question whether messages are wanted. */
	'refusal',
	/** A request with a condition or for some messages only. */
	'limited',
	/** Says things that contradict each other, or a person's words in an automatic reply. */
	'mixed',
	/** A keyword inside an ordinary sentence. */
	'in_sentence',
	/** Words that may be a wish to stop. */
	'hint',
	/** Asks for messages, but not by keyword. */
	'opt_in_wish',
	/** Asks for the contrary of stopping. */
	'negated',
	/** "YES" without a question that it could answer. */
	'not_prompted',
	/** A phone reported a reaction to a message. */
	'reaction',
	/** Only repeats a message of the brand, or instructions. */
	'quote',
	'auto_reply',
	/** The provider acted on the reply and said what it was. */
	'provider_flag',
	/** Longer than anything that is read as a whole. */
	'too_long',
	/** No text at all. */
	'empty',
	/** Something that is not text. */
	'not_text',
	'no_match',
] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

/** What a reply means. `keyword` is the pack's or brand's own spelling, never the person's text. */
export interface ClassifiedReply {
	intent: 'opt_out' | 'opt_in' | 'help' | 'none' | 'unclear';
	keyword?: string;
	matchedBy: MatchedBy;
	/** Present when the person asks to end everything, not only what came over this channel. */
	scope?: 'all';
}
