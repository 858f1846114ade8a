import type { ConsentRecord } from '../../lib/model/consent';
import { CHANNELS, MESSAGE_CLASSES } from '../../lib/model/channel';
import { codesOf, evaluate, inStore, NOW, PROVEN } from './consents';

const DAY_MS = 86_400_000;

describe('a consent on record', () => {
	const cases: Array<[name: string, record: Partial<ConsentRecord>, code: string]> = [
		['with all evidence is proven', {}, 'CONSENT_PROVEN'],
		['that waits for the double opt-in is pending', { state: 'pending' }, 'CONSENT_PENDING'],
		['that waits is pending even without evidence', { state: 'pending', source: undefined, timestamp: undefined }, 'CONSENT_PENDING'],
		['that was withdrawn is withdrawn', { state: 'withdrawn' }, 'CONSENT_WITHDRAWN'],
		['that was withdrawn is withdrawn even if nothing else can be read', { state: 'withdrawn', timestamp: 'x', source: undefined, faults: ['TIMESTAMP_INVALID'] }, 'CONSENT_WITHDRAWN'],
		['without source lacks evidence', { source: undefined }, 'CONSENT_EVIDENCE_MISSING'],
		['without timestamp lacks evidence', { timestamp: undefined }, 'CONSENT_EVIDENCE_MISSING'],
		['without wording version lacks evidence', { wordingVersion: undefined }, 'CONSENT_EVIDENCE_MISSING'],
		['without a choice lacks evidence', { state: undefined }, 'CONSENT_EVIDENCE_MISSING'],
		['with a blank source lacks evidence', { source: ' \t ' }, 'CONSENT_EVIDENCE_MISSING'],
		['with an invisible source lacks evidence', { source: '\u200B\uFEFF' }, 'CONSENT_EVIDENCE_MISSING'],
		['with a placeholder for a source lacks evidence', { source: 'N/A' }, 'CONSENT_EVIDENCE_MISSING'],
		['with an unreadable choice is unreadable', { state: undefined, faults: ['PREFERENCE_UNREADABLE'] }, 'CONSENT_UNREADABLE'],
		['with an unreadable time is unusable', { timestamp: undefined, faults: ['TIMESTAMP_INVALID'] }, 'TIMESTAMP_INVALID'],
		['with a time found to be in the future is unusable', { faults: ['TIMESTAMP_IN_FUTURE'] }, 'TIMESTAMP_IN_FUTURE'],
		['with a time that nobody has checked yet is checked', { timestamp: '03/04/2025' }, 'TIMESTAMP_INVALID'],
		['with an end that cannot be read has ended', { expiresAt: 'next year' }, 'CONSENT_EXPIRED'],
	];
	it.each(cases)('%s', (_name, record, code) => {
		expect(codesOf(evaluate([inStore({ ...PROVEN, ...record })]))).toEqual([code]);
	});

	it('in a state that nobody has taught us never counts as a grant', () => {
		for (const state of ['revoked', 'GRANTED', 'constructor', 1, true, {}]) {
			const record = { ...PROVEN, state } as unknown as ConsentRecord;
			expect(codesOf(evaluate([inStore(record)], { requiredEvidence: [] }))).toEqual(['CONSENT_UNREADABLE']);
		}
	});

	it('names every fact that is missing', () => {
		const [reason] = evaluate([inStore({ channel: 'sms', messageClass: 'marketing' })], { requiredEvidence: ['source', 'timestamp', 'wordingVersion', 'preference', 'region'] });
		expect(reason?.facts.missing).toEqual(['source', 'timestamp', 'wordingVersion', 'preference', 'region']);
	});

	it('needs only the evidence that the policy requires', () => {
		expect(codesOf(evaluate([inStore({ ...PROVEN, wordingVersion: undefined })], { requiredEvidence: ['source', 'timestamp', 'preference'] }))).toEqual(['CONSENT_PROVEN']);
		expect(codesOf(evaluate([inStore(PROVEN)], { requiredEvidence: ['region'] }))).toEqual(['CONSENT_EVIDENCE_MISSING']);
	});

	it('names where the proof lies', () => {
		const [reason] = evaluate([inStore({ ...PROVEN, ref: 'acme:17' })]);
		expect(reason?.facts).toEqual({ from: 'store', ref: 'acme:17', timestamp: PROVEN.timestamp, wordingVersion: 'v3' });
	});
});

describe('no consent on record', () => {
	it.each([
		['no place was asked', []],
		['the store holds none', [inStore()]],
	])('is missing when %s', (_name, consent) => {
		expect(codesOf(evaluate(consent))).toEqual(['CONSENT_MISSING']);
	});
});

describe('classes that need no consent', () => {
	it('are emergencies by default', () => {
		const needing = MESSAGE_CLASSES.filter((messageClass) => codesOf(evaluate([], {}, { messageClass }))[0] !== 'CONSENT_NOT_REQUIRED');
		expect(needing).toEqual(['marketing', 'informational', 'transactional']);
	});

	it('are those that the policy names', () => {
		expect(codesOf(evaluate([], { notRequiredFor: ['transactional'] }, { messageClass: 'transactional' }))).toEqual(['CONSENT_NOT_REQUIRED']);
		expect(codesOf(evaluate([], { notRequiredFor: [] }, { messageClass: 'emergency' }))).toEqual(['CONSENT_MISSING']);
	});

	it('are all classes of incoming messages', () => {
		expect(codesOf(evaluate([], {}, { direction: 'incoming' }))).toEqual(['CONSENT_NOT_REQUIRED']);
	});
});

describe('a consent for one channel and class', () => {
	const pairs = CHANNELS.flatMap((channel) => MESSAGE_CLASSES.map((messageClass) => ({ channel, messageClass })));

	it('never counts for another', () => {
		for (const given of pairs) {
			for (const asked of pairs) {
				const isSame = given.channel === asked.channel && given.messageClass === asked.messageClass;
				const codes = codesOf(evaluate([inStore({ ...PROVEN, ...given })], { notRequiredFor: [] }, asked));
				expect([given, asked, codes]).toEqual([given, asked, [isSame ? 'CONSENT_PROVEN' : 'CONSENT_MISSING']]);
			}
		}
	});

	it('is not spoilt by a withdrawal for another', () => {
		expect(codesOf(evaluate([inStore(PROVEN, { ...PROVEN, channel: 'email', state: 'withdrawn' })]))).toEqual(['CONSENT_PROVEN']);
	});
});

describe('the age of a consent', () => {
	const given = Date.parse(PROVEN.timestamp ?? '');
	const at = (ms: number, policy = {}, record: Partial<ConsentRecord> = {}) => codesOf(evaluate([inStore({ ...PROVEN, ...record })], policy, {}, new Date(ms)));

	it('ends at the millisecond at which the age limit is reached', () => {
		expect(at(given + 30 * DAY_MS - 1, { maxAgeDays: 30 })).toEqual(['CONSENT_PROVEN']);
		expect(at(given + 30 * DAY_MS, { maxAgeDays: 30 })).toEqual(['CONSENT_EXPIRED']);
	});

	it('ends at the millisecond at which the consent itself ends', () => {
		const record = { expiresAt: '2026-06-01T00:00:00.000Z' };
		expect(at(Date.parse(record.expiresAt) - 1, {}, record)).toEqual(['CONSENT_PROVEN']);
		expect(at(Date.parse(record.expiresAt), {}, record)).toEqual(['CONSENT_EXPIRED']);
	});

	it('begins at its own millisecond and not before', () => {
		expect(at(given - 1)).toEqual(['TIMESTAMP_IN_FUTURE']);
		expect(at(given)).toEqual(['CONSENT_PROVEN']);
	});

	it('cannot be shown to be within the limit where the time is not known', () => {
		expect(at(given, { maxAgeDays: 30, requiredEvidence: [] }, { timestamp: undefined })).toEqual(['CONSENT_EXPIRED']);
		expect(at(given, { requiredEvidence: [] }, { timestamp: undefined })).toEqual(['CONSENT_PROVEN']);
	});

	it('has no limit unless the policy sets one', () => {
		expect(at(given + 9_000 * DAY_MS)).toEqual(['CONSENT_PROVEN']);
		expect(NOW.getTime()).toBeGreaterThan(given);
	});
});
