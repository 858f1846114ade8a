import fc from 'fast-check';
import { CHANNELS, MESSAGE_CLASSES, type MessageClass } from '../../lib/model/channel';
import { CONSENT_STATES, type ConsentRecord } from '../../lib/model/consent';
import { classesOf, optOutChanges, type OptOut } from '../../lib/registry';
import type { ConsentChange, SuppressChange } from '../../lib/store/port';
import { codesFor, suppression } from '../suppression/suppressions';

const AT = new Date('2026-03-31T12:00:00.000Z');
const CONTACT = { kind: 'phone', address: '+15551230001' } as const;
const optOut = (fields: Partial<OptOut> = {}): OptOut => ({ contact: CONTACT, channel: 'sms', reason: 'opt_out_keyword', scope: 'channel', source: 'sms_reply', at: AT, consents: [], ...fields });
const granted = (messageClass: MessageClass, fields: Partial<ConsentRecord> = {}): ConsentRecord => ({ channel: 'sms', messageClass, state: 'granted', wordingVersion: 'v3', region: 'US-CA', ...fields });

const withdrawals = (changes: ReturnType<typeof optOutChanges>) => changes.filter((change): change is ConsentChange => change.kind === 'consent');

describe('an opt-out', () => {
	it('sets the suppression first, and alone where no consent is on record', () => {
		expect(optOutChanges(optOut())).toEqual([
			{ kind: 'suppress', contact: CONTACT, reason: 'opt_out_keyword', channel: 'sms', classes: ['marketing', 'informational', 'transactional'], direction: 'outgoing' },
		]);
	});

	it('stops everything on the channel but emergencies, or only marketing, as the policy says', () => {
		const stopped = (scope: OptOut['scope']) => {
			const [first] = optOutChanges(optOut({ scope }));
			const { classes } = first as SuppressChange;
			return MESSAGE_CLASSES.filter((messageClass) => codesFor([suppression('opt_out_keyword', { classes: [...classes] })], { messageClass })[0] === 'OPTED_OUT');
		};
		expect(stopped('channel')).toEqual(['marketing', 'informational', 'transactional']);
		expect(stopped('marketing')).toEqual(['marketing']);
	});

	it('withdraws the consents it contradicts and keeps what a later START can say again', () => {
		const consents = [granted('marketing'), granted('transactional', { state: 'pending' }), granted('emergency'), granted('informational', { state: 'withdrawn' }), granted('marketing', { channel: 'email' })];
		expect(withdrawals(optOutChanges(optOut({ consents })))).toEqual([
			{ kind: 'consent', contact: CONTACT, channel: 'sms', messageClass: 'marketing', state: 'withdrawn', source: 'sms_reply', timestamp: AT.toISOString(), wordingVersion: 'v3', region: 'US-CA' },
			{ kind: 'consent', contact: CONTACT, channel: 'sms', messageClass: 'transactional', state: 'withdrawn', source: 'sms_reply', timestamp: AT.toISOString(), wordingVersion: 'v3', region: 'US-CA' },
		]);
		expect(withdrawals(optOutChanges(optOut({ consents, scope: 'marketing' }))).map(({ messageClass }) => messageClass)).toEqual(['marketing']);
	});

	it('keeps the block of the provider beside it, for all that the provider stops', () => {
		const stops = (fields: Partial<OptOut>) => optOutChanges(optOut({ receivedBy: '+15550000001', ...fields })) as SuppressChange[];
		expect(stops({ scope: 'marketing', atProvider: 'channel' }).map(({ reason, channel, classes, receivedBy }) => [reason, channel, classes.length, receivedBy])).toEqual([
			['opt_out_keyword', 'sms', 1, '+15550000001'],
			['provider_opt_out', 'sms', 3, '+15550000001'],
		]);
		expect(stops({ atProvider: 'marketing' }).map(({ classes }) => classes.length)).toEqual([3, 1]);
		const reaching = stops({ contact: { kind: 'phone', address: '+17135550123' }, at: new Date('2027-02-01T00:00:00.000Z'), atProvider: 'channel' });
		expect(reaching.map(({ reason, channel }) => `${reason} ${channel}`)).toEqual(['opt_out_keyword sms', 'opt_out_keyword call', 'provider_opt_out sms']);
	});

	it('withdraws as of when it was said, but a consent that seems newer, or has no time, as of now', () => {
		const saidAt = new Date('2026-03-15T12:00:00.000Z');
		const given = ['2026-03-15T12:00:00.000Z', '2026-03-15T12:00:00.001Z', undefined];
		const consents = given.map((timestamp) => granted('marketing', timestamp === undefined ? {} : { timestamp }));
		expect(withdrawals(optOutChanges(optOut({ consents, saidAt }))).map(({ timestamp }) => timestamp)).toEqual([saidAt.toISOString(), AT.toISOString(), AT.toISOString()]);
	});

	it('puts its cause and its proof on every change, so that none is applied twice', () => {
		const changes = optOutChanges(optOut({ consents: [granted('marketing')], key: 'reply:sms:1', evidence: { keyword: 'STOP' } }));
		expect(changes).toHaveLength(2);
		for (const change of changes) expect(change).toMatchObject({ key: 'reply:sms:1', evidence: { keyword: 'STOP' } });
	});

	it('never grants, lifts or touches another channel, whatever is on record', () => {
		const consent = fc.record({ channel: fc.constantFrom(...CHANNELS), messageClass: fc.constantFrom(...MESSAGE_CLASSES), state: fc.constantFrom(...CONSENT_STATES, undefined) });
		const reason = fc.constantFrom('opt_out_keyword', 'opt_out_page', 'opt_out_one_click', 'opt_out_recorded');
		fc.assert(
			fc.property(fc.array(consent), fc.constantFrom(...CHANNELS), reason, fc.constantFrom('channel' as const, 'marketing' as const), (consents, channel, why, scope) => {
				const [first, ...others] = optOutChanges(optOut({ consents, channel, reason: why as OptOut['reason'], scope }));
				expect(first).toMatchObject({ kind: 'suppress', channel, reason: why, classes: classesOf(scope, why as OptOut['reason']) });
				for (const change of others) expect(change).toMatchObject({ kind: 'consent', channel, state: 'withdrawn' });
				expect(others).toHaveLength(consents.filter((one) => one.channel === channel && one.state !== 'withdrawn' && classesOf(scope, why as OptOut['reason']).includes(one.messageClass)).length);
			}),
		);
	});
});

describe('an opt-out where a rule makes it reach further', () => {
	const TEXAN = { kind: 'phone', address: '+17135550123' } as const;
	const LAST = new Date('2027-01-30T23:59:59.999Z');
	const FIRST = new Date('2027-01-31T00:00:00.000Z');
	const consents = [granted('marketing'), granted('informational'), granted('marketing', { channel: 'call' }), granted('marketing', { channel: 'whatsapp' }), granted('emergency', { channel: 'call' })];
	const stops = (fields: Partial<OptOut>) => optOutChanges(optOut({ contact: TEXAN, ...fields })).filter((change): change is SuppressChange => change.kind === 'suppress');
	const channelsOf = (fields: Partial<OptOut>) => stops(fields).map(({ channel }) => channel);

	it('ends texts and calls of a US number from 31 January 2027 on, and not a millisecond before', () => {
		expect(channelsOf({ at: LAST })).toEqual(['sms']);
		expect(channelsOf({ at: FIRST })).toEqual(['sms', 'call']);
		expect(channelsOf({ at: FIRST, channel: 'call' })).toEqual(['call', 'sms']);
	});

	it('withdraws the consents on both channels and no other', () => {
		const of = (at: Date) => withdrawals(optOutChanges(optOut({ contact: TEXAN, consents, at }))).map(({ channel, messageClass }) => `${channel} ${messageClass}`);
		expect(of(LAST)).toEqual(['sms marketing', 'sms informational']);
		expect(of(FIRST)).toEqual(['sms marketing', 'sms informational', 'call marketing']);
	});

	it('ends every class but emergencies when it is a reply, and what was named when staff recorded it', () => {
		expect(stops({ at: FIRST, scope: 'marketing' }).map(({ classes }) => classes)).toEqual([['marketing', 'informational', 'transactional'], ['marketing', 'informational', 'transactional']]);
		expect(stops({ at: LAST, scope: 'marketing' }).map(({ classes }) => classes)).toEqual([['marketing']]);
		expect(stops({ at: FIRST, scope: 'marketing', reason: 'opt_out_recorded' }).map(({ classes }) => classes)).toEqual([['marketing'], ['marketing']]);
	});

	it('stays on its channel for other channels, other countries and other kinds of address', () => {
		expect(channelsOf({ at: FIRST, channel: 'whatsapp' })).toEqual(['whatsapp']);
		expect(channelsOf({ at: FIRST, contact: { kind: 'phone', address: '+4915112345678' } })).toEqual(['sms']);
		expect(channelsOf({ at: FIRST, contact: { kind: 'email', address: 'a@example.com' }, channel: 'email' })).toEqual(['email']);
	});

	it('follows the place on record as well as the number, and every country a number may be of', () => {
		expect(channelsOf({ at: FIRST, contact: { kind: 'phone', address: '+4915112345678' }, jurisdiction: 'US-TX' })).toEqual(['sms', 'call']);
		expect(channelsOf({ at: FIRST, contact: { kind: 'phone', address: '+4915112345678' }, jurisdiction: 'PR' })).toEqual(['sms', 'call']);
		expect(channelsOf({ at: FIRST, jurisdiction: 'DE' })).toEqual(['sms', 'call']);
		expect(channelsOf({ at: FIRST, contact: { kind: 'phone', address: '+18005550123' } })).toEqual(['sms', 'call']);
	});

	it('never ends less than it would without the rule', () => {
		fc.assert(
			fc.property(fc.constantFrom(...CHANNELS), fc.constantFrom('channel' as const, 'marketing' as const), fc.constantFrom(TEXAN.address, '+4915112345678', '+18005550123', 'x'), (channel, scope, address) => {
				const [before, after] = [LAST, FIRST].map((at) => stops({ at, channel, scope, contact: { kind: 'phone', address } })) as [SuppressChange[], SuppressChange[]];
				for (const stop of before) {
					const same = after.find((other) => other.channel === stop.channel);
					expect(same?.classes).toEqual(expect.arrayContaining([...stop.classes]));
				}
			}),
		);
	});
});
