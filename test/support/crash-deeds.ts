import type { Change, ContactAddress, ReserveRequest } from '../../lib/store/port';
import { consent, optOut } from './store-changes';

/** One call of the store, as a process that may be killed tells it before it makes it. */
export type Deed =
	/** Opts contacts out and withdraws their consent, all in one call. */
	| { kind: 'stop'; first: number; count: number }
	/** Lifts the opt-out of a contact, or erases the contact, after its opt-out was acknowledged. */
	| { kind: 'lift' | 'erase'; of: number }
	/** Asks for sends; other processes ask for the same. */
	| { kind: 'reserve'; sends: number[] };

/** What a process has heard of a deed. */
export interface Told {
	deed: Deed;
	/** Absent: it died before it heard anything. */
	acknowledged?: Array<{ outcome: string; ref: string }>;
}

/** Where a process was when it was killed. */
export const PHASES = ['starting', 'idle', 'waiting', 'inTransaction', 'committing', 'emptyingLog'] as const;
export type Phase = (typeof PHASES)[number];

/** What is known of a process that was killed. */
export interface Life {
	name: string;
	phase: Phase;
	told: Told[];
	/** What it complained of, which it never should. */
	complaints: string[];
	/** Calls that failed and were made again. */
	failures: number;
}

/** How a process treats the store: as it should, or as the tests have to notice. */
export const MANNERS = ['honest', 'acknowledgesBeforeCommit', 'forgetsKeys', 'writesInParts'] as const;
export type Manner = (typeof MANNERS)[number];

/** What a process is told when it starts. */
export interface Orders {
	config: unknown;
	/** Four digits; tells the addresses of one process from those of another. */
	name: string;
	manner: Manner;
	/** The step, of opening or of recording, before which it kills itself; absent: somebody else does. */
	dieAt?: number;
	/** Writes the log of SQLite into its file after every few changes. */
	smallLog?: boolean;
	/** Makes the same call again after a failure, until it is acknowledged. */
	retries?: boolean;
	/** Opts out two contacts so many times and stops by itself; absent: does this and that for ever. */
	deeds?: number;
}

/** Keys of sends that all processes share, and contacts who share them. */
export const SENDS = 200;
const RECIPIENTS = 25;
export const SENDS_PER_CONTACT = 5;

export function contactOf(name: string, index: number): ContactAddress {
	return { kind: 'phone', address: `+1555${name}${String(index).padStart(6, '0')}` };
}

export function stopChanges(name: string, { first, count }: { first: number; count: number }): Change[] {
	return Array.from({ length: count }, (_, offset) => {
		const contact = contactOf(name, first + offset);
		const key = `stop:${name}:${first + offset}`;
		return [optOut({ contact, key }), consent({ contact, key, state: 'withdrawn', evidence: { page: `https://example.com/${contact.address}` } })];
	}).flat();
}

export function recipientOf(send: number): ContactAddress {
	return contactOf('9999', send % RECIPIENTS);
}

export function sendRequest(send: number): ReserveRequest {
	return { key: `send-${send}`, contact: recipientOf(send), channel: 'sms', messageClass: 'marketing', caps: [{ name: 'all', limit: SENDS_PER_CONTACT, since: '2000-01-01T00:00:00.000Z' }] };
}
