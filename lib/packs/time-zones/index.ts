import { z } from 'zod/v4';
import needs from './time-zones.json';

/** An instant at which a runtime whose data is too old reads another time off a zone's clock. */
const probeSchema = z.strictObject({
	zone: z.string().min(1),
	at: z.iso.datetime(),
	/** Local clock minus UTC. */
	offsetMinutes: z.int(),
	change: z.string().min(1),
	source: z.url(),
	asOf: z.iso.date(),
	confidence: z.enum(['high', 'medium', 'low']),
	verified: z.enum(['yes', 'secondary', 'no']),
});

const timeZoneNeedsSchema = z.strictObject({
	/** The release of the IANA database that the rules need. */
	version: z.string().regex(/^\d{4}[a-z]$/),
	probes: z.array(probeSchema).min(1),
});

export type TimeZoneNeeds = z.output<typeof timeZoneNeedsSchema>;

/** The time-zone data that the rules need, and how to tell whether the runtime has it. */
export const TIME_ZONE_NEEDS: TimeZoneNeeds = timeZoneNeedsSchema.parse(needs);
