/** Where a keyword has its meaning, where it is not right for all countries alike. ISO 3166-1 alpha-2. */
export interface KeywordPlaces {
	/** It counts in these only. */
	onlyIn?: ReadonlySet<string>;
	/** What it is outside of `onlyIn`. */
	elsewhere: 'review' | 'ignored';
	/** It is an ordinary word in these. */
	reviewIn?: ReadonlySet<string>;
}

/** A keyword as the pack or the brand writes it, and how it may be used. */
export interface Keyword {
	keyword: string;
	category: 'opt_out' | 'opt_in' | 'help';
	/** Also an ordinary word: only as a whole message. */
	ordinary: boolean;
	/** Only as the answer to a question. */
	prompted: boolean;
	/** Absent: it counts everywhere. */
	places?: KeywordPlaces;
	refusal: boolean;
	everything: boolean;
}
