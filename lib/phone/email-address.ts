import { domainToASCII } from 'node:url';
import type { AddressResult } from '../model/address';
import { plainText } from './plain-text';
import { INVALID, MAX_RAW_LENGTH, MISSING } from './rejected';

const MAX_LOCAL_BYTES = 64;
const MAX_ADDRESS_BYTES = 254;
const IN_BRACKETS = /^[^<>]*<([^<>]*)>$/;
const SCHEME = /^mailto:\s*/i;
/** RFC 5321 dot-string, with the letters of RFC 6531. */
const DOT_STRING = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** RFC 5321 quoted-string, without spaces, which no provider accepts. */
const QUOTED = /^"(?:[\x21\x23-\x5B\x5D-\x7E]|\\[\x21-\x7E])+"$/;
const DOMAIN_CHARACTERS = /^[\p{L}\p{M}\p{N}.-]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TOP_LEVEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

function readLocalPart(text: string): string | undefined {
	if (Buffer.byteLength(text) > MAX_LOCAL_BYTES) return undefined;
	if (DOT_STRING.test(text)) return text;
	if (!QUOTED.test(text)) return undefined;
	const inside = text.slice(1, -1);
	return DOT_STRING.test(inside) ? inside : text;
}

function readDomain(text: string): string | undefined {
	const dotted = text.replaceAll('。', '.');
	if (!DOMAIN_CHARACTERS.test(dotted)) return undefined;
	const domain = domainToASCII(dotted);
	const labels = domain.split('.');
	const topLevel = labels.at(-1) ?? '';
	return labels.length > 1 && labels.every((label) => LABEL.test(label)) && TOP_LEVEL.test(topLevel) ? domain : undefined;
}

function unwrap(text: string): string {
	const bracketed = IN_BRACKETS.exec(text)?.[1] ?? text;
	const trimmed = bracketed.trim();
	const address = SCHEME.test(trimmed) ? trimmed.replace(SCHEME, '').replace(/\?.*$/s, '') : trimmed;
	return address.replace(/[,;\s]+$/, '').replace(/^['‘’](.*)['‘’]$/, '$1');
}

/**
 * Reads one email address, bare, in `Name <address>` or in `mailto:`, to lower case with the domain in ASCII.
 *
 * Says that an address of this form can exist (RFC 5321 and 6531, a domain with a dot), not that it does.
 *
 * @example readEmailAddress('Jo <Jo@Bücher.example>') // => { ok: true, address: 'jo@xn--bcher-kva.example' }
 */
export function readEmailAddress(raw: unknown): AddressResult {
	if (raw === undefined || raw === null) return MISSING;
	if (typeof raw !== 'string' || raw.length > MAX_RAW_LENGTH) return INVALID;
	const text = plainText(raw);
	if (text === '') return MISSING;
	const address = unwrap(text).toLowerCase();
	const at = address.lastIndexOf('@');
	if (at < 1) return INVALID;
	const local = readLocalPart(address.slice(0, at));
	const domain = readDomain(address.slice(at + 1));
	if (local === undefined || domain === undefined) return INVALID;
	const normalized = `${local}@${domain}`;
	return Buffer.byteLength(normalized) <= MAX_ADDRESS_BYTES ? { ok: true, address: normalized } : INVALID;
}
