import { ComplianceError } from '../model/errors';
import type { JsonObject } from '../model/json';
import { capName, capSaid } from './cap';
import type { CodeCounts } from './code-counts';
import { consentPayload, consentRecord, nextConsent } from './consent-state';
import { type KnownPlace, saidPlace } from './contact-place';
import type { ContactStates } from './contact-states';
import { readMillis, writeInstant } from './instants';
import type { PolicyStates } from './policy-state';
import type { AnswerChange, ConsentChange, EraseChange, LiftChange, PolicyChange, ReportChange, ReserveChange, StateChange, SuppressChange } from './port';
import { hasEnded, isReadable, suppress, suppressionId, visibleSuppression } from './suppression-state';

/** What one change did to the state, and what its event says. */
export interface Applied {
	outcome: 'applied' | 'already';
	payload: JsonObject;
	channel?: string | undefined;
	/** Name of the cap that refused a send. */
	cappedBy?: string;
	/** Where the contact is, as far as the change tells. */
	place?: KnownPlace | undefined;
}

/**
 * Applies one change to the state of its contact. An erasure is not one of them: it takes more than the state, see `Erasures`.
 *
 * @param seq of the event this change gets.
 * @param at the instant of recording, milliseconds.
 * @throws ComplianceError `CONFIG_INVALID` for a kind that does not exist.
 */
export function applyChange(states: ContactStates, change: Exclude<StateChange, EraseChange>, subject: string, seq: number, at: number): Applied {
	switch (change.kind) {
		case 'consent':
			return consented(states, change, subject, seq, at);
		case 'suppress':
			return suppressed(states, change, subject, seq, at);
		case 'lift':
			return lifted(states, change, subject, at);
		case 'answer':
			return answered(states, change, subject, seq, at);
		case 'reserve':
			return reserved(states, change, subject, seq, at);
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

/** Counts a code that nobody knows; it changes nothing that is known about a contact. */
export function applyReport(codes: CodeCounts, { channel, ...change }: ReportChange): Applied {
	const [provider, code] = [String(change.provider), String(change.code)];
	codes.add(provider, code);
	return { outcome: 'applied', payload: { provider, code }, channel };
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
	// Once on record it would stop everybody, see `FoundFacts`.
	if (!isReadable(suppression)) throw unusable();
	if (replaced) states.endSuppression(replaced);
	states.setSuppression(suppression);
	const { channel, receivedBy: _, ...said } = visibleSuppression(suppression);
	return { outcome, payload: { ...said, outcome }, channel };
}

/** One that has ended by itself is forgotten as well, which changes nothing that is in force. */
function lifted(states: ContactStates, change: LiftChange, subject: string, at: number): Applied {
	const named = [...states.suppressionsOf(subject).values()].find(({ seq }) => suppressionId(seq) === change.suppressionId);
	if (named === undefined) return { outcome: 'already', payload: { by: change.by, outcome: 'already' } };
	states.endSuppression(named);
	const outcome = hasEnded(named, at) ? 'already' : 'applied';
	const { id, reason, channel } = named.record;
	return { outcome, payload: { by: change.by, id, reason, outcome }, channel };
}

function answered(states: ContactStates, change: AnswerChange, subject: string, seq: number, at: number): Applied {
	const outcome = states.answers.grant(change, subject, seq, at);
	const until = readMillis(change.until);
	return { outcome, payload: { to: change.to, ...(until !== undefined && { until: writeInstant(until) }), outcome }, channel: change.channel };
}

function reserved(states: ContactStates, change: ReserveChange, subject: string, seq: number, at: number): Applied {
	const full = states.reservations.grant(change, subject, seq, at);
	const { channel, messageClass } = change;
	const said = { messageClass, caps: change.caps.map(capSaid) };
	if (full === undefined) return { outcome: 'applied', payload: { ...said, outcome: 'applied' }, channel };
	const cappedBy = capName(full.by);
	return { outcome: 'already', payload: { ...said, cappedBy, outcome: 'already' }, channel, cappedBy };
}

/** For a change that no caller may make. */
export function unusable(): ComplianceError {
	return new ComplianceError(
		'CONFIG_INVALID',
		'A change for the store has no contact or is of an unknown kind.',
		'This is a fault of the program that called the store; nothing was recorded.',
	);
}
