import type { Lifter, SuppressionReason } from '../model/suppression';
import type { FeedEvent } from '../store/port';
import { EVENT_TYPES, type EventType } from './event-type';

/** Reasons by which the person, or somebody in the person's place, asked for no more messages. */
const OPT_OUTS: ReadonlySet<unknown> = new Set<SuppressionReason>(['opt_out_keyword', 'opt_out_page', 'opt_out_one_click', 'opt_out_recorded', 'provider_opt_out', 'spam_complaint']);

/** Those who end a suppression because the person wants messages again. */
const BY_THE_PERSON: ReadonlySet<unknown> = new Set<Lifter>(['person_keyword', 'person_page', 'documented_opt_in']);

/** Which way an event leads; `undefined`: neither, so that it goes with whatever it was recorded with. */
export function directionOf(event: FeedEvent): 'stop' | 'go' | 'unclear' | undefined {
	switch (event.kind) {
		case 'suppress':
			return isHold(event) ? 'unclear' : 'stop';
		case 'lift':
			return isHold(event) ? undefined : 'go';
		case 'consent':
			return event.payload.state === 'withdrawn' ? 'stop' : 'go';
		default:
			return undefined;
	}
}

/** Whether the event is about an unclear reply that waits. Ending that says nothing by itself: STOP ends it as START does. */
export function isHold({ payload }: FeedEvent): boolean {
	return payload.reason === 'review_hold';
}

/** Whether the event changed what holds for the contact. */
export function isApplied({ payload }: FeedEvent): boolean {
	return payload.outcome === 'applied';
}

/** What the events of one happening mean, the weightiest first; nothing where they changed nothing. */
export function typesOf(events: readonly FeedEvent[]): EventType[] {
	return EVENT_TYPES.filter((type) => MEANS[type](events));
}

const MEANS: Readonly<Record<EventType, (events: readonly FeedEvent[]) => boolean>> = {
	erasure: (events) => events.some((event) => event.kind === 'erase' && isApplied(event)),
	// A repeated STOP is none, but where a consent had come in between, which it withdraws.
	opt_out: (events) => events.some(isOptOut) && events.some((event) => isApplied(event) && (isOptOut(event) || isWithdrawal(event))),
	opt_in: (events) => events.some((event) => isApplied(event) && isOptIn(event)),
	// Each has a text of its own that somebody has to read, also where another one waits already.
	unclear_reply: (events) => events.some((event) => event.kind === 'suppress' && isHold(event)),
	dnd_change: (events) => events.some((event) => isApplied(event) && (event.kind === 'suppress' || event.kind === 'lift') && !isHold(event)),
	consent_change: (events) => events.some((event) => isApplied(event) && event.kind === 'consent'),
};

function isOptOut({ kind, payload }: FeedEvent): boolean {
	return kind === 'suppress' && OPT_OUTS.has(payload.reason);
}

function isWithdrawal({ kind, payload }: FeedEvent): boolean {
	return kind === 'consent' && payload.state === 'withdrawn';
}

function isOptIn(event: FeedEvent): boolean {
	if (event.kind === 'consent') return event.payload.state === 'granted';
	return event.kind === 'lift' && !isHold(event) && BY_THE_PERSON.has(event.payload.by);
}
