import { ComplianceError } from '../model/errors';
import { readInstant } from '../time/instant';
import type { Batch } from './batch';
import { isExpression, rawParameter } from './parameter-reader';

/** The instant to decide for, for each item; `undefined` where an item's own cannot be read. */
export type InstantReader = (itemIndex: number) => Date | undefined;

/**
 * Reads "Evaluate At": now where it is not set, one date for all items where it is fixed.
 *
 * @throws ComplianceError `INSTANT_INVALID` for a fixed date that is none
 */
export function readInstants(batch: Batch): InstantReader {
	const raw = rawParameter(batch.context, 'options.evaluateAt');
	if (raw === undefined || raw === '') return () => batch.now;
	const read = batch.read('options.evaluateAt');
	if (isExpression(raw)) {
		return (index) => {
			const value = read(index);
			return isUnset(value) ? batch.now : readInstant(value);
		};
	}
	const fixed = readInstant(raw);
	if (fixed !== undefined) return () => fixed;
	throw new ComplianceError(
		'INSTANT_INVALID',
		'"Evaluate At" is not a date with a time zone.',
		'Use ISO 8601, such as 2026-03-31T20:30:00Z or 2026-03-31T20:30:00-05:00, or remove the option.',
	);
}

function isUnset(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/** Facts are read for the earliest instant, so that nothing still in force for any item has dropped out. */
export function earliest(instants: ReadonlyArray<Date | undefined>, now: Date): Date {
	return instants.reduce<Date>((first, at) => (at !== undefined && at < first ? at : first), now);
}
