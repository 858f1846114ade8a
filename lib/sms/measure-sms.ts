import { graphemes } from './graphemes';
import { septetsOf } from './gsm-alphabet';

export type SmsEncoding = 'GSM-7' | 'UCS-2';

/** How large a text is as an SMS. */
export interface SmsMeasure {
	encoding: SmsEncoding;
	/** Septets in GSM-7 (an extension character takes two), UTF-16 code units in UCS-2. */
	units: number;
	/** Messages that are sent and paid for; 1 for an empty text, as Twilio counts. */
	segments: number;
	/** Distinct characters that GSM-7 cannot say, in order of appearance, at most 20. Empty for GSM-7. */
	forcedBy: string[];
}

/** Units in a message that stands alone, and in each part of a longer one (six octets go to its header). */
const CAPACITY = {
	'GSM-7': { single: 160, part: 153 },
	'UCS-2': { single: 70, part: 67 },
} as const satisfies Record<SmsEncoding, { single: number; part: number }>;

const MOST_NAMED = 20;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Counts encoding, units and segments of a text sent as SMS (3GPP TS 23.038 and 23.040).
 *
 * Anything but a string counts as an empty text. An escape pair, a surrogate pair or a whole visible
 * character (such as an emoji with a skin tone) never lies across two segments.
 *
 * @example
 * measureSms('Ça va?'); // => { encoding: 'GSM-7', units: 6, segments: 1, forcedBy: [] }
 * measureSms('it’s on'); // => { encoding: 'UCS-2', units: 7, segments: 1, forcedBy: ['’'] }
 */
export function measureSms(text: string): SmsMeasure {
	const content: unknown = text;
	return typeof content === 'string' ? measure(content) : measure('');
}

function measure(text: string): SmsMeasure {
	let units = 0;
	for (let index = 0; index < text.length; index += 1) {
		const septets = septetsOf(text.charCodeAt(index));
		if (septets === 0) return measureUcs2(text);
		units += septets;
	}
	return { encoding: 'GSM-7', units, segments: countSegments('GSM-7', units, () => septetSizes(text)), forcedBy: [] };
}

function measureUcs2(text: string): SmsMeasure {
	const units = text.length;
	return {
		encoding: 'UCS-2',
		units,
		segments: countSegments('UCS-2', units, () => graphemeSizes(text)),
		forcedBy: charactersOutsideGsm(text),
	};
}

function* septetSizes(text: string): Generator<number> {
	for (let index = 0; index < text.length; index += 1) yield septetsOf(text.charCodeAt(index));
}

function* graphemeSizes(text: string): Generator<number> {
	for (const grapheme of graphemes(text)) {
		if (grapheme.length <= CAPACITY['UCS-2'].part) yield grapheme.length;
		else for (const codePoint of grapheme) yield codePoint.length;
	}
}

function countSegments(encoding: SmsEncoding, units: number, sizes: () => Iterable<number>): number {
	const { single, part } = CAPACITY[encoding];
	if (units <= single) return 1;
	let segments = 1;
	let used = 0;
	for (const size of sizes()) {
		if (used + size > part) {
			segments += 1;
			used = 0;
		}
		used += size;
	}
	return segments;
}

function charactersOutsideGsm(text: string): string[] {
	const found = new Set<string>();
	for (const grapheme of graphemes(text)) {
		if (grapheme.length === 1 && septetsOf(grapheme.charCodeAt(0)) > 0) continue;
		found.add(grapheme.replace(LONE_SURROGATE, '\ufffd'));
		if (found.size === MOST_NAMED) break;
	}
	return [...found];
}
