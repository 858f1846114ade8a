import { ComplianceError } from '../model/errors';
import type { LedgerHead } from './event';

const NOTED = /^([1-9]\d{0,15}):([0-9a-f]{64})$/i;

/**
 * Reads a head as it is noted outside the store, `<number>:<hash>`.
 *
 * @throws ComplianceError `CONFIG_INVALID` for anything else, so that a slip of the pen never passes for a head that fits.
 */
export function parseHead(text: string): LedgerHead {
	const [, seq = '', hash = ''] = NOTED.exec(text.trim()) ?? [];
	return requireHead({ seq: Number(seq), hash: hash.toLowerCase() });
}

/** A head as it is noted outside the store. */
export function writeHead({ seq, hash }: LedgerHead): string {
	return `${seq}:${hash}`;
}

/** @throws ComplianceError `CONFIG_INVALID` for a head that no event has. */
export function requireHead(head: LedgerHead): LedgerHead {
	if (Number.isSafeInteger(head.seq) && head.seq >= 1 && /^[0-9a-f]{64}$/.test(head.hash)) return head;
	throw new ComplianceError('CONFIG_INVALID', 'The noted head is not one of a ledger.', 'Write it as <number>:<hash>, the number of the last event and its hash of 64 letters and digits, as a verification gave it.');
}
