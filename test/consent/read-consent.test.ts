import { readBasis, readConsent, readPreference } from '../../lib/consent';
import { readUtcInstant } from '../../lib/time/utc-instant';

const read = (raw: Parameters<typeof readConsent>[0]) => readConsent(raw, 'sms', 'marketing');

describe('the choice of a contact', () => {
	it.each([
		...['granted', 'Opted In', 'OPTED-IN', 'opted_in', 'opt in', 'optin', 'OptedIn', 'Opted–In', ' subscribed ', 'Yes', 'Y', 'true', 'TRUE', '1', 'on', 'sí', 'si\u0301', 'Oui', 'Ｙｅｓ', 'yes\u200B', true, 1].map((word) => [word, 'granted'] as const),
		...['pending', 'Unconfirmed', 'awaiting confirmation', 'Double Opt-In Pending'].map((word) => [word, 'pending'] as const),
		...['withdrawn', 'Opted Out', 'opt-out', 'OPTOUT', 'Unsubscribed', 'No', 'n', 'false', '0', 'off', 'STOP', 'blocked', 'DND', 'Do Not Contact', 'do-not-text', 'not opted in', 'cleaned', false, 0].map((word) => [word, 'withdrawn'] as const),
	])('%p is read as %s', (word, state) => {
		expect(readPreference(word)).toBe(state);
	});

	it.each(['maybe', 'yes and no', '2', '-1', -1, 0.5, 'yes!', 'constructor', '__proto__', '', ' ', null, undefined, [], ['yes'], { state: 'granted' }, 'yes '.repeat(100), Number.NaN])('%p is no answer', (word) => {
		expect(readPreference(word)).toBeUndefined();
	});
});

describe('the time of a consent', () => {
	it.each([
		['2026-03-31T14:05:00Z', '2026-03-31T14:05:00.000Z'],
		['2026-03-31T09:05:00-05:00', '2026-03-31T14:05:00.000Z'],
		['2026-03-31 14:05:00.123456Z', '2026-03-31T14:05:00.123Z'],
		['2026-03-31T14:05:00', '2026-03-31T14:05:00.000Z'],
		['2026-03-31 14:05', '2026-03-31T14:05:00.000Z'],
		['2026-03-31', '2026-03-31T00:00:00.000Z'],
		[' 2026-03-31 ', '2026-03-31T00:00:00.000Z'],
		[1_774_965_900_000, '2026-03-31T14:05:00.000Z'],
		[new Date('2026-03-31T14:05:00Z'), '2026-03-31T14:05:00.000Z'],
	])('%p is read as %s', (value, iso) => {
		expect(readUtcInstant(value)?.toISOString()).toBe(iso);
	});

	it.each(['03/04/2025', '31.03.2026', '2026-02-30', '2026-13-01', '2026-03-31T25:00Z', '2026-3-1', 'yesterday', '1774965900', 1_774_965_900, '2026-03-31T14:05 EST', '20260331', {}, [], true, new Date(Number.NaN), ''])('%p would need a guess', (value) => {
		expect(readUtcInstant(value)).toBeUndefined();
	});
});

describe('what a consent rests on', () => {
	it.each([
		...['express', 'Explicit', 'EXPRESS WRITTEN', 'prior-express-written', 'opt-in', 'Double Opt-In'].map((word) => [word, 'express'] as const),
		...['purchase', 'Sale', 'customer', 'Existing Customer', 'existing_customer', 'soft opt-in', 'ｃｕｓｔｏｍｅｒ', 'client\u200B'].map((word) => [word, 'purchase'] as const),
		...['inquiry', 'Enquiry', 'quote', 'Quote Request', 'EBR', 'Established Business Relationship'].map((word) => [word, 'inquiry'] as const),
		...['membership', 'Member', 'donor', 'volunteer'].map((word) => [word, 'membership'] as const),
	])('%p is read as %s', (word, basis) => {
		expect(readBasis(word)).toBe(basis);
	});

	it.each(['implied', 'inferred', 'lead', 'yes', 'express or purchase', 'constructor', '__proto__', '', 1, true, {}, ['express'], 'purchase '.repeat(100)])('%p tells no relation', (word) => {
		expect(readBasis(word)).toBeUndefined();
		if (word !== '') expect(read({ preference: 'yes', basis: word })).toMatchObject({ state: 'granted', faults: ['BASIS_UNREADABLE'] });
	});

	it('is what the contact said where nothing is told', () => {
		for (const basis of [undefined, null, '', ' ', 'N/A']) expect(read({ preference: 'yes', basis })).toEqual({ channel: 'sms', messageClass: 'marketing', state: 'granted' });
	});
});

describe('a consent told by an item', () => {
	it('keeps what can be read', () => {
		expect(read({ preference: 'Yes', source: ' pos_terminal ', timestamp: '2026-03-31', wordingVersion: 3, region: 'DE', basis: 'sale', confirmedAt: '2026-04-01T10:00:00+02:00', expiresAt: '2027-03-31' })).toEqual({
			channel: 'sms',
			messageClass: 'marketing',
			state: 'granted',
			source: 'pos_terminal',
			timestamp: '2026-03-31T00:00:00.000Z',
			wordingVersion: '3',
			region: 'DE',
			basis: 'purchase',
			confirmedAt: '2026-04-01T08:00:00.000Z',
			expiresAt: '2027-03-31T00:00:00.000Z',
		});
	});

	it('is nobody\'s consent where no field holds a value', () => {
		expect(read({})).toBeUndefined();
		expect(read({ preference: '', source: null, timestamp: undefined, wordingVersion: 'null', region: ' ', expiresAt: 'N/A' })).toBeUndefined();
	});

	it('turns what cannot be read into a fault', () => {
		expect(read({ preference: 'maybe' })?.faults).toEqual(['PREFERENCE_UNREADABLE']);
		expect(read({ preference: 'yes', timestamp: 'last week' })?.faults).toEqual(['TIMESTAMP_INVALID']);
		expect(read({ preference: 'yes', expiresAt: 'soon' })?.faults).toEqual(['TIMESTAMP_INVALID']);
		expect(read({ preference: 'yes', confirmedAt: 'no' })?.faults).toEqual(['TIMESTAMP_INVALID']);
		expect(read({ preference: 'yes', confirmedAt: 'no', timestamp: 'x', expiresAt: 'y' })?.faults).toEqual(['TIMESTAMP_INVALID']);
	});

	it('holds no source, wording or region that is no name', () => {
		for (const value of [{}, [], true, Number.NaN, 'x'.repeat(257), 'undefined', '-']) {
			const { source, wordingVersion, region } = read({ preference: 'yes', source: value, wordingVersion: value, region: value }) ?? {};
			expect([source, wordingVersion, region]).toEqual([undefined, undefined, undefined]);
		}
	});
});
