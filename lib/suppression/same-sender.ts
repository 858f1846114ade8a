/** Two numbers that end in the same digits may be one number with and without its country code. */
const FEWEST_EQUAL_DIGITS = 7;

/**
 * Whether a message may come from the sender that was stopped, however the two are written. A sender that is not
 * known may be any sender.
 *
 * @example
 * mayBeSameSender('+15551234567', '(555) 123-4567'); // => true
 * mayBeSameSender('+15551234567', 'ACME'); // => false
 */
export function mayBeSameSender(stopped: unknown, sending: unknown): boolean {
	const [a, b] = [fold(stopped), fold(sending)];
	if (a === '' || b === '' || a === b) return true;
	const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
	return shorter.length >= FEWEST_EQUAL_DIGITS && /^\d+$/.test(longer) && longer.endsWith(withoutTrunkPrefix(shorter));
}

/** Letters and digits only; what is no name at all folds to nothing. */
function fold(sender: unknown): string {
	if (typeof sender !== 'string' && typeof sender !== 'number') return '';
	return String(sender).normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Many countries write a zero where the country code would stand. */
function withoutTrunkPrefix(digits: string): string {
	return digits.replace(/^0/, '');
}
