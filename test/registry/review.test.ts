import fc from 'fast-check';
import { CHANNELS, MESSAGE_CLASSES } from '../../lib/model/channel';
import type { ConsentRecord } from '../../lib/model/consent';
import type { Suppression } from '../../lib/model/suppression';
import { readReviewDecision, REVIEW_DECISIONS, reviewChanges, type ReplyReview } from '../../lib/registry';
import type { Change } from '../../lib/store/port';
import { anySuppression, suppression } from '../suppression/suppressions';

const AT = new Date('2026-03-31T12:00:00.000Z');
const CONTACT = { kind: 'phone', address: '+15551230001' } as const;
const GRANTED: ConsentRecord = { channel: 'sms', messageClass: 'marketing', state: 'granted', wordingVersion: 'v3' };
/** The hold that the event of this number began. */
const hold = (seq: number, fields: Partial<Suppression> = {}): Suppression => suppression('review_hold', { id: `s${seq}`, ...fields });
const stored = (suppressions: Suppression[], consents: ConsentRecord[] = []): ReplyReview['stored'] => ({ suppressions, consents });
const review = (fields: Partial<ReplyReview> = {}) => reviewChanges({ brand: 'acme', contact: CONTACT, channel: 'sms', decision: 'dismiss', stored: stored([]), scope: 'channel', at: AT, ...fields });
const told = (changes: Change[] | undefined) => changes?.map((change) => (change.kind === 'lift' ? `lift ${change.suppressionId}` : change.kind === 'suppress' ? `${change.reason} ${change.channel}` : change.kind));

describe('the decision about an unclear reply', () => {
	it.each<[unknown, string | undefined]>([
		['opt_out', 'opt_out'],
		['Opt Out', 'opt_out'],
		[' opt-out ', 'opt_out'],
		['dismiss', 'dismiss'],
		['Not an Opt-Out', 'dismiss'],
		['not opt out', undefined],
		['opt_out?', undefined],
		['opt in', undefined],
		['', undefined],
		[`opt${' '.repeat(100)}out`, undefined],
		['x'.repeat(1_000_000), undefined],
		...[true, false, 1, null, undefined, {}, ['opt_out'], { toString: () => 'opt_out' }].map((odd): [unknown, undefined] => [odd, undefined]),
	])('is read from %p as %p', (given, decision) => {
		expect(readReviewDecision(given)).toBe(decision);
	});

	it('is read from each of its values', () => {
		expect(REVIEW_DECISIONS.map(readReviewDecision)).toEqual([...REVIEW_DECISIONS]);
	});
});

describe('an opt-out that a person has read out of a reply', () => {
	it('is recorded before the hold ends, with the consents withdrawn', () => {
		const changes = review({ decision: 'opt_out', stored: stored([hold(7, { receivedBy: '+15550000001' })], [GRANTED]), evidence: { recordedBy: 'Ada' } });
		expect(changes).toEqual([
			{ kind: 'suppress', contact: CONTACT, reason: 'opt_out_recorded', channel: 'sms', classes: ['marketing', 'informational', 'transactional'], direction: 'outgoing', receivedBy: '+15550000001', evidence: { recordedBy: 'Ada' } },
			{ kind: 'consent', contact: CONTACT, channel: 'sms', messageClass: 'marketing', state: 'withdrawn', source: 'staff_review', timestamp: AT.toISOString(), wordingVersion: 'v3', evidence: { recordedBy: 'Ada' } },
			{ kind: 'lift', contact: CONTACT, suppressionId: 's7', by: 'staff', evidence: { recordedBy: 'Ada' } },
		]);
	});

	it('reaches as far as the policy says', () => {
		const [first] = review({ decision: 'opt_out', scope: 'marketing' }) ?? [];
		expect(first).toMatchObject({ kind: 'suppress', classes: ['marketing'] });
	});

	it('ends texts and calls but emergencies where a rule of the place makes a reply reach that far, whatever the policy says', () => {
		const texan = { kind: 'phone', address: '+17135550123' } as const;
		const stops = (at: string) => review({ decision: 'opt_out', scope: 'marketing', contact: texan, at: new Date(at) })?.map((change) => (change.kind === 'suppress' ? [change.channel, change.classes] : []));
		expect(stops('2027-01-30T23:59:59.999Z')).toEqual([['sms', ['marketing']]]);
		expect(stops('2027-01-31T00:00:00.000Z')).toEqual([['sms', ['marketing', 'informational', 'transactional']], ['call', ['marketing', 'informational', 'transactional']]]);
	});

	it('is recorded where nothing waits, and whichever reply it names', () => {
		for (const ref of [undefined, '', 'acme:3', 'acme:7', 'other:7', 5, null]) {
			expect(told(review({ decision: 'opt_out', ref }))).toEqual(['opt_out_recorded sms']);
			expect(told(review({ decision: 'opt_out', ref, stored: stored([hold(7)]) }))).toEqual(['opt_out_recorded sms', 'lift s7']);
			expect(told(review({ decision: 'opt_out', ref, stored: stored([hold(7), hold(9)]) }))).toEqual(['opt_out_recorded sms', 'lift s7', 'lift s9']);
		}
	});

	it('also stops the channel on which the reply came in, if another one was set', () => {
		expect(told(review({ decision: 'opt_out', ref: 'acme:7', stored: stored([hold(5), hold(7, { channel: 'whatsapp' })]) }))).toEqual(['opt_out_recorded sms', 'opt_out_recorded whatsapp', 'lift s5', 'lift s7']);
	});
});

describe('a dismissal', () => {
	it('ends the hold of the reply that was read, and nothing else', () => {
		const others = [suppression('opt_out_keyword'), suppression('staff_dnd'), suppression('unreachable'), hold(8, { channel: 'call' })];
		expect(told(review({ ref: 'acme:7', stored: stored([...others, hold(7)]) }))).toEqual(['lift s7']);
		expect(told(review({ stored: stored([...others, hold(7)]) }))).toEqual(['lift s7']);
	});

	it('leaves every other reply waiting, the older and the newer', () => {
		expect(told(review({ ref: 'acme:7', stored: stored([hold(5), hold(7), hold(9)]) }))).toEqual(['lift s7']);
	});

	it('that names a reply which waits no more changes nothing', () => {
		expect(review({ ref: 'acme:7', stored: stored([hold(5), hold(9), suppression('opt_out_keyword', { id: 's7' })]) })).toEqual([]);
	});

	it('without a reference ends all that waits on the channel', () => {
		expect(told(review({ stored: stored([hold(5), hold(7), hold(8, { channel: 'call' })]) }))).toEqual(['lift s5', 'lift s7']);
	});

	it.each(['', 'acme:', 'acme:07x', 'acme:9/0', 'other:9', 's9', 'acme:-9', 'acme:9.0', 9, null, {}, true])('ends nothing while something waits, where the reference is %p', (ref) => {
		expect(review({ ref, stored: stored([hold(9)]) })).toBeUndefined();
		expect(review({ ref })).toEqual([]);
	});

	it('ends nothing on another channel than the one of the reply', () => {
		expect(review({ ref: 'acme:9', stored: stored([hold(9, { channel: 'whatsapp' })]) })).toBeUndefined();
		expect(review({ stored: stored([hold(9, { channel: 'whatsapp' }), hold(10, { channel: 'all' })]) })).toEqual([]);
	});

	it('changes nothing when it is repeated', () => {
		expect(review({ ref: 'acme:7' })).toEqual([]);
		expect(review({ ref: 'acme:7', stored: stored([suppression('opt_out_recorded')]) })).toEqual([]);
	});
});

describe('whatever is on record', () => {
	const cases = fc.record({
		suppressions: fc.uniqueArray(fc.oneof(anySuppression, fc.tuple(fc.constantFrom(7, 8, 9), fc.constantFrom(...CHANNELS, 'all' as const)).map(([seq, channel]) => hold(seq, { channel }))), { maxLength: 6, selector: ({ id }) => id }),
		channel: fc.constantFrom(...CHANNELS),
		scope: fc.constantFrom('channel' as const, 'marketing' as const),
		ref: fc.constantFrom(undefined, '', 'acme:7', 'acme:9', 'x'),
		consents: fc.array(fc.record({ channel: fc.constantFrom(...CHANNELS), messageClass: fc.constantFrom(...MESSAGE_CLASSES), state: fc.constantFrom('granted' as const, 'withdrawn' as const) })),
	});

	it('a decision lifts nothing but holds, on the word of staff, after the opt-out, and grants nothing', () => {
		fc.assert(
			fc.property(cases, fc.constantFrom(...REVIEW_DECISIONS), ({ suppressions, consents, ...fields }, decision) => {
				const changes = review({ ...fields, decision, stored: stored(suppressions, consents) }) ?? [];
				const stops = changes.flatMap((change) => (change.kind === 'suppress' ? change.channel : []));
				const firstLift = changes.findIndex(({ kind }) => kind === 'lift');
				changes.forEach((change, index) => {
					if (change.kind === 'lift') {
						expect(change.by).toBe('staff');
						const [lifted] = suppressions.filter(({ id }) => id === change.suppressionId);
						expect(lifted?.reason).toBe('review_hold');
						expect(decision === 'opt_out' ? stops : [fields.channel]).toContain(lifted?.channel);
					} else {
						expect(decision).toBe('opt_out');
						expect(firstLift === -1 || index < firstLift).toBe(true);
						if (change.kind === 'consent') expect(change.state).toBe('withdrawn');
					}
				});
				if (decision === 'opt_out') expect(changes[0]).toMatchObject({ kind: 'suppress', reason: 'opt_out_recorded', channel: fields.channel });
			}),
		);
	});
});
