import fc from 'fast-check';
import { readPlace, unknownCode } from '../../lib/jurisdiction';
import { CONSENT_PACK } from '../../lib/packs/consent';
import { QUIET_HOURS_PACK } from '../../lib/packs/quiet-hours';
import { regionsForPhone } from '../../lib/phone';

it.each([[[]], [['US']], [['US-TX', 'CA-ON', 'FR']], [['RE']], [['FR-974']], [['NO-21']], [['PR']], [['US-PR']], [['XK']]])('knows the places %j', (codes) => {
	expect(unknownCode(codes)).toBeUndefined();
});

it.each<[unknown, string]>([
	['us-fl', 'COUNTRY_UNKNOWN'], ['US-Fl', 'STATE_UNKNOWN'], ['USA', 'COUNTRY_UNKNOWN'], ['XX', 'COUNTRY_UNKNOWN'], ['ZZ', 'COUNTRY_UNKNOWN'], ['EU', 'COUNTRY_UNKNOWN'], ['UK', 'COUNTRY_UNKNOWN'], ['US-ON', 'STATE_UNKNOWN'],
	['US-', 'STATE_UNKNOWN'], ['US-TX ', 'STATE_UNKNOWN'], ['', 'COUNTRY_UNKNOWN'], ['__proto__', 'COUNTRY_UNKNOWN'], ['constructor', 'COUNTRY_UNKNOWN'], [undefined, 'COUNTRY_UNKNOWN'], [null, 'COUNTRY_UNKNOWN'], [5, 'COUNTRY_UNKNOWN'],
	[['US'], 'COUNTRY_UNKNOWN'], [{ toString: () => 'US' }, 'COUNTRY_UNKNOWN'],
])('does not know %j, also among others', (code, fault) => {
	expect(unknownCode([code])).toBe(fault);
	expect(unknownCode(['US-TX', code, 'FR'])).toBe(fault);
});

it('does not know what is no list, and holes in one', () => {
	for (const codes of [undefined, null, 'US', { 0: 'US', length: 1 }] as unknown[]) expect(unknownCode(codes as unknown[])).toBe('COUNTRY_UNKNOWN');
	expect(unknownCode(Array<unknown>(1))).toBe('COUNTRY_UNKNOWN');
});

it('knows every place that has rules, and every region of a phone number', () => {
	const ruled = [...QUIET_HOURS_PACK.rows, ...CONSENT_PACK.rows].map(({ jurisdiction }) => jurisdiction).filter((code) => code !== 'ZZ' && code !== 'EU');
	expect(unknownCode(ruled)).toBeUndefined();
	for (const phone of ['+12125550123', '+18005550123', '+262692123456', '+5585991234567', '+447911123456', '+35818123456']) expect(unknownCode(regionsForPhone(phone))).toBeUndefined();
});

it('knows every place that was read, whatever the text', () => {
	fc.assert(fc.property(fc.oneof(fc.string(), fc.constantFrom('Texas', 'fr-972', 'Svalbard', 'PR', 'bq')), (country) => unknownCode(readPlace({ country })?.codes ?? []) === undefined));
});
