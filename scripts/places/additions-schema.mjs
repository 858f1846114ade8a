import { z } from 'zod/v4';

const proof = {
	source: z.string().min(1),
	confidence: z.enum(['high', 'medium', 'low']),
	/** `yes`: the source itself was read; `secondary`: somebody's copy or summary of it; `no`: neither. */
	verified: z.enum(['yes', 'secondary', 'no']),
};
const country = z.string().regex(/^[A-Z]{2}$/);
const state = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/);
const names = z.array(z.string().min(1)).min(1);
const zones = z.array(z.string().min(1)).min(1);

/** What the sources of the tables leave out. Facts say from where they are; other spellings of a name are only usage. */
export const additionsSchema = z.strictObject({
	version: z.string(),
	reviewed: z.iso.date(),
	countryNames: z.array(z.strictObject({ country, names })),
	/** Codes in use that ISO 3166-1 does not assign. */
	notAssigned: z.array(z.strictObject({ country, names, zones, reason: z.string().min(1), ...proof })),
	stateNames: z.array(z.strictObject({ state, names })),
	/** States of countries whose area codes tell no zone. */
	stateZones: z.array(z.strictObject({ state, zones, ...proof })),
	/**
	 * Regions of a country that have an ISO 3166-1 code of their own: how ISO 3166-2 calls or called them, and whether the country's law holds there
	 * as a whole, in part, or not (`own`).
	 */
	territories: z.array(
		z.strictObject({ territory: country, partOf: country, codes: z.array(state).min(1), law: z.enum(['whole', 'part', 'own']), reason: z.string().min(1), asOf: z.iso.date(), ...proof }),
	),
	/** First characters of the postal codes of a state; digits may be ranges such as `010-199`. `country`: whose codes they are, where the place is not named after it. */
	postalAreas: z.array(z.strictObject({ country: country.optional(), states: z.string(), prefixes: z.string().min(1), ...proof })),
});
