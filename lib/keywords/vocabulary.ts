import { hasDoubled, isNearLongWord, oneSlipFrom, squeeze } from './spelling';
import type { Reading } from './reading';
import { ReadingCache } from './reading-cache';
import { isUnsegmented, Segmenter } from './unsegmented';
import { CAPITAL, DIGIT } from './word-reader';

/** A number in digits, unless the pack uses the digits as a word ("2" for "to"). */
export const NUMBER_WORD = 1;
const MOST_DIGITS = 15;
const [ZERO, NINE] = [0x30, 0x39];
const ASCII = /^[\x20-\x7e]*$/;
const LONGEST_CORRECTED = 24;
const UNKNOWN: Reading = { ids: [0], corrected: false };
const NUMBER: Reading = { ids: [NUMBER_WORD], corrected: false };

/** Of two Latin letters, stretching makes other words ("nno", "too"). */
function isSqueezable(word: string): boolean {
	return word.length > 2 || !ASCII.test(word);
}

function idOf({ ids }: Reading): number {
	return ids[0] ?? 0;
}

function isNumber(word: string): boolean {
	if (word.length > MOST_DIGITS) return false;
	for (let at = 0; at < word.length; at++) {
		const code = word.charCodeAt(at);
		if (code < ZERO || code > NINE) return false;
	}
	return word !== '';
}

/** The words that the patterns of a pack know, as numbers, with the ways in which people miswrite them. */
export class Vocabulary {
	private readonly known = new Map<string, Reading>();
	private readonly slips = new Map<string, Reading>();
	/** The words with a doubled letter, without it. */
	private readonly squeezed = new Map<string, Reading>();
	private readonly longWords: string[] = [];
	private readonly notSlips = new Set<string>();
	private readonly elisions: { letter: string; id: number }[] = [];
	private readonly elided = new Set<string>();
	private readonly joiners = new Set<string>();
	private readonly segmenter = new Segmenter();
	/** Every word of the pack is added before the first is read. */
	private readonly readings = new ReadingCache();
	/** Of the numbers that are words of the pack, such as "2" for "to". */
	private longestDigits = 0;
	private next = NUMBER_WORD + 1;

	/** The number of a word of the pack, added if it is new. */
	idOf(word: string): number {
		const known = this.known.get(word)?.ids[0];
		if (known !== undefined) return known;
		const reading = { ids: [this.next++], corrected: false };
		this.known.set(word, reading);
		if (isNumber(word)) this.longestDigits = Math.max(this.longestDigits, word.length);
		if (hasDoubled(word) && isSqueezable(word)) {
			const short = squeeze(word);
			if (short.length > 1 && !this.squeezed.has(short)) this.squeezed.set(short, { ...reading, corrected: true });
		}
		if (isUnsegmented(word)) this.segmenter.add(word);
		return reading.ids[0] ?? 0;
	}

	/** Also reads letters run together with one of some words as two words, unless the whole is a word itself. */
	addElisions(letters: readonly string[], words: readonly string[]): void {
		for (const letter of letters) this.elisions.push({ letter, id: this.idOf(letter) });
		for (const word of words) this.elided.add(word);
	}

	/** Words that a slip of the finger must not be taken for. */
	exclude(words: readonly string[]): void {
		for (const word of words) this.notSlips.add(word);
	}

	/** Understands slips of the finger for this word of the pack. */
	addTyposOf(word: string): void {
		const reading = { ids: [this.idOf(word)], corrected: true };
		for (const slip of oneSlipFrom(word)) if (!this.slips.has(slip)) this.slips.set(slip, reading);
	}

	/** Understands slips and words run together with this one ("stopplease"), which has to be a keyword. */
	addTyposOfKeyword(word: string): void {
		this.addTyposOf(word);
		this.longWords.push(word);
		this.joiners.add(word);
	}

	/** @param word folded, in lower case. */
	read(word: string): Reading {
		return this.known.get(word) ?? this.work(word);
	}

	/** Reads a word of ASCII letters and digits where it stands in a text; `letters` and `code` as a `WordSink` is given them. */
	readPlain(text: string, from: number, to: number, letters: number, code: number): Reading {
		if (letters === DIGIT && to - from > this.longestDigits && to - from <= MOST_DIGITS) return NUMBER;
		const kept = this.readings.get(text, from, to, code);
		if (kept !== undefined) return kept;
		const written = text.slice(from, to);
		const word = (letters & CAPITAL) === 0 ? written : written.toLowerCase();
		const reading = this.read(word);
		// Long words are of no end of kinds, and quick to see.
		if (word.length <= LONGEST_CORRECTED) this.readings.set(word, code, reading);
		return reading;
	}

	private work(word: string): Reading {
		if (isNumber(word)) return NUMBER;
		if (isUnsegmented(word)) return this.unsqueeze(word) ?? this.segmented(word);
		if (word.length > LONGEST_CORRECTED || this.notSlips.has(word)) return UNKNOWN;
		return this.slips.get(word) ?? this.elision(word) ?? this.unsqueeze(word) ?? this.split(word) ?? this.nearest(word) ?? UNKNOWN;
	}

	/** "menvoyez": letters that lost their vowel, run together with the word after them. */
	private elision(word: string): Reading | undefined {
		for (const { letter, id } of this.elisions) {
			const rest = word.startsWith(letter) ? word.slice(letter.length) : '';
			if (this.elided.has(rest)) return { ids: [id, this.idOf(rest)], corrected: false };
		}
		return undefined;
	}

	private unsqueeze(word: string): Reading | undefined {
		if (!hasDoubled(word)) return this.squeezed.get(word);
		const short = squeeze(word);
		const single = isSqueezable(short) ? this.known.get(short) : undefined;
		const doubled = this.squeezed.get(short);
		// Of two words that are stretched alike, the one that the pack names first.
		const found = single && doubled ? (idOf(single) < idOf(doubled) ? single : doubled) : (single ?? doubled);
		return found ? { ids: found.ids, corrected: true } : this.slips.get(short);
	}

	/** "stopplease", "STOP2" and "stopstop": a keyword run together with another word of the pack. */
	private split(word: string): Reading | undefined {
		for (const joiner of this.joiners) {
			if (!word.startsWith(joiner)) continue;
			const rest = word.slice(joiner.length);
			const reading = isNumber(rest) ? NUMBER : rest.length > 2 ? this.known.get(rest) : undefined;
			if (reading) return { ids: [this.idOf(joiner), ...reading.ids], corrected: true };
		}
		return undefined;
	}

	/** "退订谢谢": keywords and courtesy run together. Unknown letters between them count as one unknown word. */
	private segmented(run: string): Reading {
		const pieces = this.segmenter.segment(run, (piece) => this.known.has(piece));
		return { ids: pieces.map((piece) => this.known.get(piece)?.ids[0] ?? (isNumber(piece) ? NUMBER_WORD : 0)), corrected: false };
	}

	private nearest(word: string): Reading | undefined {
		const near = this.longWords.find((long) => isNearLongWord(word, long));
		return near ? { ids: [this.idOf(near)], corrected: true } : undefined;
	}
}
