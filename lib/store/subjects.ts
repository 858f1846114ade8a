import { keyedHash } from './keyed-hash';
import type { ContactAddress } from './port';
import { TwoGenerationCache } from '../cache/two-generation-cache';

/** 132 bits: no two of ten billion addresses meet. */
const SUBJECT_LENGTH = 22;
const GENERATION_SIZE = 100_000;

/**
 * Turns addresses into subjects: the first 22 characters of the base64url HMAC-SHA256 over brand, kind and
 * address, separated by NUL. Remembers the last ones, because the nodes of one run ask for the same addresses.
 */
export class Subjects {
	private readonly hash: (text: string) => string;
	private readonly brands = new Map<string, Map<string, TwoGenerationCache<string, string>>>();

	/** @param key the store's own random key. */
	constructor(key: Uint8Array) {
		this.hash = keyedHash(key);
	}

	of(brand: string, contact: ContactAddress): string {
		const cache = this.cacheOf(brand, contact.kind);
		const address = String(contact.address);
		const known = cache.get(address);
		if (known !== undefined) return known;
		const subject = this.hash(`${brand}\0${contact.kind}\0${address}`).slice(0, SUBJECT_LENGTH);
		cache.set(address, subject);
		return subject;
	}

	/** `<hash>` of the cause of a change, so that an address in a provider's message id is not kept in the clear. */
	ofKey(brand: string, key: string): string {
		return this.hash(`${brand}\0key\0${key}`).slice(0, SUBJECT_LENGTH);
	}

	/** The same of the key of one send, in a space of its own: no message id of a provider can ever burn it. */
	ofSend(brand: string, key: string): string {
		return this.hash(`${brand}\0send\0${key}`).slice(0, SUBJECT_LENGTH);
	}

	/** Found by the two names as they are: a text made of both would be made anew for each address. */
	private cacheOf(brand: string, kind: string): TwoGenerationCache<string, string> {
		let kinds = this.brands.get(brand);
		if (kinds === undefined) this.brands.set(brand, (kinds = new Map()));
		let cache = kinds.get(kind);
		if (cache === undefined) kinds.set(kind, (cache = new TwoGenerationCache(GENERATION_SIZE)));
		return cache;
	}
}
