import { isNearLongWord, oneSlipFrom, squeeze } from './spelling';
import { isUnsegmented, Segmenter } from './unsegmented';

/** A word read as one or more words of the pack. */
export interface Reading {
	ids: readonly number[];
	/** It was not written as the pack has it. */
	corrected: boolean;
}

/** A number in digits, unless the pack uses the digits as a word ("2" for "to"). */
export const NUMBER_WORD = 1;
const DOUBLED = /(.)\1/u;
const DIGITS = /^\d{1,15}$/;
const ASCII = /^[\x20-\x7e]*$/;
const LONGEST_CORRECTED = 24;
const MOST_KEPT = 4096;
const UNKNOWN: Reading = { ids: [0], corrected: false };

/** The words that the patterns of a pack know, as numbers, with the ways in which people miswrite them. */
export class Vocabulary {
	private readonly known = new Map<string, Reading>();
	private readonly slips = new Map<string, Reading>();
	private readonly squeezed = new Map<string, Reading>();
	private readonly longWords: string[] = [];
	private readonly notSlips = new Set<string>();
	private readonly joiners = new Set<string>();
	private readonly segmenter = new Segmenter();
	/** How words were read, so that a word met again takes one look-up. Every word of the pack is added before the first is read. */
	private readonly readings = new Map<string, Reading>();
	private next = NUMBER_WORD + 1;

	/** The number of a word of the pack, added if it is new. */
	idOf(word: string): number {
		const known = this.known.get(word)?.ids[0];
		if (known !== undefined) return known;
		const reading = { ids: [this.next++], corrected: false };
		this.known.set(word, reading);
		const short = squeeze(word);
		const isLong = word.length > 2 || !ASCII.test(word);
		if (isLong && short.length > 1 && !this.squeezed.has(short)) this.squeezed.set(short, { ...reading, corrected: true });
		if (isUnsegmented(word)) this.segmenter.add(word);
		return reading.ids[0] ?? 0;
	}

	/** Also reads one written word as several of the pack ("menvoyez"), unless it is a word itself. */
	addJoined(written: string, words: readonly string[]): void {
		if (!this.slips.has(written)) this.slips.set(written, { ids: words.map((word) => this.idOf(word)), corrected: false });
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

	read(word: string): Reading {
		const known = this.readings.get(word);
		if (known !== undefined) return known;
		const reading = this.known.get(word) ?? this.work(word);
		if (word.length > LONGEST_CORRECTED) return reading;
		if (this.readings.size >= MOST_KEPT) this.readings.clear();
		this.readings.set(word, reading);
		return reading;
	}

	private work(word: string): Reading {
		if (DIGITS.test(word)) return { ids: [NUMBER_WORD], corrected: false };
		if (isUnsegmented(word)) return this.unsqueeze(word) ?? this.segmented(word);
		if (word.length > LONGEST_CORRECTED || this.notSlips.has(word)) return UNKNOWN;
		return this.slips.get(word) ?? this.unsqueeze(word) ?? this.split(word) ?? this.nearest(word) ?? UNKNOWN;
	}

	private unsqueeze(word: string): Reading | undefined {
		if (!DOUBLED.test(word)) return this.squeezed.get(word);
		const short = squeeze(word);
		return this.squeezed.get(short) ?? this.slips.get(short);
	}

	/** "stopplease", "STOP2" and "stopstop": a keyword run together with another word of the pack. */
	private split(word: string): Reading | undefined {
		for (const joiner of this.joiners) {
			if (!word.startsWith(joiner)) continue;
			const rest = word.slice(joiner.length);
			const reading = DIGITS.test(rest) ? { ids: [NUMBER_WORD] } : rest.length > 2 ? this.known.get(rest) : undefined;
			if (reading) return { ids: [this.idOf(joiner), ...reading.ids], corrected: true };
		}
		return undefined;
	}

	/** "退订谢谢": keywords and courtesy run together. Unknown letters between them count as one unknown word. */
	private segmented(run: string): Reading {
		const pieces = this.segmenter.segment(run, (piece) => this.known.has(piece));
		return { ids: pieces.map((piece) => this.known.get(piece)?.ids[0] ?? (DIGITS.test(piece) ? NUMBER_WORD : 0)), corrected: false };
	}

	private nearest(word: string): Reading | undefined {
		const near = this.longWords.find((long) => isNearLongWord(word, long));
		return near ? { ids: [this.idOf(near)], corrected: true } : undefined;
	}
}
