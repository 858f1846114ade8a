import type { AddressResult } from '../model/address';
import { ADDRESS_KINDS, type Channel } from '../model/channel';
import { parseDefaultCountry } from './default-country';
import { readAddress, type AddressOptions } from './normalize-address';
import { INVALID } from './rejected';
import { TwoGenerationCache } from '../cache/two-generation-cache';

/** Reads an address as `normalizeAddress` does. The result is frozen and shared between callers. */
export type AddressReader = (channel: Channel, raw: unknown) => AddressResult;

const GENERATION_SIZE = 65_536;
/** Longer texts are hardly ever an address, and would make the cache's size in memory anybody's guess. */
const MAX_CACHED_LENGTH = 64;
/** More than there are countries, so that a list that names a country for each contact keeps them all. */
const MAX_SHARED_READERS = 256;

const sharedReaders = new Map<string, AddressReader>();

/** WhatsApp reads bare digits in its own way; all other channels of a kind read alike. */
function cacheNameOf(channel: Channel): string {
	return channel === 'whatsapp' ? channel : ADDRESS_KINDS[channel];
}

function isCacheable(raw: unknown): boolean {
	return typeof raw === 'string' ? raw.length <= MAX_CACHED_LENGTH : typeof raw === 'number';
}

/**
 * A reader with a bounded cache of its own, so that a number met again is not parsed again.
 *
 * @throws ComplianceError `CONFIG_INVALID` for a default country that does not exist.
 */
export function createAddressReader(opts?: AddressOptions): AddressReader {
	const defaultCountry = parseDefaultCountry(opts?.defaultCountry);
	const caches = new Map<string, TwoGenerationCache<unknown, AddressResult>>();
	return (channel, raw) => {
		if (!Object.hasOwn(ADDRESS_KINDS, channel)) return INVALID;
		if (!isCacheable(raw)) return Object.freeze(readAddress(channel, raw, defaultCountry));
		const name = cacheNameOf(channel);
		let cache = caches.get(name);
		if (cache === undefined) caches.set(name, (cache = new TwoGenerationCache(GENERATION_SIZE)));
		const known = cache.get(raw);
		if (known !== undefined) return known;
		const result = Object.freeze(readAddress(channel, raw, defaultCountry));
		cache.set(raw, result);
		return result;
	};
}

/**
 * The reader that all nodes of the process share for a default country: what one node has parsed, the next ones know.
 *
 * @throws ComplianceError `CONFIG_INVALID` for a default country that does not exist.
 */
export function sharedAddressReader(opts?: AddressOptions): AddressReader {
	const defaultCountry = parseDefaultCountry(opts?.defaultCountry);
	const name = defaultCountry ?? '';
	const known = sharedReaders.get(name);
	if (known) return known;
	const reader = createAddressReader({ defaultCountry });
	if (sharedReaders.size >= MAX_SHARED_READERS) sharedReaders.clear();
	sharedReaders.set(name, reader);
	return reader;
}
