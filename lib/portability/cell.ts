/** A value as text; empty where it is blank, or no text and no number: `true` names nothing. */
export function textOf(value: unknown): string {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return text.trim() === '' ? '' : text;
}

/** A word of ours, whatever its case. */
export function wordOf(value: unknown): string {
	return textOf(value).trim().toLowerCase();
}
