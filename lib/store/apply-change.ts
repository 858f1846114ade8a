import { ComplianceError } from '../model/errors';
import type { JsonObject } from '../model/json';
import { consentPayload, consentRecord, nextConsent } from './consent-state';
import { type KnownPlace, saidPlace } from './contact-place';
import type { ContactStates } from './contact-states';
import type { PolicyStates } from './policy-state';
import type { ConsentChange, LiftChange, PolicyChange, StateChange, SuppressChange } from './port';
import { hasEnded, suppress, suppressionId, visibleSuppression } from './suppression-state';

/** What one change did to the state, and what its event says. */
export interface Applied {
	outcome: 'applied' | 'already';
	payload: JsonObject;
	channel?: string | undefined;
	/** Where the contact is, as far as the change tells. */
	place?: KnownPlace | undefined;
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

/** Puts a policy on record; it is about no contact. @throws ComplianceError `CONFIG_INVALID`, see `PolicyStates`. */
export function applyPolicy(policies: PolicyStates, change: PolicyChange, seq: number): Applied {
	const outcome = policies.record(change, seq);
	const { version, policy, inForce } = change;
	return { outcome, payload: { version, policy, inForce: inForce === true, outcome } };
}

function consented(states: ContactStates, change: ConsentChange, subject: string, seq: number, at: number): Applied {
	const next = nextConsent(states.consent(subject, change.channel, change.messageClass), change, subject, seq, at);
	if (next) states.setConsent(next);
	const outcome = next ? 'applied' : 'already';
	const place = saidPlace(change);
	const said = consentPayload(next?.record ?? consentRecord(change, at));
	return { outcome, payload: { ...said, outcome, ...place }, channel: change.channel, place };
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
