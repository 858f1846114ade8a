import { foldText } from './fold-text';
import { readWords } from './read-words';
import type { ReplyLanguage } from './reply-language';

/** Fewer words in common are chance: everybody says "reply stop". */
const SHORTEST_QUOTE = 4;
/** Part of a longer message counts as quoted from this many words on. */
const LONG_QUOTE = 6;
const MOST_WORDS = 400;

/** The words of own messages, by the list that they came in: a run gives the same list with every reply. */
const remembered = new WeakMap<readonly string[], { messages: readonly string[]; symbols: ReadonlySet<string>; words: string[][] }>();

/** The words of each of the brand's own messages. @param longest units of a message that are read */
export function ownMessageWords(messages: readonly string[], { symbols }: ReplyLanguage, longest: number): string[][] {
	const known = remembered.get(messages);
	// The list may have been changed since.
	if (known?.symbols === symbols && known.messages.length === messages.length && known.messages.every((message, index) => message === messages[index])) return known.words;
	const words = messages.map((message) => readWords(foldText(message.slice(0, longest)), symbols).words);
	remembered.set(messages, { messages: [...messages], symbols, words });
	return words;
}

/**
 * Marks the words of a reply that are copied from one of the brand's own messages.
 *
 * Copied is the whole message, or at least half of it and six words. Less is left to be read as the
 * person's own words, because an opt-out must not get lost.
 */
export function markOwnMessages(reply: readonly string[], ownMessages: readonly (readonly string[])[]): boolean[] {
	const marked = reply.map(() => false);
	const length = Math.min(reply.length, MOST_WORDS);
	for (const message of ownMessages) {
		const own = message.slice(0, MOST_WORDS);
		if (own.length < SHORTEST_QUOTE) continue;
		const needed = Math.min(own.length, Math.max(LONG_QUOTE, Math.ceil(own.length / 2)));
		let previous: number[] = [];
		for (let at = 0; at < length; at++) {
			const runs = own.map((word, index) => (word === reply[at] ? (previous[index - 1] ?? 0) + 1 : 0));
			const longest = Math.max(...runs);
			if (longest >= needed) marked.fill(true, at - longest + 1, at + 1);
			previous = runs;
		}
	}
	return marked;
}
