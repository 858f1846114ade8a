import { CHANNELS, GATED_CLASSES } from '../model/channel';
import type { JsonObject } from '../model/json';
import { readMillis } from './instants';
import type { Cap } from './port';

/** What stands for the name of a cap that has none. */
const NAMELESS = 'unreadable';

/** A cap that can be counted by. */
export interface ReadableCap {
	/** One below nothing leaves room for nothing. */
	limit: number;
	/** First instant counted, milliseconds. */
	since: number;
	channels: readonly string[] | undefined;
	classes: readonly string[] | undefined;
}

/**
 * A cap as it can be counted by; undefined for one that can't be read, or that names a channel or class which does not exist: it would count
 * less than is meant.
 */
export function readCap(cap: Cap): ReadableCap | undefined {
	if (typeof cap !== 'object' || cap === null) return undefined;
	const { limit, channels, classes } = cap;
	const since = readMillis(cap.since);
	const isReadable = typeof cap.name === 'string' && Number.isSafeInteger(limit) && namesSome(channels, CHANNELS) && namesSome(classes, GATED_CLASSES);
	return since !== undefined && isReadable ? { limit, since, channels, classes } : undefined;
}

export function capName(cap: Cap): string {
	const name: unknown = (cap as Cap | null)?.name;
	return typeof name === 'string' ? name : NAMELESS;
}

/** As an event tells it. */
export function capSaid(cap: Cap): JsonObject {
	const limit: unknown = (cap as Cap | null)?.limit;
	return { name: capName(cap), limit: typeof limit === 'number' ? limit : null };
}

function namesSome(named: unknown, known: readonly string[]): boolean {
	return named === undefined || (Array.isArray(named) && named.length > 0 && named.every((one) => known.includes(one as string)));
}
