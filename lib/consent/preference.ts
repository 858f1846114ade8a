import type { ConsentState } from '../model/consent';

/** What contacts' choices are called in CRMs and exports, after trimming, lower-casing and joining words by `_`. */
const WORDS: Record<ConsentState, readonly string[]> = {
	granted: [
		'granted', 'opted_in', 'opt_in', 'optin', 'optedin', 'subscribed', 'subscribe', 'consented', 'consent', 'agreed', 'accepted',
		'allowed', 'yes', 'y', 'true', 't', '1', 'on', 'si', 'sí', 'oui', 'ja', 'explicit', 'confirmed',
	],
	pending: ['pending', 'unconfirmed', 'awaiting_confirmation', 'double_opt_in_pending', 'requested', 'invited', 'pending_confirmation'],
	withdrawn: [
		'withdrawn', 'opted_out', 'opt_out', 'optout', 'optedout', 'unsubscribed', 'unsubscribe', 'revoked', 'declined', 'refused',
		'denied', 'rejected', 'blocked', 'suppressed', 'dnd', 'dnc', 'do_not_contact', 'do_not_disturb', 'do_not_text', 'do_not_call', 'do_not_email',
		'not_opted_in', 'not_subscribed', 'no_consent', 'stop', 'stopped', 'no', 'n', 'false', 'f', '0', 'off', 'non', 'nein', 'cleaned',
	],
};

const STATES = new Map(
	(Object.keys(WORDS) as ConsentState[]).flatMap((state) => WORDS[state].map((word) => [word, state] as const)),
);

/** Longer values are no answer to a yes-or-no question. */
const MAX_LENGTH = 64;

/**
 * Reads a choice as systems write it: words, yes and no, true and false, 1 and 0.
 *
 * @returns `undefined` when there is a value that cannot be understood; it must not count as a grant.
 */
export function readPreference(value: unknown): ConsentState | undefined {
	if (typeof value === 'boolean') return value ? 'granted' : 'withdrawn';
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string' || text.length > MAX_LENGTH) return undefined;
	const visible = text.normalize('NFKC').replace(/\p{Cf}/gu, '');
	return STATES.get(visible.trim().toLowerCase().replace(/[\s\p{Pd}_]+/gu, '_'));
}
