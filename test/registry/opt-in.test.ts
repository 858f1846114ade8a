import fc from 'fast-check';
import { CHANNELS, MESSAGE_CLASSES } from '../../lib/model/channel';
import { CONSENT_STATES, type ConsentRecord } from '../../lib/model/consent';
import type { Suppression } from '../../lib/model/suppression';
import { hasStoppedSince, keywordOptInChanges, openOptInRequests, type KeywordOptIn } from '../../lib/registry';
import type { LiftChange } from '../../lib/store/port';
import { liftable } from '../../lib/suppression';
import { anySuppression, suppression } from '../suppression/suppressions';

const AT = new Date('2026-03-31T12:00:00.000Z');
const CONTACT = { kind: 'phone', address: '+15551230001' } as const;

function wish(consents: ConsentRecord[], suppressions: Suppression[] = [], fields: Partial<KeywordOptIn> = {}): KeywordOptIn {
	return { contact: CONTACT, channel: 'sms', stored: { subject: 's', consents, suppressions }, source: 'sms_reply', at: AT, ...fields };
}

const start = (...given: Parameters<typeof wish>) => keywordOptInChanges(wish(...given));

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

	it('ends nothing that began after it was said, nor what began nobody knows when', () => {
		const saidAt = new Date('2026-03-15T12:00:00.000Z');
		const since = ['2026-03-15T11:59:59.999Z', '2026-03-15T12:00:00.000Z', '2026-03-15T12:00:00.001Z', 'lately'];
		const suppressions = since.map((begun) => suppression('opt_out_keyword', { id: begun, since: begun }));
		expect(liftsOf(start([], suppressions, { saidAt }))).toEqual(since.slice(0, 2));
	});

	it('gives a consent as of when it was said, and none that was withdrawn later', () => {
		const saidAt = new Date('2026-03-15T12:00:00.000Z');
		const withdrawn = (timestamp?: string): ConsentRecord => ({ channel: 'sms', messageClass: 'marketing', state: 'withdrawn', ...(timestamp !== undefined && { timestamp }) });
		const states = (consent: ConsentRecord) => start([consent], [], { saidAt });
		expect(states(withdrawn('2026-03-15T12:00:00.000Z'))).toEqual([expect.objectContaining({ state: 'granted', timestamp: saidAt.toISOString() })]);
		for (const consent of [withdrawn('2026-03-15T12:00:00.001Z'), withdrawn()]) expect(states(consent)).toEqual([]);
		expect(start([withdrawn()])).toEqual([expect.objectContaining({ state: 'granted', timestamp: AT.toISOString() })]);
	});

	it('gives no consent at all where the contact has stopped something since, on whichever of our numbers', () => {
		const saidAt = new Date('2026-03-15T12:00:00.000Z');
		const old: ConsentRecord = { channel: 'sms', messageClass: 'marketing', state: 'withdrawn', timestamp: '2026-03-01T00:00:00.000Z' };
		const later = (fields: Partial<Suppression>) => suppression('provider_opt_out', { since: '2026-03-16T00:00:00.000Z', ...fields });
		for (const stop of [later({ receivedBy: '+15550000001' }), later({ channel: 'all' })]) {
			expect(start([old], [stop], { saidAt, heardBy: '+15550000002' })).toEqual([]);
			expect(hasStoppedSince(wish([old], [stop], { saidAt }))).toBe(true);
		}
		expect(hasStoppedSince(wish([old], [later({ channel: 'whatsapp' }), suppression('staff_dnd', { since: '2026-03-16T00:00:00.000Z' })], { saidAt }))).toBe(false);
	});

	it('does not confirm a double opt-in that was asked for later', () => {
		const pending: ConsentRecord = { channel: 'sms', messageClass: 'informational', state: 'pending', timestamp: '2026-03-16T00:00:00.000Z' };
		const given = start([pending], [], { saidAt: new Date('2026-03-15T12:00:00.000Z') });
		expect(given).toEqual([expect.objectContaining({ messageClass: 'marketing' })]);
		expect(start([pending])).toEqual([expect.objectContaining({ messageClass: 'informational', confirmedAt: AT.toISOString() })]);
	});

	it('ends the block that a provider keeps for the number that heard it, and for no other', () => {
		const blocks = ['+15550000001', '+15550000002'].map((receivedBy) => suppression('provider_opt_out', { id: receivedBy, receivedBy }));
		expect(liftsOf(start([], blocks, { heardBy: '+15550000001' }))).toEqual(['+15550000001']);
		expect(liftsOf(start([], blocks))).toEqual(['+15550000001', '+15550000002']);
	});

	it('that the provider has heard ends its block for every number of ours, and no block of a carrier', () => {
		const blocks = (['provider_opt_out', 'carrier_block'] as const).map((reason) => suppression(reason, { receivedBy: '+15550000001' }));
		expect(liftsOf(start([], blocks, { heardBy: '+15550000002' }))).toEqual([]);
		expect(liftsOf(start([], blocks, { heardBy: '+15550000002', heardByProvider: true }))).toEqual(['s-provider_opt_out']);
	});

	it('leaves a trace unless the contact has stopped something since, never suppresses, and never touches another channel', () => {
		const consent = fc.record({ channel: fc.constantFrom(...CHANNELS), messageClass: fc.constantFrom(...MESSAGE_CLASSES), state: fc.constantFrom(...CONSENT_STATES, undefined) });
		fc.assert(
			fc.property(fc.array(consent, { maxLength: 5 }), fc.array(anySuppression, { maxLength: 5 }), fc.constantFrom(...CHANNELS), (consents, suppressions, channel) => {
				const changes = start(consents, suppressions, { channel });
				const given = changes.filter(({ kind }) => kind === 'consent');
				expect(given.length > 0).toBe(!hasStoppedSince(wish(consents, suppressions, { channel })));
				for (const change of given) expect(change).toMatchObject({ channel, state: 'granted' });
				const old = suppressions.filter(({ since }) => since <= AT.toISOString());
				expect(liftsOf(changes)).toEqual(liftable(old, { by: 'person_keyword', channel }).map(({ id }) => id));
				expect(changes).toHaveLength(given.length + liftsOf(changes).length);
			}),
		);
	});
});

describe('YES', () => {
	const pending = (fields: Partial<ConsentRecord> = {}): ConsentRecord => ({ channel: 'sms', messageClass: 'marketing', state: 'pending', timestamp: '2026-03-30T12:00:00.000Z', ...fields });
	const BLOCK = suppression('provider_opt_out', { receivedBy: '+15550000001' });

	it('confirms what it answers, and neither another pending consent nor a withdrawn one', () => {
		const asked = pending({ messageClass: 'informational' });
		const changes = start([asked, pending(), pending({ messageClass: 'transactional', state: 'withdrawn' })], [], { confirms: [asked] });
		expect(changes).toEqual([expect.objectContaining({ messageClass: 'informational', state: 'granted', confirmedAt: AT.toISOString() })]);
	});

	it('ends what stops only the classes it confirms, and nothing that stops more', () => {
		const stop = (id: string, classes: Suppression['classes']) => suppression('opt_out_keyword', { id, classes });
		const stops = [stop('one', ['marketing']), stop('both', ['marketing', 'informational']), stop('more', ['marketing', 'transactional']), stop('none', []), BLOCK, suppression('carrier_block')];
		const asked = [pending(), pending({ messageClass: 'informational' })];
		expect(liftsOf(start(asked, stops, { confirms: asked }))).toEqual(['one', 'both']);
		expect(liftsOf(start(asked, stops, { confirms: asked.slice(0, 1) }))).toEqual(['one']);
		expect(start(asked, stops, { confirms: [] })).toEqual([]);
	});

	it("ends the provider's own block where the provider has heard it", () => {
		const stops = [suppression('opt_out_page'), BLOCK, suppression('provider_opt_out', { id: 'later', since: '2026-04-01T00:00:00.000Z' })];
		expect(liftsOf(start([], stops, { confirms: [], heardByProvider: true, heardBy: '+15550000002' }))).toEqual(['s-provider_opt_out']);
	});

	it('ends nothing by confirming where the contact has stopped something since', () => {
		const asked = pending({ timestamp: '2026-03-10T00:00:00.000Z' });
		const stops = [suppression('opt_out_page', { id: 'old', classes: ['marketing'] }), suppression('opt_out_page', { id: 'new', since: '2026-03-20T00:00:00.000Z' })];
		expect(start([asked], stops, { confirms: [asked], saidAt: new Date('2026-03-15T12:00:00.000Z') })).toEqual([]);
	});

	it('answers what was asked for on its channel, before it and within the days', () => {
		const consents = [
			pending({ timestamp: '2026-03-01T12:00:00.000Z' }),
			pending({ timestamp: '2026-03-01T11:59:59.999Z' }),
			pending({ timestamp: '2026-03-31T11:00:00.001Z' }),
			pending({ channel: 'email' }),
			pending({ state: 'withdrawn' }),
			pending({ timestamp: 'lately' }),
			pending({ timestamp: undefined }),
		];
		const open = (saidAt?: string) => openOptInRequests({ consents }, { channel: 'sms', at: AT, ...(saidAt !== undefined && { saidAt: new Date(saidAt) }) }, 30);
		expect(open()).toEqual([consents[0], consents[2]]);
		expect(open('2026-03-31T11:00:00.000Z')).toEqual([consents[0]]);
	});

	it('never lets through a class that it does not confirm', () => {
		const stops = fc.array(fc.uniqueArray(fc.constantFrom(...MESSAGE_CLASSES)), { maxLength: 6 }).map((lists) => lists.map((classes, index) => suppression('opt_out_keyword', { id: `${index}`, classes })));
		fc.assert(
			fc.property(stops, fc.uniqueArray(fc.constantFrom(...MESSAGE_CLASSES)), (suppressions, confirmed) => {
				const asked = confirmed.map((messageClass) => pending({ messageClass }));
				const lifted = new Set(liftsOf(start(asked, suppressions, { confirms: asked })));
				const stopped = (all: readonly Suppression[]) => new Set(all.flatMap(({ classes }) => classes));
				const after = stopped(suppressions.filter(({ id }) => !lifted.has(id)));
				for (const messageClass of stopped(suppressions)) if (!confirmed.includes(messageClass)) expect(after).toContain(messageClass);
			}),
		);
	});
});
