import type { LedgerHead } from '../lib/ledger/event';
import { writeHead } from '../lib/ledger/noted-head';
import type { VerifyResult } from '../lib/ledger/verify';

/** What was found of one brand. */
export interface BrandReport {
	brand: string;
	/** The head that the chain was held against. */
	noted?: LedgerHead | undefined;
	seconds: number;
	result: VerifyResult;
}

/** One line for people. */
export function reportLine({ brand, noted, seconds, result }: BrandReport): string {
	const time = `${seconds.toFixed(1)} s`;
	if (!result.ok) return `${printable(brand)}: BROKEN at event ${result.brokenAt} (${result.problem}). ${result.message} Events in order before it: ${count(result.events)}. (${time})`;
	if (result.head === undefined) return `${printable(brand)}: no events.`;
	const since = noted === undefined ? '' : `, goes on from the head noted at event ${count(noted.seq)}`;
	return `${printable(brand)}: as recorded. ${count(result.events)} events${since}. Head ${writeHead(result.head)} (${time})`;
}

/** The same for programs. */
export function reportJson({ brand, noted, seconds, result }: BrandReport): object {
	const write = (head: LedgerHead | undefined): string | null => (head === undefined ? null : writeHead(head));
	const rest = result.ok ? { head: write(result.head) } : { brokenAt: result.brokenAt, problem: result.problem, message: result.message };
	return { brand, ok: result.ok, events: result.events, noted: write(noted), seconds, ...rest };
}

export function count(number: number): string {
	return number.toLocaleString('en-US');
}

/** A name stands in the store that is being checked: it must not write lines of its own. */
export function printable(name: string): string {
	return /[\p{C}\p{Zl}\p{Zp}]/u.test(name) ? JSON.stringify(name).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?') : name;
}
