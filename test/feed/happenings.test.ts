import fc from 'fast-check';
import { EVENT_TYPES } from '../../lib/feed';
import { groupEvents } from '../../lib/feed/group-events';
import { SUPPRESSION_REASONS } from '../../lib/model/suppression';
import { ALREADY, AT, consent, erase, feed, happenings, lift, suppress } from './feed-events';

const typesOf = (events: Parameters<typeof happenings>[0]) => happenings(events).map(({ types }) => types);
const toldOf = (events: Parameters<typeof happenings>[0]) => happenings(events)[0]?.told;

describe('what belongs to one happening', () => {
	it('is an opt-out with the withdrawals it causes, over all channels', () => {
		const events = [
			suppress('opt_out_keyword'),
			suppress('opt_out_keyword', { channel: 'call' }),
			consent('withdrawn'),
			consent('withdrawn', { channel: 'call' }),
		];
		expect(happenings(events)).toEqual([expect.objectContaining({ id: 'acme:1', first: 1, last: 4, types: ['opt_out', 'dnd_change', 'consent_change'], channels: ['sms', 'call'], reasons: ['opt_out_keyword'] })]);
	});

	it.each([
		['another contact', { subject: 'ben' }],
		['another instant', { at: '2026-03-02T12:00:00.001Z' }],
		['another run', { origin: { workflow: 'w1', execution: '8', node: 'Keyword Handler' } }],
		['another node', { origin: { workflow: 'w1', execution: '7', node: 'Registry' } }],
		['another message', { payload: { key: 'k2' } }],
	])('ends with %s', (_, other) => {
		const of = (more: object) => suppress('opt_out_keyword', { payload: { key: 'k1' }, ...more });
		expect(happenings([of({}), of({ channel: 'call' })])).toHaveLength(1);
		expect(happenings([of({}), suppress('opt_out_keyword', { ...other, payload: { key: 'k1', ...('payload' in other ? other.payload : {}) } })])).toHaveLength(2);
	});

	it('goes on over events of other kinds between its own', () => {
		expect(happenings([suppress('opt_out_keyword', { seq: 4 }), consent('withdrawn', { seq: 9 })])).toEqual([expect.objectContaining({ first: 4, last: 9 })]);
	});

	it('is not STOP and START of one run, which are told in their order', () => {
		const events = [suppress('opt_out_keyword'), consent('withdrawn'), consent('granted'), lift('person_keyword', 'opt_out_keyword'), suppress('opt_out_keyword'), consent('withdrawn')];
		expect(typesOf(events).map(([main]) => main)).toEqual(['opt_out', 'opt_in', 'opt_out']);
	});

	it('is each unclear reply by itself', () => {
		const events = [suppress('opt_out_keyword'), suppress('review_hold'), suppress('review_hold', ALREADY), consent('granted')];
		expect(typesOf(events).map(([main]) => main)).toEqual(['opt_out', 'unclear_reply', 'unclear_reply', 'opt_in']);
	});

	it('ends with an erasure: what comes after it is about somebody who is known again', () => {
		expect(typesOf([erase(), consent('granted')]).map(([main]) => main)).toEqual(['erasure', 'opt_in']);
		expect(typesOf([suppress('opt_out_recorded'), erase(), suppress('opt_out_recorded')]).map(([main]) => main)).toEqual(['erasure', 'opt_out']);
	});

	it('loses and doubles no event, and keeps their order, whatever they are', () => {
		fc.assert(
			fc.property(fc.array(anyEvent(), { maxLength: 40 }), (given) => {
				const events = feed(given);
				const groups = groupEvents(events);
				expect(groups.flat()).toEqual(events);
				for (const group of groups) expect(new Set(group.map(({ subject, at }) => `${subject} ${at}`)).size).toBe(1);
			}),
		);
	});
});

describe('what a happening means', () => {
	it.each(SUPPRESSION_REASONS.filter((reason) => reason.includes('opt_out') || reason === 'spam_complaint'))('%s is an opt-out', (reason) => {
		expect(typesOf([suppress(reason)])).toEqual([['opt_out', 'dnd_change']]);
	});

	it.each(SUPPRESSION_REASONS.filter((reason) => !reason.includes('opt_out') && reason !== 'spam_complaint' && reason !== 'review_hold'))('%s is a change of DND and no opt-out', (reason) => {
		expect(typesOf([suppress(reason)])).toEqual([['dnd_change']]);
	});

	it('a reply that waits is unclear and no change of DND, and its end by staff is nothing to tell', () => {
		expect(typesOf([suppress('review_hold')])).toEqual([['unclear_reply']]);
		expect(typesOf([lift('staff', 'review_hold')])).toEqual([]);
	});

	it('STOP that also ends the wait of an unclear reply is an opt-out and no opt-in', () => {
		const events = [suppress('opt_out_keyword'), consent('withdrawn'), lift('person_keyword', 'review_hold')];
		expect(happenings(events)).toEqual([expect.objectContaining({ types: ['opt_out', 'dnd_change', 'consent_change'], reasons: ['opt_out_keyword'] })]);
		expect(typesOf([lift('person_keyword', 'review_hold')])).toEqual([]);
	});

	it.each(['person_keyword', 'person_page', 'documented_opt_in'])('an opt-out lifted by %s is an opt-in', (by) => {
		expect(typesOf([lift(by, 'opt_out_keyword')])).toEqual([['opt_in', 'dnd_change']]);
	});

	it.each(['staff', 'delivery', 'registry_import', 'staff_after_validation'])('what %s lifts is a change of DND and no opt-in', (by) => {
		expect(typesOf([lift(by, 'unreachable')])).toEqual([['dnd_change']]);
	});

	it('a consent is an opt-in when it is granted, and otherwise a change of consent', () => {
		expect(typesOf([consent('granted')])).toEqual([['opt_in', 'consent_change']]);
		expect(typesOf([consent('pending')])).toEqual([['consent_change']]);
		expect(typesOf([consent('withdrawn')])).toEqual([['consent_change']]);
	});

	it('an erasure comes before everything recorded with it', () => {
		expect(typesOf([suppress('opt_out_recorded'), erase()])).toEqual([['erasure', 'opt_out', 'dnd_change']]);
	});

	it('a repeated STOP is nothing to tell, but one that withdraws a newer consent is', () => {
		const again = suppress('opt_out_keyword', ALREADY);
		expect(typesOf([again])).toEqual([]);
		expect(typesOf([again, lift('person_keyword', 'review_hold')])).toEqual([]);
		expect(typesOf([again, consent('withdrawn')])).toEqual([['opt_out', 'consent_change']]);
	});

	it('what changed nothing is nothing to tell', () => {
		expect(typesOf([consent('granted', ALREADY)])).toEqual([]);
		expect(typesOf([lift('person_keyword', 'opt_out_keyword', ALREADY)])).toEqual([]);
		expect(typesOf([suppress('staff_dnd', ALREADY)])).toEqual([]);
		expect(typesOf([erase(ALREADY)])).toEqual([]);
	});

	it('never says opt-in of a happening that stops messages', () => {
		fc.assert(
			fc.property(fc.array(anyEvent(), { maxLength: 30 }), (given) => {
				for (const { types } of happenings(given)) {
					expect(types.length).toBeGreaterThan(0);
					expect(types).toEqual(EVENT_TYPES.filter((type) => types.includes(type)));
					expect(types.includes('opt_in') && types.includes('opt_out')).toBe(false);
				}
			}),
		);
	});
});

describe('what is told of a happening', () => {
	it('is who, what, where and the ledger events behind it, without their keys', () => {
		const given = { source: 'sms_reply', wordingVersion: 'v3', timestamp: AT, region: 'US-TX', key: 'k1' };
		const events = [suppress('opt_out_keyword', { payload: { key: 'k1' }, evidence: { text: 'STOP', keyword: 'STOP', receivedBy: '+12025550100' } }), consent('withdrawn', { payload: given })];
		expect(toldOf(events)).toEqual({
			eventId: 'acme:1',
			event: 'opt_out',
			events: ['opt_out', 'dnd_change', 'consent_change'],
			brand: 'acme',
			at: AT,
			address: '+15551230001',
			addressKind: 'phone',
			subject: 'anna',
			channels: ['sms'],
			reasons: ['opt_out_keyword'],
			consents: [{ channel: 'sms', messageClass: 'marketing', state: 'withdrawn', source: 'sms_reply', wordingVersion: 'v3', timestamp: AT }],
			receivedBy: '+12025550100',
			changes: [
				{ ref: 'acme:1', kind: 'suppress', channel: 'sms', reason: 'opt_out_keyword', outcome: 'applied' },
				{ ref: 'acme:2', kind: 'consent', channel: 'sms', state: 'withdrawn', messageClass: 'marketing', source: 'sms_reply', wordingVersion: 'v3', timestamp: AT, region: 'US-TX', outcome: 'applied' },
			],
		});
	});

	it('holds the text of an unclear reply and of no other', () => {
		const evidence = { text: 'leave me be?' };
		expect(toldOf([suppress('review_hold', { evidence })])).toHaveProperty('text', 'leave me be?');
		expect(toldOf([suppress('opt_out_keyword', { evidence })])).not.toHaveProperty('text');
		expect(toldOf([suppress('review_hold')])).not.toHaveProperty('text');
	});

	it('names every channel of the address where all are meant', () => {
		expect(happenings([suppress('staff_dnd', { channel: 'all' })])[0]?.channels).toEqual(['sms', 'call', 'whatsapp']);
		expect(happenings([suppress('staff_dnd', { channel: 'all', contact: { kind: 'email', address: 'a@b.example' } })])[0]?.channels).toEqual(['email']);
		expect(happenings([suppress('staff_dnd', { channel: 'all', contact: undefined })])[0]?.channels).toEqual(['all']);
	});

	it('names nobody where the contact has been erased', () => {
		const [erased] = happenings([erase()]);
		expect(erased).toMatchObject({ types: ['erasure'], channels: [] });
		expect(erased?.told).toMatchObject({ subject: 'anna', channels: [] });
		expect(erased?.told).not.toHaveProperty('address');
	});

	it('of an erasure names nobody, also where the person has come back since', () => {
		const back = { contact: { kind: 'phone', address: '+15551230001' }, channel: undefined } as const;
		for (const events of [[erase(back)], [suppress('opt_out_recorded', { channel: 'sms' }), erase(back)]]) {
			const [erased] = happenings(events);
			expect(erased).not.toHaveProperty('contact');
			expect(erased?.types).toContain('erasure');
			expect(JSON.stringify(erased)).not.toContain('+15551230001');
		}
	});

	it('says when the last of what it has set ends, and nothing where something has no end', () => {
		const paused = (until?: string) => suppress('unreachable', { payload: until === undefined ? {} : { until } });
		const [soon, late] = ['2026-03-03T12:00:00.000Z', '2026-03-04T12:00:00.000Z'];
		expect(toldOf([paused(late), paused(soon)])).toHaveProperty('until', late);
		expect(toldOf([paused(soon), lift('person_keyword', 'review_hold')])).toHaveProperty('until', soon);
		for (const events of [[paused(soon), paused()], [paused()], [lift('delivery', 'unreachable', { payload: { until: soon } })], [consent('granted')]]) expect(toldOf(events)).not.toHaveProperty('until');
	});

	it('lists consents that count, and not those that were older than what is on record', () => {
		expect(toldOf([suppress('opt_out_keyword'), consent('withdrawn', ALREADY), consent('withdrawn', { channel: 'call' })])?.consents).toEqual([expect.objectContaining({ channel: 'call' })]);
	});

	it('is plain JSON for whatever a payload holds', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), fc.constantFrom('suppress', 'lift', 'consent', 'erase'), (one, other, kind) => {
				const payload = { outcome: 'applied', reason: one, by: other, state: one, receivedBy: other, key: one, classes: other } as never;
				const evidence = { text: one } as never;
				for (const { told } of happenings([{ kind, payload, evidence }])) expect(JSON.parse(JSON.stringify(told))).toEqual(JSON.parse(JSON.stringify(structuredClone(told))));
			}),
		);
	});
});

function anyEvent() {
	const subject = fc.constantFrom('anna', 'ben');
	const at = fc.constantFrom(AT, '2026-03-02T12:00:01.000Z');
	const outcome = fc.constantFrom('applied', 'already');
	const more = fc.record({ subject, at, payload: fc.record({ outcome, key: fc.constantFrom('k1', 'k2') }) });
	return fc.oneof(
		fc.tuple(fc.constantFrom(...SUPPRESSION_REASONS), more).map(([reason, rest]) => suppress(reason, rest)),
		fc.tuple(fc.constantFrom('person_keyword', 'staff', 'delivery'), fc.constantFrom(...SUPPRESSION_REASONS), more).map(([by, reason, rest]) => lift(by, reason, rest)),
		fc.tuple(fc.constantFrom('granted', 'pending', 'withdrawn'), more).map(([state, rest]) => consent(state, rest)),
		more.map((rest) => erase(rest)),
	);
}
