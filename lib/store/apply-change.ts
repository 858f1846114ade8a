import { ComplianceError } from '../model/errors';
import type { JsonObject } from '../model/json';
import { consentPayload, consentRecord, nextConsent, text } from './consent-state';
import type { ContactStates } from './contact-states';
import type { ConsentChange, LiftChange, StateChange, SuppressChange } from './port';
import { hasEnded, suppress, suppressionId, visibleSuppression } from './suppression-state';

/** What one change did to the state, and what its event says. */
export interface Applied {
	outcome: 'applied' | 'already';
	payload: JsonObject;
	channel?: string | undefined;
	timeZone?: string | undefined;
}

/**
 * Applies one change to the state of its contact.
 *
 * @param seq of the event this change gets.
 * @param at the instant of recording, milliseconds.
 * @throws ComplianceError `CONFIG_INVALID` for a kind that does not exist or a change of state without contact.
 */
export function applyChange(states: ContactStates, change: StateChange, subject: string | undefined, seq: number, at: number): Applied {
	if (subject === undefined) throw unusable();
	switch (change.kind) {
		case 'consent':
			return consented(states, change, subject, seq, at);
		case 'suppress':
			return suppressed(states, change, subject, seq, at);
		case 'lift':
			return lifted(states, change, subject, at);
		default:
			throw unusable();
	}
}

function consented(states: ContactStates, change: ConsentChange, subject: string, seq: number, at: number): Applied {
	const next = nextConsent(states.consent(subject, change.channel, change.messageClass), change, subject, seq, at);
	if (next) states.setConsent(next);
	const outcome = next ? 'applied' : 'already';
	const timeZone = text(change.timeZone);
	const said = consentPayload(next?.record ?? consentRecord(change, at));
	const payload = { ...said, outcome, ...(timeZone === undefined ? {} : { timeZone }) };
	return { outcome, payload, channel: change.channel, timeZone };
}

function suppressed(states: ContactStates, change: SuppressChange, subject: string, seq: number, at: number): Applied {
	const { outcome, suppression, replaced } = suppress(states.suppressionsOf(subject).values(), change, subject, seq, at);
	if (replaced) states.endSuppression(replaced);
	states.setSuppression(suppression);
	const { channel, ...said } = visibleSuppression(suppression);
	return { outcome, payload: { ...said, outcome }, channel };
}

function lifted(states: ContactStates, change: LiftChange, subject: string, at: number): Applied {
	const named = [...states.suppressionsOf(subject).values()].find(({ seq }) => suppressionId(seq) === change.suppressionId);
	const ends = named !== undefined && !hasEnded(named, at);
	if (ends) states.endSuppression(named);
	const outcome = ends ? 'applied' : 'already';
	const payload: JsonObject = { by: change.by, outcome };
	if (named) payload['id'] = named.record.id;
	return { outcome, payload, channel: named?.record.channel };
}

function unusable(): ComplianceError {
	return new ComplianceError(
		'CONFIG_INVALID',
		'A change for the store has no contact or is of an unknown kind.',
		'This is a fault of the program that called the store; nothing was recorded.',
	);
}
