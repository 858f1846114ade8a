import { normalizeAddress, type AddressOptions } from '../../lib/phone';
import type { Channel } from '../../lib/model/channel';

const read = (channel: Channel, raw: unknown, opts?: AddressOptions) => {
	const result = normalizeAddress(channel, raw, opts);
	return result.ok ? result.address : result.reason;
};

describe('an email address', () => {
	it.each([
		[' Joe@Example.COM ', 'joe@example.com'],
		['Joe Black <Joe@example.com>', 'joe@example.com'],
		['"Black, Joe" <joe@example.com>', 'joe@example.com'],
		['mailto:joe@example.com?subject=x', 'joe@example.com'],
		['<joe+news@example.co.uk>', 'joe+news@example.co.uk'],
		['ｊｏｅ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'joe@example.com'],
		['joe@bücher.de', 'joe@xn--bcher-kva.de'],
		['joe@XN--BCHER-KVA.de', 'joe@xn--bcher-kva.de'],
		['"a@b"@example.com', '"a@b"@example.com'],
		['"joe"@example.com', 'joe@example.com'],
		['joe\u200b@example.com,', 'joe@example.com'],
		["o'hara@example.com", "o'hara@example.com"],
		[`${'x'.repeat(64)}@example.com`, `${'x'.repeat(64)}@example.com`],
	])('reads %j', (raw, expected) => {
		expect(read('email', raw)).toBe(expected);
	});

	it.each([
		'joe', 'joe@', '@example.com', 'joe@example', 'joe@@example.com', 'a@b@example.com', '.joe@example.com', 'joe.@example.com',
		'jo..e@example.com', 'joe@example..com', 'joe@example.com.', 'joe@-example.com', 'joe@exa_mple.com', 'joe@1.2.3.4', 'joe@[1.2.3.4]',
		'joe@example.c', 'joe@example.123', 'joe @example.com', 'joe@ex%41mple.com', 'a@example.com, b@example.com', 'a@example.com;b@example.com',
		'"joe black"@example.com', `${'x'.repeat(65)}@example.com`, `joe@${'a'.repeat(64)}.com`, `joe@${'abcdefgh.'.repeat(30)}com`,
		'joe\u0000@example.com', 'a<b>@example.com', 'x'.repeat(1_000_000),
	])('rejects %j', (raw) => {
		expect(read('email', raw)).toBe('ADDRESS_INVALID');
	});

	it.each([[5], [{}], [[]], [true]])('rejects a value of another kind: %j', (raw) => {
		expect(read('email', raw)).toBe('ADDRESS_INVALID');
	});

	it.each([[undefined], [null], [''], ['\u200b ']])('calls %j missing', (raw) => {
		expect(read('email', raw)).toBe('ADDRESS_MISSING');
	});
});

describe('the id of a platform', () => {
	it.each([
		['12345678901234567', '12345678901234567'],
		[' AbC-1_2 ', 'AbC-1_2'],
		[1234567890123456, '1234567890123456'],
		[12345678901234567n, '12345678901234567'],
		['1.234567E+6', '1234567'],
		['12e5', '12e5'],
	])('reads %s and keeps its case', (raw, expected) => {
		expect(read('facebook', raw)).toBe(expected);
		expect(read('gmb', raw)).toBe(expected);
	});

	it.each([['a b'], ['a\u0000b'], ['a\u200bb'], ['x'.repeat(129)], [0], [-1], [1.5], [{}], [true]])('rejects %s', (raw) => {
		expect(read('facebook', raw)).toBe('ADDRESS_INVALID');
	});

	it.each([[2 ** 54], ['1.2E+16']])('says that digits of %s are lost', (raw) => {
		expect(read('facebook', raw)).toBe('ADDRESS_IMPRECISE');
	});
});

it.each(['fax', '__proto__', 'toString', ''])('rejects every address for a channel that does not exist: %s', (channel) => {
	expect(read(channel as Channel, '+14155552671')).toBe('ADDRESS_INVALID');
});
