import { readPath, type Path } from './read-path';

/**
 * What has to hold at one path. Without `in` and `notIn`: something stands there. `in`: one of these texts. `notIn`:
 * nothing, or none of these texts. Texts are compared without regard to case.
 */
export interface Condition {
	path: Path;
	in?: readonly string[];
	notIn?: readonly string[];
}

/** Whether all conditions hold for a payload. */
export function meets(payload: unknown, conditions: readonly Condition[]): boolean {
	return conditions.every((condition) => holds(payload, condition));
}

function holds(payload: unknown, condition: Condition): boolean {
	const value = readPath(payload, condition.path);
	if (!condition.in && !condition.notIn) return value !== undefined && value !== null;
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim().toLowerCase() : undefined;
	const isOneOf = (texts: readonly string[]): boolean => text !== undefined && texts.some((known) => known.toLowerCase() === text);
	return condition.in ? isOneOf(condition.in) : !isOneOf(condition.notIn ?? []);
}
