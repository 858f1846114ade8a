import type { JsonObject } from './json';

const DEFINITIONS = {
	TIME_ZONE_DATA_OUTDATED: {
		text: 'The time-zone data of this Node.js is older than the rules need, so a local time may be an hour off.',
		remedy: 'Update Node.js, or n8n, which brings it along.',
	},
} as const satisfies Record<string, { text: string; remedy: string }>;

export type WarningCode = keyof typeof DEFINITIONS;

/** What each warning says to a marketer. A warning never changes a verdict. */
export const WARNINGS: Readonly<Record<WarningCode, { text: string; remedy: string }>> = DEFINITIONS;

/** Something that concerns a decision as a whole and not one contact. */
export interface Warning {
	code: WarningCode;
	facts: JsonObject;
}
