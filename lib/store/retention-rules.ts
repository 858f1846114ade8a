import type { EventKind } from '../ledger/event';
import { readObject } from './event-row';
import type { StoredConsent } from './consent-state';
import type { ContactStates } from './contact-states';
import { readMillis } from './instants';
import type { RetentionCutoffs } from './retention-limits';
import { hasEnded, type StoredSuppression } from './suppression-state';

/** An event whose evidence is still there. */
export interface ProvenEvent {
	seq: number;
	/** When it was recorded, milliseconds. */
	at: number;
	kind: EventKind;
	subject: string | null;
	channel: string | null;
	/** JSON; null for those kinds whose payload decides nothing here. */
	payload: string | null;
}

/** Kinds of events whose payload a backend has to read. */
export const KINDS_WITH_TERMS: readonly EventKind[] = ['consent', 'lift'];

/** Events after which a contact counts as heard of. */
export const HEARD_BY: ReadonlySet<EventKind> = new Set<EventKind>(['consent', 'suppress', 'lift']);

/** Subjects whose consents or suppressions decide about their evidence. */
export function subjectsAskedFor(events: readonly ProvenEvent[], cutoffs: RetentionCutoffs): string[] {
	return [...new Set(events.filter((event) => isOldEnough(event, cutoffs)).flatMap(({ subject }) => subject ?? []))];
}

/**
 * Numbers of the events whose evidence goes. It never includes the current consent of anybody, what a consent that still counts rests on, the
 * proof by which an opt-out was lifted, and the text of a reply that waits for a person.
 *
 * @param timeOf when the event of a number was recorded, milliseconds; undefined where nobody knows.
 * @param at milliseconds
 */
export function outdatedEvidence(events: readonly ProvenEvent[], states: ContactStates, timeOf: (seq: number) => number | undefined, cutoffs: RetentionCutoffs, at: number): { replyTexts: number[]; consentEvidence: number[] } {
	const old = events.filter((event) => isOldEnough(event, cutoffs));
	const consents = old.filter(({ kind }) => kind === 'consent');
	const others = old.filter(({ kind }) => kind !== 'consent');
	return {
		replyTexts: others.filter((event) => !isLiftByOptIn(event) && !awaitsReview(event, states, at)).map(({ seq }) => seq),
		consentEvidence: consents.filter((event) => !isStillProof(event, states, timeOf, cutoffs.consentEvidence ?? Number.NEGATIVE_INFINITY)).map(({ seq }) => seq),
	};
}

/**
 * Whether a contact may be erased: no consent counts, and nothing waits for a person. That a consent was withdrawn outlives the erasure.
 *
 * @param lastHeard when the last consent, suppression or lift was recorded, milliseconds; undefined where nobody knows.
 */
export function isForgettable(subject: string, states: ContactStates, lastHeard: number | undefined, cutoff: number, at: number): boolean {
	if (lastHeard === undefined || lastHeard > cutoff) return false;
	if ([...states.suppressionsOf(subject).values()].some((stop) => isWaiting(stop, at))) return false;
	return states.allConsents(subject).every((consent) => !mayCount(consent) || hasExpired(consent, at));
}

/** Numbers of the events that made the state of a contact what it is. */
export function eventsBehind(subject: string, states: ContactStates): number[] {
	return [...states.allConsents(subject).map(({ seq }) => seq), ...states.suppressionsOf(subject).keys()];
}

function isOldEnough({ kind, at }: ProvenEvent, { consentEvidence, replyTexts }: RetentionCutoffs): boolean {
	const cutoff = kind === 'consent' ? consentEvidence : replyTexts;
	return cutoff !== undefined && at <= cutoff;
}

/** The proof of a documented opt-in is the proof of a consent. */
function isLiftByOptIn({ kind, payload }: ProvenEvent): boolean {
	return kind === 'lift' && readObject(payload ?? '')['by'] === 'documented_opt_in';
}

function awaitsReview({ subject, seq }: ProvenEvent, states: ContactStates, at: number): boolean {
	const stop = subject === null ? undefined : states.suppressionsOf(subject).get(seq);
	return stop !== undefined && isWaiting(stop, at);
}

function isWaiting(stop: StoredSuppression, at: number): boolean {
	return stop.record.reason === 'review_hold' && !hasEnded(stop, at);
}

/**
 * The current consents are, and so is what a consent that counts rests on: a form before its YES, and one before a START, which both take over
 * the wording that was agreed to.
 */
function isStillProof({ seq, subject, channel, payload }: ProvenEvent, states: ContactStates, timeOf: (seq: number) => number | undefined, cutoff: number): boolean {
	if (subject === null) return true;
	const current = states.allConsents(subject);
	if (current.some((consent) => consent.seq === seq || (timeOf(consent.seq) ?? Number.POSITIVE_INFINITY) > cutoff)) return true;
	const { messageClass, wordingVersion, outcome, unreadable } = readObject(payload ?? '');
	if (unreadable === true) return true;
	const successor = current.find((consent) => consent.channel === channel && consent.messageClass === messageClass);
	return successor !== undefined && mayCount(successor) && outcome === 'applied' && successor.record.wordingVersion === wordingVersion;
}

/** A consent without a state may count where the policy does without the preference. */
function mayCount({ record: { state } }: StoredConsent): boolean {
	return state !== 'withdrawn' && state !== 'pending';
}

function hasExpired({ record: { expiresAt } }: StoredConsent, at: number): boolean {
	const end = readMillis(expiresAt);
	return end !== undefined && end <= at;
}
