import { PhoneNumberFormat, PhoneNumberUtil } from 'google-libphonenumber';
import { normalizeAddress } from '../../lib/phone';

const google = PhoneNumberUtil.getInstance();
const TYPES = [0, 1, 3, 4, 5, 6, 7, 8, 9, 10];
const CHANGES_PER_NUMBER = 10;

/** A fixed sequence, so that every run asks the same numbers. */
function sequence(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * below);
	};
}

function changed(number: string, callingCodeEnd: number, random: (below: number) => number): string {
	const at = callingCodeEnd + random(number.length - callingCodeEnd);
	const kind = random(5);
	const digit = String(random(10));
	return number.slice(0, at) + (kind === 4 ? '' : digit) + number.slice(kind === 3 ? at : at + 1);
}

function googleReads(text: string): string | undefined {
	try {
		const number = google.parse(text);
		return google.isValidNumber(number) ? google.format(number, PhoneNumberFormat.E164) : undefined;
	} catch {
		return undefined;
	}
}

it('reads at least 99.5 % of 10,000 numbers of all regions and types as Google does', () => {
	const random = sequence(1);
	const numbers: string[] = [];
	for (const region of google.getSupportedRegions()) {
		for (const type of TYPES) {
			const example = google.getExampleNumberForType(region, type);
			if (!example?.getCountryCode()) continue;
			const number = google.format(example, PhoneNumberFormat.E164);
			const callingCodeEnd = 1 + String(example.getCountryCode()).length;
			numbers.push(number, google.format(example, PhoneNumberFormat.INTERNATIONAL));
			for (let count = 0; count < CHANGES_PER_NUMBER; count++) numbers.push(changed(number, callingCodeEnd, random));
		}
	}
	const differing = numbers.filter((number) => {
		const ours = normalizeAddress('sms', number);
		return (ours.ok ? ours.address : undefined) !== googleReads(number);
	});
	expect(numbers.length).toBeGreaterThanOrEqual(10_000);
	expect(differing.length / numbers.length).toBeLessThanOrEqual(0.005);
});
