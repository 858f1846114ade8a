import fc from 'fast-check';
import { count } from 'sms-length';
import { SegmentedMessage } from 'sms-segments-calculator';
import { measureSms } from '../../lib/sms/measure-sms';

const EMOJI = ['😀', '👍🏽', '👨‍👩‍👧‍👦', '🇫🇷', '❤️', '1️⃣'];
const OUTSIDE = ['ç', '’', '–', '漢', 'e\u0301'];
const GSM = [...'abcdefg XYZ 0123 é€^|~{}[]\\Ç@ñ\n\r\f', '\r\n'];

describe('measureSms', () => {
	it.each([
		['160 basic characters fit one segment', 'a'.repeat(160), 'GSM-7', 160, 1],
		['161 take two', 'a'.repeat(161), 'GSM-7', 161, 2],
		['306 take two', 'a'.repeat(306), 'GSM-7', 306, 2],
		['307 take three', 'a'.repeat(307), 'GSM-7', 307, 3],
		['an extension character takes two septets', '€', 'GSM-7', 2, 1],
		['80 extension characters fit one segment', '€'.repeat(80), 'GSM-7', 160, 1],
		['an escape pair is not split at 153', `${'a'.repeat(152)}€${'b'.repeat(152)}`, 'GSM-7', 306, 3],
		['70 UCS-2 units fit one segment', 'ç'.repeat(70), 'UCS-2', 70, 1],
		['71 take two', 'ç'.repeat(71), 'UCS-2', 71, 2],
		['a surrogate pair is not split at 67', `${'a'.repeat(66)}😀${'b'.repeat(66)}`, 'UCS-2', 134, 3],
		['extension characters count once in UCS-2', 'ç€', 'UCS-2', 2, 1],
		['a page break is in the extension table', '\f', 'GSM-7', 2, 1],
		['CR and LF count one each', 'a\r\nb', 'GSM-7', 4, 1],
		['an empty text counts as Twilio counts it', '', 'GSM-7', 0, 1],
	])('%s', (_, text, encoding, units, segments) => {
		expect(measureSms(text)).toMatchObject({ encoding, units, segments });
	});

	it('names each character that forced UCS-2 once, whole and in order', () => {
		expect(measureSms('“Hi” it’s 👍🏽 “on” ç').forcedBy).toEqual(['“', '”', '’', '👍🏽', 'ç']);
		expect(measureSms('Ça coûte 5 €').forcedBy).toEqual(['û']);
		expect(measureSms('plain').forcedBy).toEqual([]);
	});

	it('names at most 20 of them and no half of a pair', () => {
		expect(measureSms('漢字仮名交文章例一二三四五六七八九十百千万').forcedBy).toHaveLength(20);
		expect(measureSms('\ud83d').forcedBy).toEqual(['\ufffd']);
	});

	it.each([undefined, null, 42, {}, [], Symbol('text')])('takes %p for an empty text', (value) => {
		expect(measureSms(value as unknown as string)).toEqual({ encoding: 'GSM-7', units: 0, segments: 1, forcedBy: [] });
	});

	it('answers for a megabyte of anything', () => {
		expect(measureSms('a'.repeat(1_000_000)).segments).toBe(6536);
		expect(measureSms('👍🏽'.repeat(250_000)).units).toBe(1_000_000);
		expect(measureSms(`a${'\u0301'.repeat(5_000)}`).segments).toBe(Math.ceil(5_001 / 67));
	});

	it('agrees with the calculator of Twilio on 6,000 texts', () => {
		const differences: string[] = [];
		fc.assert(
			fc.property(texts(), (text) => {
				const twilio = new SegmentedMessage(text);
				const ours = measureSms(text);
				if (ours.encoding !== twilio.encodingName || ours.segments !== twilio.segmentsCount) differences.push(JSON.stringify(text));
			}),
			{ numRuns: 6_000, seed: 20261121 },
		);
		expect(differences).toEqual([]);
	}, 120_000);

	it('agrees with sms-length on units, and on segments where nothing could be split', () => {
		fc.assert(
			fc.property(texts(), (raw) => {
				// sms-length leaves the page break out of the extension table.
				const text = raw.replaceAll('\f', '');
				const theirs = count(text);
				const ours = measureSms(text);
				expect(ours.units).toBe(theirs.length);
				expect(ours.encoding).toBe(theirs.encoding === 'UTF16' ? 'UCS-2' : 'GSM-7');
				const indivisible = ours.encoding === 'GSM-7' ? /[\^{}\\[~\]|€]/.test(text) : [...text].length < text.length || /\p{M}/u.test(text);
				if (!indivisible) expect(ours.segments).toBe(Math.max(1, theirs.messages));
				else expect(ours.segments).toBeGreaterThanOrEqual(theirs.messages);
			}),
			{ numRuns: 5_000, seed: 7 },
		);
	});
});

/** Texts of every encoding with lengths near the boundaries of segments. */
function texts(): fc.Arbitrary<string> {
	const length = fc.oneof(...[0, 60, 128, 145, 300].map((least) => fc.integer({ min: least, max: least + 20 })));
	const pool = fc.constantFrom(GSM, GSM, [...GSM, ...OUTSIDE], ['a', 'b', '€', ...EMOJI], ['a', ...EMOJI.slice(0, 1)]);
	return fc.tuple(length, pool).chain(([size, characters]) =>
		fc.array(fc.constantFrom(...characters), { minLength: size, maxLength: size }).map((parts) => parts.join('')),
	);
}
