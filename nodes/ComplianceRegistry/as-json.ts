import type { JsonValue } from '../../lib/model/json';

/** A copy of a record as plain JSON, without its absent fields. */
export function asJson(value: unknown): JsonValue {
	return JSON.parse(JSON.stringify(value ?? null)) as JsonValue;
}
