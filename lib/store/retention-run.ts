import { setTimeout as sleep } from 'node:timers/promises';
import { batchNeeds, type BatchNeeds } from './batch-needs';
import { append, type BatchPlan, emptyPlan } from './batch-plan';
import { canonicalJson } from '../ledger/canonical-json';
import type { LedgerHead, Origin } from '../ledger/event';
import { ContactStates } from './contact-states';
import { Erasures } from './erasure-state';
import { writeInstant } from './instants';
import { NO_POLICIES, PolicyStates } from './policy-state';
import type { ContactAddress } from './port';
import { hasRemoved, nothingRemoved, type Removed, requireSteadyClock, RETENTION_PARTS, type RetentionCutoffs } from './retention-limits';

/** Rows that one transaction looks at or removes; others record in between. */
export const RETENTION_SLICE = 2000;
/** Contacts that one transaction erases: each takes a look through the whole ledger's index. */
const ERASED_AT_ONCE = 200;
/** Between two transactions, so that whoever waits for the store gets his turn. Milliseconds. */
const PAUSE = 5;

/** A contact that may be old enough to be erased. */
export interface OldContact {
	subject: string;
	contact: ContactAddress;
}

/** A send that was granted, by the columns it is found by. */
export interface OldReservation {
	subject: string;
	/** Milliseconds. */
	at: number;
	seq: number;
}

/** What a look at some rows came to; without `next` there are no more. */
export interface Look<Row, Cursor> {
	found: Row[];
	next: Cursor | undefined;
}

/** What a backend does for retention. All that begins with `remove` is one transaction together with the event that says so. */
export interface RetentionBackend {
	/** When the last event of the brand was recorded, milliseconds; undefined where there is none. */
	lastEvent(): Promise<number | undefined>;
	/** Looks at the evidence of the events after one. */
	removeEvidence(after: number): Promise<{ removed: Partial<Removed>; next: number | undefined }>;
	oldContacts(after: string): Promise<Look<OldContact, string>>;
	/** Looks again at each of them. */
	removeContacts(contacts: readonly OldContact[]): Promise<Partial<Removed>>;
	oldReservations(after: OldReservation): Promise<Look<OldReservation, OldReservation>>;
	removeReservations(old: readonly OldReservation[]): Promise<Partial<Removed>>;
	/** At most a slice of them. */
	removeCodes(): Promise<Partial<Removed>>;
	removeReaders(): Promise<Partial<Removed>>;
}

/**
 * Removes slice by slice what is older than the cutoffs. What another process removes at the same time is counted once.
 *
 * @param at the instant of recording, milliseconds.
 * @throws ComplianceError `INSTANT_INVALID`, see `requireSteadyClock`; whatever the store throws, with the slices before it removed for good.
 */
export async function runRetention(backend: RetentionBackend, cutoffs: RetentionCutoffs, at: number): Promise<Removed> {
	const total = nothingRemoved();
	const last = await backend.lastEvent();
	if (last === undefined) return total;
	requireSteadyClock(last, at);
	for await (const removed of slices(backend, cutoffs)) {
		for (const part of RETENTION_PARTS) total[part] += removed[part] ?? 0;
		await sleep(PAUSE);
	}
	return total;
}

async function* slices(backend: RetentionBackend, cutoffs: RetentionCutoffs): AsyncGenerator<Partial<Removed>> {
	if (cutoffs.contacts !== undefined) yield* contactSlices(backend);
	if (cutoffs.replyTexts !== undefined || cutoffs.consentEvidence !== undefined) yield* evidenceSlices(backend);
	if (cutoffs.reservations !== undefined) yield* reservationSlices(backend);
	if (cutoffs.unknownCodes !== undefined) yield* codeSlices(backend);
	if (cutoffs.feedReaders !== undefined) yield await backend.removeReaders();
}

async function* contactSlices(backend: RetentionBackend): AsyncGenerator<Partial<Removed>> {
	for (let after: string | undefined = ''; after !== undefined; ) {
		const { found, next }: Look<OldContact, string> = await backend.oldContacts(after);
		for (let start = 0; start < found.length; start += ERASED_AT_ONCE) yield await backend.removeContacts(found.slice(start, start + ERASED_AT_ONCE));
		yield {};
		after = next;
	}
}

async function* evidenceSlices(backend: RetentionBackend): AsyncGenerator<Partial<Removed>> {
	for (let after: number | undefined = 0; after !== undefined; ) {
		const { removed, next }: { removed: Partial<Removed>; next: number | undefined } = await backend.removeEvidence(after);
		yield removed;
		after = next;
	}
}

async function* reservationSlices(backend: RetentionBackend): AsyncGenerator<Partial<Removed>> {
	for (let after: OldReservation | undefined = { subject: '', at: 0, seq: 0 }; after !== undefined; ) {
		const { found, next }: Look<OldReservation, OldReservation> = await backend.oldReservations(after);
		yield found.length > 0 ? await backend.removeReservations(found) : {};
		after = next;
	}
}

async function* codeSlices(backend: RetentionBackend): AsyncGenerator<Partial<Removed>> {
	for (;;) {
		const removed = await backend.removeCodes();
		yield removed;
		if ((removed.unknownCodes ?? 0) < RETENTION_SLICE) return;
	}
}

/** What the look at consents and suppressions of contacts needs to know. */
export function retentionNeeds(subjects: Iterable<string>): BatchNeeds {
	const asked = new Set(subjects);
	return { ...batchNeeds([]), consents: asked, suppressions: asked };
}

/**
 * The event that says what one transaction has removed: how many, and up to when, and of nobody in particular.
 *
 * @returns undefined where nothing was removed.
 */
export function planRetainEvent(brand: string, head: LedgerHead, origin: Origin, at: number, removed: Partial<Removed>, cutoffs: RetentionCutoffs): BatchPlan | undefined {
	if (!hasRemoved(removed)) return undefined;
	const plan = emptyPlan(origin, { head, states: new ContactStates(), policies: new PolicyStates(NO_POLICIES), erasures: new Erasures(new Map()) });
	const parts = RETENTION_PARTS.filter((part) => (removed[part] ?? 0) > 0);
	const payload = {
		removed: Object.fromEntries(parts.map((part) => [part, removed[part] ?? 0])),
		upTo: Object.fromEntries(parts.flatMap((part) => (cutoffs[part] === undefined ? [] : [[part, writeInstant(cutoffs[part])]]))),
	};
	append(plan, brand, { kind: 'retain', payload: canonicalJson(payload) }, writeInstant(at));
	return plan;
}
