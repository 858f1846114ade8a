import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { keyedHash } from '../../lib/store/keyed-hash';
import { TwoGenerationCache } from '../../lib/cache/two-generation-cache';

test('the keyed hash is HMAC-SHA256 for every key and text, also after a longer one', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 64 }), fc.array(fc.string({ unit: 'binary', maxLength: 3000 }), { size: 'max', maxLength: 5 }), (key, texts) => {
			const hash = keyedHash(key);
			for (const text of texts) expect(hash(text)).toBe(createHmac('sha256', key).update(text).digest('base64url'));
		}),
	);
});

test('the cache forgets what was not asked for lately and keeps what was', () => {
	const cache = new TwoGenerationCache<string, number>(2);
	cache.set('asked', 1);
	cache.set('forgotten', 2);
	for (let index = 0; index < 10; index++) {
		cache.set(`other${index}`, index);
		expect(cache.get('asked')).toBe(1);
	}
	expect(cache.get('forgotten')).toBeUndefined();
});
