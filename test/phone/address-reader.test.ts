import { createAddressReader, normalizeAddress, sharedAddressReader } from '../../lib/phone';
import { TwoGenerationCache } from '../../lib/cache/two-generation-cache';

describe('an address reader', () => {
	it('says what normalizeAddress says, and shares the frozen answer', () => {
		const read = createAddressReader({ defaultCountry: 'US' });
		const first = read('sms', '(415) 555-2671');
		expect(first).toEqual(normalizeAddress('sms', '(415) 555-2671', { defaultCountry: 'US' }));
		expect(read('call', '(415) 555-2671')).toBe(first);
		expect(Object.isFrozen(first)).toBe(true);
	});

	it('keeps apart what channels and kinds of value read differently', () => {
		const read = createAddressReader();
		expect(read('sms', '4915123456789').ok).toBe(false);
		expect(read('whatsapp', '4915123456789').ok).toBe(true);
		expect(read('sms', 4915123456789).ok).toBe(true);
		expect(read('facebook', '4915123456789')).toMatchObject({ address: '4915123456789' });
		expect(read('__proto__' as 'sms', '4915123456789').ok).toBe(false);
	});

	it('keeps default countries apart', () => {
		expect(sharedAddressReader({ defaultCountry: 'US' })('sms', '2079460958')).toMatchObject({ address: '+12079460958' });
		expect(sharedAddressReader({ defaultCountry: 'gb' })('sms', '2079460958')).toMatchObject({ address: '+442079460958' });
		expect(sharedAddressReader({ defaultCountry: 'GB' })).toBe(sharedAddressReader({ defaultCountry: 'gb' }));
	});

	it('takes anything', () => {
		const read = createAddressReader();
		expect(read('sms', {})).toEqual({ ok: false, reason: 'ADDRESS_INVALID' });
		expect(read('sms', NaN)).toEqual({ ok: false, reason: 'ADDRESS_INVALID' });
		expect(read('sms', 'x'.repeat(1_000_000))).toEqual({ ok: false, reason: 'ADDRESS_INVALID' });
	});

	it('refuses a country that does not exist before the first address', () => {
		expect(() => createAddressReader({ defaultCountry: 'UK' })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
	});
});

describe('the cache of two generations', () => {
	it('keeps what is used and forgets the rest', () => {
		const cache = new TwoGenerationCache<unknown, { n: number }>(2);
		const used = { n: 0 };
		cache.set('used', used);
		for (let n = 1; n <= 20; n++) {
			cache.set(n, { n });
			expect(cache.get('used')).toBe(used);
		}
		expect(cache.get(1)).toBeUndefined();
		expect(cache.get(20)).toEqual({ n: 20 });
	});
});
