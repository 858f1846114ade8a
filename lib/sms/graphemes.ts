/**
 * What can make several code points one visible character: combining marks (with emoji variation
 * selectors and keycaps), joiners, skin tones, flags, Hangul jamo, Thai and Lao AM, tags, prepended signs.
 */
const JOINING =
	/[\p{M}\p{Cf}\p{Emoji_Modifier}\p{Regional_Indicator}\u0e33\u0eb3\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u;

/** Past this length a text is no SMS any more and is counted by code points, which is fast and close enough. */
const LONGEST_SEGMENTED_EXACTLY = 20_000;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The visible characters of a text in order; `\r\n` counts as two. */
export function* graphemes(text: string): Generator<string> {
	if (text.length > LONGEST_SEGMENTED_EXACTLY || !JOINING.test(text)) {
		yield* text;
		return;
	}
	for (const { segment } of segmenter.segment(text)) {
		if (segment === '\r\n') yield* segment;
		else yield segment;
	}
}
