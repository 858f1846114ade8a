import { ComplianceError } from '../model/errors';
import { readMillis } from './instants';

/** What retention removes. Reply texts stand for the evidence of all events that are no consents; readers are those of the feed. */
export const RETENTION_PARTS = ['replyTexts', 'consentEvidence', 'contacts', 'reservations', 'unknownCodes', 'feedReaders'] as const;
export type RetentionPart = (typeof RETENTION_PARTS)[number];

/** Of each part the instant, ISO 8601 in UTC, up to which it goes, that instant included; absent: nothing of it goes. */
export type RetentionLimits = Partial<Record<RetentionPart, string>>;

/** How many of each part were removed. */
export type Removed = Record<RetentionPart, number>;

/** The limits in milliseconds. */
export type RetentionCutoffs = Partial<Record<RetentionPart, number>>;

/** No send is forgotten within this time, so that caps of up to a year never count less than was granted. Milliseconds. */
const SENDS_KEPT = 400 * 86_400_000;

/**
 * @param at the instant of recording, milliseconds.
 * @throws ComplianceError `CONFIG_INVALID` for a limit that can't be read, is later than now, or would make caps forget sends that they count.
 */
export function readCutoffs(limits: RetentionLimits, at: number): RetentionCutoffs {
	const cutoffs: RetentionCutoffs = {};
	for (const [name, limit] of Object.entries(limits)) {
		const part = RETENTION_PARTS.find((known) => known === name);
		if (part === undefined) throw unusable();
		if (limit === undefined) continue;
		const cutoff = readMillis(limit);
		const latest = part === 'reservations' ? at - SENDS_KEPT : at;
		if (cutoff === undefined || cutoff > latest) throw unusable();
		cutoffs[part] = cutoff;
	}
	return cutoffs;
}

export function nothingRemoved(): Removed {
	return { replyTexts: 0, consentEvidence: 0, contacts: 0, reservations: 0, unknownCodes: 0, feedReaders: 0 };
}

export function hasRemoved(removed: Partial<Removed>): boolean {
	return Object.values(removed).some((count) => count > 0);
}

const DAY = 86_400_000;
const YEAR = 366 * DAY;

/**
 * Periods are counted by the clock of this machine; one that runs ahead would end them early.
 *
 * @param last when the last event was recorded, milliseconds.
 * @throws ComplianceError `INSTANT_INVALID` where the ledger says that the clock is behind, or can't say that it is right.
 */
export function requireSteadyClock(last: number, at: number): void {
	if (at < last - DAY) {
		throw new ComplianceError('INSTANT_INVALID', 'The clock of this machine is more than a day behind the last entry of the ledger, so nothing was removed.', 'Correct the clock, then run it again.');
	}
	if (at > last + YEAR) {
		throw new ComplianceError(
			'INSTANT_INVALID',
			'By the clock of this machine the last entry of the ledger is more than a year old, so nothing was removed.',
			'Check the clock. If it is right, set the policy of the brand once more, which makes an entry, and run it again.',
		);
	}
}

function unusable(): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', 'A retention period for the store has no usable end.', 'This is a fault of the program that called the store; nothing was removed.');
}
