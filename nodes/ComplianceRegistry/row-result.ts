import { REASONS, type ReasonCode } from '../../lib/model/reasons';
import type { JsonObject } from '../../lib/model/json';
import type { ChangeResult } from '../../lib/store/port';

/** A row that was not stored, with every reason why. */
export function rejectedRow(codes: readonly ReasonCode[]): JsonObject {
	return { outcome: 'rejected', reasons: codes.map((code) => ({ code, text: REASONS[code].text, remedy: REASONS[code].remedy })) };
}

/** A row whose changes are on record; its outcome is the strongest of theirs. */
export function recordedRow(results: readonly ChangeResult[]): JsonObject {
	const outcome = (['applied', 'already', 'duplicate'] as const).find((known) => results.some((result) => result.outcome === known));
	return { outcome: outcome ?? 'already', reasons: [], ref: results[0]?.ref ?? null };
}
