import fc from 'fast-check';
import { CHANNELS, MESSAGE_CLASSES } from '../../lib/model/channel';
import { CONSENT_STATES, type ConsentRecord } from '../../lib/model/consent';
import type { Suppression } from '../../lib/model/suppression';
import { keywordOptInChanges, type KeywordOptIn } from '../../lib/registry';
import type { LiftChange } from '../../lib/store/port';
import { liftable } from '../../lib/suppression';
import { anySuppression, suppression } from '../suppression/suppressions';

const AT = new Date('2026-03-31T12:00:00.000Z');
const CONTACT = { kind: 'phone', address: '+15551230001' } as const;

function start(consents: ConsentRecord[], suppressions: Suppression[] = [], fields: Partial<KeywordOptIn> = {}) {
	return keywordOptInChanges({ contact: CONTACT, channel: 'sms', stored: { subject: 's', consents, suppressions }, source: 'sms_reply', at: AT, ...fields });
}

const liftsOf = (changes: ReturnType<typeof start>) => changes.filter((change): change is LiftChange => change.kind === 'lift').map(({ suppressionId }) => suppressionId);

describe('START', () => {
	it('gives a marketing consent where there is none, with the wording that asked for it', () => {
		expect(start([], [], { wordingVersion: 'invite-2' })).toEqual([
			{ kind: 'consent', contact: CONTACT, channel: 'sms', messageClass: 'marketing', state: 'granted', source: 'sms_reply', timestamp: AT.toISOString(), wordingVersion: 'invite-2' },
		]);
	});

	it('claims no wording that nobody has seen', () => {
		expect(start([])[0]).not.toHaveProperty('wordingVersion');
	});

	it('gives again what was withdrawn or waits, with its own wording, and leaves other channels', () => {
		const consents: ConsentRecord[] = [
			{ channel: 'sms', messageClass: 'informational', state: 'withdrawn', wordingVersion: 'v1', region: 'DE' },
			{ channel: 'sms', messageClass: 'marketing', state: 'granted', wordingVersion: 'v3' },
			{ channel: 'email', messageClass: 'marketing', state: 'withdrawn' },
		];
		expect(start(consents, [], { wordingVersion: 'invite-2' })).toEqual([
			{ kind: 'consent', contact: CONTACT, channel: 'sms', messageClass: 'informational', state: 'granted', source: 'sms_reply', timestamp: AT.toISOString(), wordingVersion: 'v1', region: 'DE' },
		]);
	});

	it('lifts what the person may lift on this channel and nothing else', () => {
		const suppressions = [
			suppression('opt_out_keyword'),
			suppression('provider_opt_out'),
			suppression('carrier_block'),
			suppression('opt_out_keyword', { id: 'everywhere', channel: 'all' }),
			suppression('opt_out_keyword', { id: 'email', channel: 'email' }),
			suppression('staff_dnd'),
			suppression('spam_complaint'),
			suppression('registry'),
			suppression('hard_bounce'),
		];
		expect(liftsOf(start([], suppressions))).toEqual(['s-opt_out_keyword', 's-provider_opt_out', 's-carrier_block']);
	});

	it('puts its cause on every change, so that a START delivered again lifts no STOP that came in between', () => {
		const changes = start([], [suppression('opt_out_keyword')], { key: 'reply:sms:2', evidence: { keyword: 'START' } });
		expect(changes).toHaveLength(2);
		for (const change of changes) expect(change).toMatchObject({ key: 'reply:sms:2', evidence: { keyword: 'START' } });
	});

	it('always leaves a trace, never suppresses, and never touches another channel', () => {
		const consent = fc.record({ channel: fc.constantFrom(...CHANNELS), messageClass: fc.constantFrom(...MESSAGE_CLASSES), state: fc.constantFrom(...CONSENT_STATES, undefined) });
		fc.assert(
			fc.property(fc.array(consent, { maxLength: 5 }), fc.array(anySuppression, { maxLength: 5 }), fc.constantFrom(...CHANNELS), (consents, suppressions, channel) => {
				const changes = start(consents, suppressions, { channel });
				const given = changes.filter(({ kind }) => kind === 'consent');
				expect(given.length).toBeGreaterThan(0);
				for (const change of given) expect(change).toMatchObject({ channel, state: 'granted' });
				expect(liftsOf(changes)).toEqual(liftable(suppressions, { by: 'person_keyword', channel }).map(({ id }) => id));
				expect(changes).toHaveLength(given.length + liftsOf(changes).length);
			}),
		);
	});
});
