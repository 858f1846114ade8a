import type { Channel, MessageClass } from '../model/channel';
import type { ConsentFault, ConsentRecord } from '../model/consent';
import { readUtcInstant } from '../time/utc-instant';
import { readBasis } from './basis';
import { isAbsent } from '../model/is-absent';
import { readPreference } from './preference';

/** A consent as an item, a CRM or a CSV row tells of it; every value may be anything. */
export interface RawConsent {
	preference?: unknown;
	source?: unknown;
	timestamp?: unknown;
	wordingVersion?: unknown;
	region?: unknown;
	/** Absent: express. */
	basis?: unknown;
	confirmedAt?: unknown;
	expiresAt?: unknown;
}

/** A longer value is no name of a source, wording or region. */
const MAX_LENGTH = 256;

/** A time that is there and cannot be read. */
const UNREADABLE = Symbol('unreadable');

/**
 * Reads a consent for one channel and class from raw values. What is absent stays absent; what is there and
 * cannot be read becomes a fault, so that it never counts as a grant.
 *
 * @returns `undefined` when no value is there at all: nobody recorded a consent.
 */
export function readConsent(raw: RawConsent, channel: Channel, messageClass: MessageClass): ConsentRecord | undefined {
	const { preference, basis, timestamp, confirmedAt, expiresAt } = raw;
	if (Object.values(raw).every(isAbsent)) return undefined;
	const faults: ConsentFault[] = [];
	const state = isAbsent(preference) ? undefined : readPreference(preference);
	if (state === undefined && !isAbsent(preference)) faults.push('PREFERENCE_UNREADABLE');
	const restsOn = isAbsent(basis) ? undefined : readBasis(basis);
	if (restsOn === undefined && !isAbsent(basis)) faults.push('BASIS_UNREADABLE');
	const [given, confirmed, expires] = [timestamp, confirmedAt, expiresAt].map((time) => (isAbsent(time) ? undefined : (readUtcInstant(time) ?? UNREADABLE)));
	if ([given, confirmed, expires].includes(UNREADABLE)) faults.push('TIMESTAMP_INVALID');
	return {
		channel,
		messageClass,
		...defined({
			state,
			source: readName(raw.source),
			timestamp: isoOf(given),
			wordingVersion: readName(raw.wordingVersion),
			region: readName(raw.region),
			basis: restsOn,
			confirmedAt: isoOf(confirmed),
			expiresAt: isoOf(expires),
		}),
		...(faults.length > 0 && { faults }),
	};
}

function isoOf(time: Date | typeof UNREADABLE | undefined): string | undefined {
	return time instanceof Date ? time.toISOString() : undefined;
}

function readName(value: unknown): string | undefined {
	if ((typeof value !== 'string' && typeof value !== 'number') || isAbsent(value)) return undefined;
	const name = String(value).trim();
	return name.length > MAX_LENGTH ? undefined : name;
}

function defined<T extends object>(values: T): Partial<T> {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
