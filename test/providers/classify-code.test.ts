import fc from 'fast-check';
import { deliveryCodes } from '../../lib/packs/delivery';
import { classifyCode, DELIVERY_PROVIDERS } from '../../lib/providers';

it.each([
	['twilio', 30003, { outcome: 'temporary', code: '30003', reason: 'unreachable' }],
	[' Twilio ', ' 21610 ', { outcome: 'opted_out', code: '21610', reason: 'provider_opt_out' }],
	['twilio', 'DELIVERED', { outcome: 'delivered', code: 'delivered' }],
	['vonage', '9', { outcome: 'opted_out', code: '9' }],
	['vonage', '1240', { outcome: 'opted_out', code: '1240' }],
	['mailjet', 'bounce/true', { outcome: 'permanent', code: 'bounce/true', reason: 'hard_bounce' }],
	['whatsapp', 131050, { outcome: 'opted_out', scope: 'marketing' }],
	['twilio', 'nonsense', { outcome: 'unknown', code: 'nonsense', unlisted: true }],
])('%s %s', (provider, code, expected) => expect(classifyCode(provider, code)).toMatchObject({ ...expected, provider: provider.trim().toLowerCase() }));

it('a number is the code of an error and never that of a status, where 3 is a delivery', () => {
	expect(classifyCode('infobip', 3)).toEqual({ outcome: 'unknown', provider: 'infobip', code: '3', unlisted: true });
	expect(classifyCode('infobip', '1')).toMatchObject({ outcome: 'temporary', reason: 'unknown_handset' });
});

it.each([undefined, null, '', {}, [], Number.NaN, 'x'.repeat(1_000_000)])('a code that is %p is no code', (code) => {
	expect(classifyCode('twilio', code)).toEqual({ outcome: 'unknown' });
});

it.each([undefined, null, '', 'nobody', '__proto__', {}, 7])('a provider that is %p is none', (provider) => expect(classifyCode(provider, '30003')).toEqual({ outcome: 'unknown' }));

it('what may be an address is not handed on', () => expect(classifyCode('twilio', '15551230000')).toEqual({ outcome: 'unknown', provider: 'twilio', unlisted: true }));

it('every word of the tables is understood, and nothing makes it throw', () => {
	for (const { provider, code } of deliveryCodes()) expect(classifyCode(provider, code).provider).toBe(provider);
	fc.assert(fc.property(fc.oneof(fc.constantFrom(...DELIVERY_PROVIDERS), fc.anything()), fc.anything(), (provider, code) => expect(typeof classifyCode(provider, code).outcome).toBe('string')));
});
