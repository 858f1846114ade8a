/** A value that survives JSON unchanged. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/**
 * A fact that a reason quotes. Facts come from outside, and a decision has to be plain JSON.
 *
 * @throws TypeError for anything but text; the rule that quotes it has then found nothing
 */
export function quotable(value: unknown): string {
	if (typeof value === 'string') return value;
	throw new TypeError('A fact is no text');
}
