import { text } from './consent-state';
import type { ConsentChange } from './port';

/** What is stored of where a contact is; absent: nobody said. */
export interface KnownPlace {
	/** IANA name. */
	timeZone?: string;
	/** ISO 3166-1 alpha-2 or ISO 3166-2; several, separated by blanks, where the contact may be in any of them. */
	jurisdiction?: string;
}

/** A place of which a later word may fill what is still unknown. */
export interface LearntPlace {
	/** Replaces what is on record. */
	replaces: KnownPlace;
	/** What it comes to where nothing is on record. */
	alone: KnownPlace;
	/** Another jurisdiction came in between, so that a region on record is not the one the country it ends with goes on from. */
	hasMoved: boolean;
}

const CODES = /^[A-Z]{2}(?:-[A-Z0-9]{1,3})?(?: [A-Z]{2}(?:-[A-Z0-9]{1,3})?){0,5}$/;

/** The place a consent tells of. A code of another form is none: rules looked up by it would not be found. */
export function saidPlace({ timeZone, jurisdiction }: ConsentChange): KnownPlace | undefined {
	const zone = text(timeZone);
	const isCode = typeof jurisdiction === 'string' && CODES.test(jurisdiction);
	if (isCode) return zone === undefined ? { jurisdiction } : { timeZone: zone, jurisdiction };
	return zone === undefined ? undefined : { timeZone: zone };
}

/**
 * Adds what a change says to what earlier ones of its batch said.
 *
 * @param isLatest whether it comes with the contact's latest word, so that it replaces what is on record
 */
export function learnPlace(before: LearntPlace | undefined, said: KnownPlace | undefined, isLatest: boolean): LearntPlace | undefined {
	if (said === undefined) return before;
	if (before === undefined) return { replaces: isLatest ? said : {}, alone: said, hasMoved: false };
	const { replaces, alone, hasMoved } = before;
	if (!isLatest) return { replaces, alone: { ...said, ...alone }, hasMoved };
	const merged = merge(replaces, said);
	const moves = replaces.jurisdiction !== undefined && merged.jurisdiction !== replaces.jurisdiction;
	return { replaces: merged, alone: merge(alone, said), hasMoved: hasMoved || moves };
}

/** A country does not take the place of one of its regions: the rules of the region would be lost. */
function merge(before: KnownPlace, said: KnownPlace): KnownPlace {
	const merged = { ...before, ...said };
	const isLessExact = before.jurisdiction?.startsWith(`${said.jurisdiction}-`) === true;
	return isLessExact ? { ...merged, jurisdiction: before.jurisdiction } : merged;
}
