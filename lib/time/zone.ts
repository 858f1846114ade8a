import { ComplianceError } from '../model/errors';

const LONGEST_NAME = 64;
const NAME = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;

/**
 * Names that ICU understands and the IANA database does not have. Some mean another place than their
 * writer thinks: ICU reads BST as Dhaka and IST as Calcutta.
 * Source: ICU `timeZoneTypes`, legacy Java ids.
 */
const NOT_IANA = new Set(
	(
		'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST ' +
		'US/PACIFIC-NEW'
	).split(' '),
);
const NOT_IANA_AREA = 'SYSTEMV/';

/** Enough for every name in every usual spelling; names beyond it are looked up each time. */
const MOST_REMEMBERED = 2_000;
const remembered = new Map<string, string | undefined>();

/**
 * Reads the name of a time zone of the IANA database, links such as `US/Eastern` included. Never throws.
 *
 * @returns the name in its usual letter case where the runtime knows that, otherwise as written;
 * `undefined` for anything else, such as an offset, `local`, or a short name such as `PST` or `BST`.
 *
 * @example
 * readZone(' america/new_york '); // => 'America/New_York'
 * readZone('+05:00'); // => undefined
 */
export function readZone(value: unknown): string | undefined {
	if (typeof value !== 'string' || value.length > LONGEST_NAME) return undefined;
	const name = value.trim();
	if (remembered.has(name)) return remembered.get(name);
	const zone = lookUp(name);
	if (remembered.size < MOST_REMEMBERED) remembered.set(name, zone);
	return zone;
}

/**
 * Reads the name of a time zone in a setting.
 *
 * @throws ComplianceError `ZONE_UNKNOWN`.
 */
export function requireZone(value: unknown): string {
	const zone = readZone(value);
	if (zone !== undefined) return zone;
	throw new ComplianceError(
		'ZONE_UNKNOWN',
		'This is not a time zone of the IANA database.',
		'Use a name such as America/Chicago or Europe/Paris; offsets such as +05:00 and short names such as PST do not work.',
	);
}

function lookUp(name: string): string | undefined {
	const upper = name.toUpperCase();
	if (!NAME.test(name) || NOT_IANA.has(upper) || upper.startsWith(NOT_IANA_AREA)) return undefined;
	try {
		const canonical = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
		return canonical.toUpperCase() === upper ? canonical : name;
	} catch {
		return undefined;
	}
}
