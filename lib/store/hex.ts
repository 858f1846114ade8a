/** Hashes are hex in the ledger's events and bytes in the database. */
export function toBytes(hex: string): Buffer {
	return Buffer.from(hex, 'hex');
}

/** @param bytes a value of a BLOB column; text that somebody put there instead is given back as it is. */
export function toHex(bytes: unknown): string {
	if (bytes instanceof Uint8Array) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
	return String(bytes);
}
