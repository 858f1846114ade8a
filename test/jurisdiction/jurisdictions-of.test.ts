import type { ContactFacts } from '../../lib/model/facts';
import { jurisdictionsOf, withParents, zonesOfJurisdiction } from '../../lib/jurisdiction';
import { regionsForPhone } from '../../lib/phone';

type Facts = Pick<ContactFacts, 'address' | 'zone' | 'jurisdiction'>;
const TOLL_FREE = '+18005550123';
const phone = (address: string, country?: string): Facts => ({ address: { ok: true, address, ...(country !== undefined && { country }) } });
const inZones = (...zones: string[]): Partial<Facts> => ({ zone: { zones, basis: 'contact' } });

it('takes the places that the facts name, also when they name none', () => {
	expect(jurisdictionsOf({ ...phone('+12125550123'), jurisdiction: { codes: ['US-TX', 'US-FL'], basis: 'explicit' } })).toEqual(['US-TX', 'US-FL']);
	expect(jurisdictionsOf({ ...phone('+12125550123'), jurisdiction: { codes: [], basis: 'none' } })).toEqual([]);
});

it('otherwise takes the regions of the phone number, whatever the zones', () => {
	expect(jurisdictionsOf({ ...phone('+12125550123', 'US'), ...inZones('Europe/Paris') })).toEqual(['US-NY']);
	expect(jurisdictionsOf(phone('+19025550123', 'CA'))).toEqual(['CA-NS', 'CA-PE']);
	expect(jurisdictionsOf(phone('+5585991234567', 'BR'))).toEqual(['BR-CE']);
});

it('narrows a number that several countries share by the country it was read with, else by the zones', () => {
	expect(jurisdictionsOf(phone(TOLL_FREE, 'US'))).toEqual(['US']);
	expect(jurisdictionsOf(phone(TOLL_FREE, 'PR'))).toEqual(['US-PR']);
	expect(jurisdictionsOf({ ...phone(TOLL_FREE), ...inZones('America/Toronto') })).toEqual(['CA']);
	expect(jurisdictionsOf({ ...phone(TOLL_FREE), ...inZones('America/Toronto', 'America/Chicago') })).toEqual(['CA', 'US']);
	expect(jurisdictionsOf(phone('+448001234567', 'GB'))).toEqual(['GB']);
});

it('keeps all countries of a shared number when nothing fits it', () => {
	expect(jurisdictionsOf(phone(TOLL_FREE))).toEqual(regionsForPhone(TOLL_FREE));
	expect(jurisdictionsOf({ ...phone(TOLL_FREE), ...inZones('Europe/Paris') })).toEqual(regionsForPhone(TOLL_FREE));
	expect(jurisdictionsOf({ ...phone(TOLL_FREE), ...inZones('UTC', 'Mars') })).toEqual(regionsForPhone(TOLL_FREE));
});

it('takes the countries of the zones where there is no phone number, and none where nobody knows', () => {
	expect(jurisdictionsOf({ ...phone('jo@example.com'), ...inZones('Europe/Paris', 'Europe/Berlin') })).toEqual(['FR', 'DE']);
	expect(jurisdictionsOf({ address: { ok: false, reason: 'ADDRESS_INVALID' }, ...inZones('America/Puerto_Rico') })).toEqual(['US-PR']);
	expect(jurisdictionsOf({ ...phone('jo@example.com'), ...inZones('UTC', 'Mars') })).toEqual([]);
	expect(jurisdictionsOf(phone('jo@example.com'))).toEqual([]);
	for (const zone of [null, 5, {}, 'x'.repeat(1_000_000)]) expect(jurisdictionsOf({ ...phone('jo@example.com'), ...inZones(zone as string) })).toEqual([]);
});

it('adds the country to a territory where its law holds, as a whole or in part, and to no other', () => {
	for (const code of ['GP', 'MQ', 'GF', 'RE', 'YT', 'BL', 'MF', 'PM', 'PF', 'WF', 'TF', 'NC']) expect(withParents([code])).toEqual([code, 'FR']);
	expect(withParents(['AX'])).toEqual(['AX', 'FI']);
	expect(withParents(['SJ'])).toEqual(['SJ', 'NO']);
	expect(withParents(['BQ-BO'])).toEqual(['BQ-BO', 'BQ', 'NL']);
	for (const code of ['AW', 'CW', 'SX', 'HK', 'MO', 'TW', 'IM', 'JE', 'GG', 'GI']) expect(withParents([code])).toEqual([code]);
	expect(withParents(['RE', 'FR', 'YT'])).toEqual(['RE', 'FR', 'YT']);
});

it('takes two codes for one place as one', () => {
	expect(withParents(['PR', 'US-PR'])).toEqual(['US-PR', 'US']);
	expect(withParents(['FR-974'])).toEqual(['RE', 'FR']);
	expect(withParents(['CN-HK'])).toEqual(['HK']);
	expect(zonesOfJurisdiction('FR-974')).toEqual(['Indian/Reunion']);
	expect(zonesOfJurisdiction('NO-21')).toEqual(['Arctic/Longyearbyen']);
});

it('gives every caller a list of its own', () => {
	withParents(['US-TX']).push('FR');
	expect(withParents(['US-TX'])).toEqual(['US-TX', 'US']);
});

it('adds each country of a region once', () => {
	expect(withParents(['US-TX', 'US-FL', 'DE'])).toEqual(['US-TX', 'US', 'US-FL', 'DE']);
	expect(withParents([])).toEqual([]);
});
