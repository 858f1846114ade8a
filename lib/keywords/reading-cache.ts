import type { Reading } from './reading';
import { EXACT_LENGTH } from './word-reader';

/** Words kept at once; a power of two. More than the pack has. */
const SLOTS = 8192;
const SLOT_BITS = 13;
const SPREAD = 0x9e3779b1 | 0;
const NO_CODE = -1;
const CASE_BIT = 0x20;

interface Kept {
	/** In lower case. */
	word: string;
	reading: Reading;
}

/**
 * How words were read, found by their codes, so that a word met again is not even cut out of its text.
 *
 * Each word has two slots, which it shares with others; the word that came first has to leave. So the memory is bounded, and no text can fill it.
 */
export class ReadingCache {
	private readonly codes = new Float64Array(SLOTS).fill(NO_CODE);
	private readonly kept: (Kept | undefined)[] = new Array<Kept | undefined>(SLOTS).fill(undefined);

	/** How the word from `from` to `to` was read, a run of ASCII letters and digits; `code` as a `WordSink` is given it. */
	get(text: string, from: number, to: number, code: number): Reading | undefined {
		let slot = slotOf(code);
		if (this.codes[slot] !== code) slot = besides(slot);
		if (this.codes[slot] !== code) return undefined;
		const kept = this.kept[slot];
		return kept !== undefined && (to - from <= EXACT_LENGTH || isWordAt(text, from, to, kept.word)) ? kept.reading : undefined;
	}

	set(word: string, code: number, reading: Reading): void {
		const slot = slotOf(code);
		const other = besides(slot);
		this.codes[other] = this.codes[slot] ?? NO_CODE;
		this.kept[other] = this.kept[slot];
		this.codes[slot] = code;
		this.kept[slot] = { word, reading };
	}
}

function isWordAt(text: string, from: number, to: number, word: string): boolean {
	if (word.length !== to - from) return false;
	for (let at = 0; at < word.length; at++) if ((text.charCodeAt(from + at) | CASE_BIT) !== word.charCodeAt(at)) return false;
	return true;
}

function slotOf(code: number): number {
	return Math.imul(code | 0, SPREAD) >>> (32 - SLOT_BITS);
}

/** The other slot of a word. */
function besides(slot: number): number {
	return slot ^ 1;
}
