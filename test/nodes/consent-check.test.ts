import type { IDataObject } from 'n8n-workflow';
import { ConsentCheck } from '../../nodes/ConsentCheck/ConsentCheck.node';
import { SUPPRESSION_REASONS } from '../../lib/model/suppression';
import type { NodeRun } from '../support/n8n';
import { runNode } from '../support/n8n';
import { SUPPRESSION_CODES } from '../../lib/suppression';
import type { AnswerChange } from '../../lib/store/port';
import { BAD_VALUES, expectRefusal, granted, newStore, phone, phoneContact, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

const check = async (store: TestStore, items: NodeRun['items'], parameters: IDataObject = {}) =>
	await runConserved(ConsentCheck, { items, credentials: store.credentials, parameters: parameters as never });

/** A row of a CRM that proves a marketing consent. */
const CRM_ROW = {
	phone: phone(1),
	consent_preference: 'opted in',
	consent_source: 'web_form',
	consent_timestamp: '2026-01-10T12:00:00Z',
	consent_wording_version: 'v3',
};

const CANADIAN = '+16042345678';
const CANADIAN_2 = '+14162345678';
const GERMAN = '+4915112345678';

describe('the Consent Check with nothing configured', () => {
	it('asks its own store in the folder of n8n and calls a contact without a record unknown', async () => {
		const result = await runConserved(ConsentCheck, { items: [{ phone: phone(1) }] });
		expect(routesOf(result)).toEqual([['Unknown', 'CONSENT_MISSING']]);
	});

	it('sorts contacts by what is on record, each with its reason', async () => {
		const store = newStore();
		await store.record([
			granted(phone(1)),
			granted(phone(3), { state: 'pending' }),
			granted(phone(4), { state: 'withdrawn' }),
			granted(phone(5), { expiresAt: '2026-02-01T00:00:00.000Z' }),
			granted(phone(6), { wordingVersion: undefined }),
			granted(phone(7), { source: undefined, timestamp: undefined }),
			granted(phone(8), { state: undefined }),
			granted(phone(9)),
			suppressed(phone(9), 'opt_out_keyword'),
			suppressed(phone(10), 'opt_out_keyword'),
		]);
		const result = await check(store, [...Array.from({ length: 10 }, (_, index) => ({ phone: phone(index + 1) })), { phone: '' }, { phone: '123' }, { phone: '1.4155552E+10' }]);
		expect(routesOf(result)).toEqual([
			['Compliant', 'CONSENT_PROVEN', 'NOT_SUPPRESSED'],
			['Unknown', 'CONSENT_MISSING'],
			['Unknown', 'CONSENT_PENDING'],
			['Non-Compliant', 'CONSENT_WITHDRAWN'],
			['Non-Compliant', 'CONSENT_EXPIRED'],
			['Non-Compliant', 'CONSENT_EVIDENCE_MISSING'],
			['Non-Compliant', 'CONSENT_EVIDENCE_MISSING'],
			['Non-Compliant', 'CONSENT_EVIDENCE_MISSING'],
			['Non-Compliant', 'OPTED_OUT'],
			['Non-Compliant', 'CONSENT_MISSING', 'OPTED_OUT'],
			['Non-Compliant', 'ADDRESS_MISSING'],
			['Non-Compliant', 'ADDRESS_INVALID'],
			['Non-Compliant', 'ADDRESS_IMPRECISE'],
		]);
		expect(resultsOf(result)[6]?.reasons?.[0]?.facts?.missing).toEqual(['source', 'timestamp']);
		expect(resultsOf(result).map(({ status }) => status)).toEqual(['compliant', 'unknown', 'unknown', ...new Array<string>(10).fill('non_compliant')]);
	});

	it('keeps every decision on record and names it on the item', async () => {
		const store = newStore();
		await store.record([granted(phone(1))]);
		const result = await check(store, [{ phone: phone(1) }, { phone: 'nobody' }]);
		const [decisions] = (await store.events()).filter(({ kind }) => kind === 'decisions').map(({ payload }) => payload);
		expect(decisions).toEqual({
			outcomes: [expect.objectContaining({ verdict: 'send', status: 'compliant' }), expect.objectContaining({ verdict: 'suppress', codes: ['ADDRESS_INVALID'] })],
			rows: [[expect.any(String), 0], [null, 1]],
		});
		expect(resultsOf(result).map(({ ref }) => ref)).toEqual(['default:3/0', 'default:3/1']);
	});

	it('gives one contact that comes in several spellings one answer', async () => {
		const store = newStore();
		await store.record([suppressed('+14155552671', 'opt_out_keyword'), granted('+14155552671')]);
		const result = await check(store, ['+14155552671', '+1 (415) 555-2671', '0014155552671', 'tel:+1-415-555-2671', 14155552671].map((value) => ({ phone: value })));
		for (const [output] of routesOf(result)) expect(output).toBe('Non-Compliant');
	});
});

describe('the Consent Check and other kinds of message', () => {
	it('never counts a consent for another channel or class', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { messageClass: 'informational' }), granted(phone(2), { channel: 'whatsapp' }), granted(phone(3), { messageClass: 'transactional' })]);
		const result = await check(store, [1, 2, 3].map((position) => ({ phone: phone(position) })));
		expect(routesOf(result)).toEqual([['Unknown', 'CONSENT_MISSING'], ['Unknown', 'CONSENT_MISSING'], ['Unknown', 'CONSENT_MISSING']]);
	});

	it('reads channel, class and address from each item', async () => {
		const store = newStore();
		await store.record([
			granted(phone(1), { channel: 'whatsapp', messageClass: 'transactional' }),
			granted('', { contact: { kind: 'email', address: 'ada@example.com' }, channel: 'email' }),
		]);
		const items = [
			{ via: 'whatsapp', why: 'transactional', to: phone(1) },
			{ via: 'sms', why: 'transactional', to: phone(1) },
			{ via: 'email', why: 'marketing', to: ' ADA@example.com' },
			{ via: 'fax', why: 'marketing', to: phone(1) },
			{ via: 'sms', why: 'spam', to: phone(1) },
			{ via: 'call', why: 'emergency', to: phone(1) },
		];
		const result = await check(store, items, { channel: '={{ $json.via }}', messageClass: '={{ $json.why }}', address: '={{ $json.to }}' });
		expect(routesOf(result)).toEqual([
			['Compliant', 'CONSENT_PROVEN', 'NOT_SUPPRESSED'],
			['Unknown', 'CONSENT_MISSING'],
			['Compliant', 'CONSENT_PROVEN', 'NOT_SUPPRESSED'],
			['Non-Compliant', 'CHANNEL_INVALID'],
			['Non-Compliant', 'MESSAGE_CLASS_INVALID'],
			['Compliant', 'CONSENT_NOT_REQUIRED', 'NOT_SUPPRESSED'],
		]);
	});

	it('looks for the address where the channel keeps it', async () => {
		const store = newStore();
		await store.record([
			granted('', { contact: { kind: 'email', address: 'ada@example.com' }, channel: 'email' }),
			granted('', { contact: { kind: 'facebook', address: '24681357' }, channel: 'facebook' }),
		]);
		const item = { phone: phone(1), email: 'ada@example.com', id: 24681357 };
		expect(routesOf(await check(store, [item], { channel: 'email' }))[0]?.[0]).toBe('Compliant');
		expect(routesOf(await check(store, [item], { channel: 'facebook' }))[0]?.[0]).toBe('Compliant');
		expect(routesOf(await check(store, [item], { channel: 'gmb' }))[0]?.[0]).toBe('Unknown');
	});

	it.each(SUPPRESSION_REASONS.filter((reason) => reason !== 'inbound_dnd'))('refuses a proven consent that %s stands against', async (reason) => {
		const store = newStore();
		await store.record([granted(phone(1)), suppressed(phone(1), reason, { channel: 'all' })]);
		expect(routesOf(await check(store, [{ phone: phone(1) }]))).toEqual([['Non-Compliant', SUPPRESSION_CODES[reason]]]);
	});

	it('never puts somebody who has opted out on Unknown, wherever the facts come from', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword'), suppressed(phone(2), 'opt_out_keyword'), granted(phone(2), { state: 'pending' })]);
		for (const factsFrom of ['store', 'item', 'both']) {
			const result = await check(store, [{ ...CRM_ROW, phone: phone(1) }, { phone: phone(2) }, { ...CRM_ROW, phone: phone(2), consent_preference: 'pending' }], { factsFrom });
			for (const [output, ...codes] of routesOf(result)) expect([factsFrom, output, codes.includes('OPTED_OUT')]).toEqual([factsFrom, 'Non-Compliant', true]);
		}
	});
});

describe('the Consent Check with facts from the item', () => {
	it('takes a complete row for proof and names what is wrong with the others', async () => {
		const rows: Array<[IDataObject, string, string]> = [
			[{}, 'Compliant', 'CONSENT_PROVEN'],
			[{ consent_timestamp: '2026-01-10' }, 'Compliant', 'CONSENT_PROVEN'],
			[{ consent_preference: true }, 'Compliant', 'CONSENT_PROVEN'],
			[{ consent_preference: 'pending' }, 'Unknown', 'CONSENT_PENDING'],
			[{ consent_preference: 'opted out' }, 'Non-Compliant', 'CONSENT_WITHDRAWN'],
			[{ consent_preference: 0 }, 'Non-Compliant', 'CONSENT_WITHDRAWN'],
			[{ consent_preference: 'maybe' }, 'Non-Compliant', 'CONSENT_UNREADABLE'],
			[{ consent_preference: '' }, 'Non-Compliant', 'CONSENT_EVIDENCE_MISSING'],
			[{ consent_source: null }, 'Non-Compliant', 'CONSENT_EVIDENCE_MISSING'],
			[{ consent_wording_version: ' ' }, 'Non-Compliant', 'CONSENT_EVIDENCE_MISSING'],
			[{ consent_timestamp: undefined }, 'Non-Compliant', 'CONSENT_EVIDENCE_MISSING'],
			[{ consent_timestamp: '03/04/25' }, 'Non-Compliant', 'TIMESTAMP_INVALID'],
			[{ consent_timestamp: '2026-02-30T10:00:00Z' }, 'Non-Compliant', 'TIMESTAMP_INVALID'],
			[{ consent_timestamp: '2999-01-01T00:00:00Z' }, 'Non-Compliant', 'TIMESTAMP_IN_FUTURE'],
		];
		const result = await check(newStore(), rows.map(([change]) => ({ ...CRM_ROW, ...change })), { factsFrom: 'item' });
		expect(routesOf(result).map(([output, code]) => [output, code])).toEqual(rows.map(([, output, code]) => [output, code]));
	});

	it('calls a row without any consent fields unknown', async () => {
		expect(routesOf(await check(newStore(), [{ phone: phone(1) }], { factsFrom: 'item' }))).toEqual([['Unknown', 'CONSENT_MISSING']]);
	});

	it('reads the fields that the node maps', async () => {
		const item = { phone: phone(1), crm: { optin: 'Y', at: '2026-01-10T12:00:00+02:00' }, form: 'kiosk' };
		const mapping = { preference: '={{ $json.crm.optin }}', timestamp: '={{ $json.crm.at }}', source: '={{ "pos_" + $json.form }}', wordingVersion: 'v9' };
		const result = await check(newStore(), [item], { factsFrom: 'item', ...mapping });
		expect(routesOf(result)[0]?.[0]).toBe('Compliant');
		expect(resultsOf(result)[0]?.reasons?.[0]?.facts).toEqual({ from: 'item', timestamp: '2026-01-10T10:00:00.000Z', wordingVersion: 'v9', rows: ['US/1'] });
	});

	it('wants proof from the item and from the store where the stricter of both counts', async () => {
		const store = newStore();
		await store.record([granted(phone(1)), granted(phone(2)), granted(phone(4), { state: 'withdrawn' })]);
		const result = await check(store, [{ ...CRM_ROW, phone: phone(1) }, { phone: phone(2) }, { ...CRM_ROW, phone: phone(3) }, { ...CRM_ROW, phone: phone(4) }], { factsFrom: 'both' });
		expect(routesOf(result).map(([output, code]) => [output, code])).toEqual([
			['Compliant', 'CONSENT_PROVEN'],
			['Unknown', 'CONSENT_MISSING'],
			['Unknown', 'CONSENT_MISSING'],
			['Non-Compliant', 'CONSENT_WITHDRAWN'],
		]);
	});

	it.each(['preference', 'source', 'timestamp', 'wordingVersion', 'region', 'address'])('never takes nonsense in %s for proof of anything, nor stops at it', async (field) => {
		const columns = { preference: 'consent_preference', source: 'consent_source', timestamp: 'consent_timestamp', wordingVersion: 'consent_wording_version', region: 'consent_region', address: 'phone' } as const;
		const column = columns[field as keyof typeof columns];
		const items = BAD_VALUES.map(([, value]) => ({ ...CRM_ROW, consent_region: 'DE', [column]: value }) as IDataObject);
		const good = { ...CRM_ROW, consent_region: 'DE' };
		const result = await check(newStore(), [...items, good], { factsFrom: 'item', options: { requiredEvidence: ['source', 'timestamp', 'wordingVersion', 'preference', 'region'] } });
		const routes = routesOf(result);
		expect(routes.pop()?.[0]).toBe('Compliant');
		// Any short text may be the name of a form or wording, and "true" is a choice; nothing else here proves a thing.
		const mayBeName = ['source', 'wordingVersion', 'region'].includes(field);
		routes.forEach(([output, ...codes], index) => {
			const [name, value] = BAD_VALUES[index] ?? [];
			const isAnswer = field === 'preference' ? value === true : mayBeName && ['string', 'number', 'boolean'].includes(typeof value);
			expect(codes.length).toBeGreaterThan(0);
			if (!isAnswer) expect([name, output]).toEqual([name, 'Non-Compliant']);
		});
	});
});

describe('the Consent Check and consents that rest on a relation', () => {
	const at = '2026-03-31T12:00:00Z';
	const relation = { ...CRM_ROW, consent_basis: 'existing customer' };

	it('lets them pass where the law of the place accepts them, until they end, and says by which rule', async () => {
		const items = [
			{ ...relation, phone: CANADIAN },
			{ ...relation, phone: CANADIAN, consent_timestamp: '2024-03-31T12:00:00Z' },
			{ ...relation, phone: CANADIAN, consent_basis: 'enquiry', consent_timestamp: '2025-09-30T12:00:00Z' },
			{ ...relation, phone: phone(1) },
			{ ...relation, phone: CANADIAN, consent_basis: 'implied' },
			{ ...relation, phone: '+59171234567' },
		];
		const result = await check(newStore(), items, { factsFrom: 'item', options: { evaluateAt: at } });
		expect(routesOf(result).map(([output, code]) => [output, code])).toEqual([
			['Compliant', 'CONSENT_PROVEN'],
			['Non-Compliant', 'CONSENT_EXPIRED'],
			['Non-Compliant', 'CONSENT_EXPIRED'],
			['Non-Compliant', 'CONSENT_BASIS_INSUFFICIENT'],
			['Non-Compliant', 'CONSENT_BASIS_UNREADABLE'],
			['Non-Compliant', 'CONSENT_BASIS_INSUFFICIENT'],
		]);
		expect(resultsOf(result)[1]?.reasons?.[0]).toMatchObject({ pack: 'consent', facts: { rows: ['CA/1'], ended: '2026-03-31T12:00:00.000Z' } });
	});

	it('never takes nonsense for what a consent rests on, nor for a confirmation, nor stops at it', async () => {
		for (const [column, options] of [['consent_basis', {}], ['consent_confirmed_at', { doubleOptIn: 'always' }]] as const) {
			const items = BAD_VALUES.map(([, value]) => ({ ...CRM_ROW, [column]: value }) as IDataObject);
			const routes = routesOf(await check(newStore(), items, { factsFrom: 'item', options }));
			const compliant = BAD_VALUES.filter((_, index) => routes[index]?.[0] === 'Compliant').map(([name]) => name);
			// Without a basis the consent is what the contact said; without a confirmation it is not confirmed.
			expect([column, compliant]).toEqual([column, column === 'consent_basis' ? ['nothing', 'null', 'an empty text', 'blanks'] : []]);
		}
	});
});

describe('the options of the Consent Check', () => {
	it('asks for the evidence that is chosen, and names what the rules of the place ask for beyond it', async () => {
		const store = newStore();
		await store.record([granted(CANADIAN, { wordingVersion: undefined }), granted(CANADIAN_2, { region: 'CA-ON' }), granted(phone(1), { wordingVersion: undefined })]);
		const items = [{ phone: CANADIAN }, { phone: CANADIAN_2 }, { phone: phone(1) }];
		const outputs = async (requiredEvidence: string[]) => routesOf(await check(store, items, { options: { requiredEvidence } })).map(([output]) => output);
		expect(await outputs(['preference', 'timestamp'])).toEqual(['Compliant', 'Compliant', 'Compliant']);
		expect(resultsOf(await check(store, items, { options: { requiredEvidence: ['preference', 'timestamp'] } }))[2]).toMatchObject({ reasons: [{ facts: { lawAlsoAsksFor: ['wordingVersion'] } }, {}] });
		expect(await outputs(['preference', 'region'])).toEqual(['Non-Compliant', 'Compliant', 'Non-Compliant']);
	});

	it('asks for a confirmation where that is chosen', async () => {
		const confirmed = { ...CRM_ROW, consent_confirmed_at: '2026-01-10T12:30:00Z' };
		const items = [GERMAN, phone(1)].flatMap((number) => [CRM_ROW, confirmed].map((row) => ({ ...row, phone: number })));
		const outputs = async (options: IDataObject) => routesOf(await check(newStore(), items, { factsFrom: 'item', options })).map(([, code]) => code);
		expect(await outputs({})).toEqual(['CONSENT_PROVEN', 'CONSENT_PROVEN', 'CONSENT_PROVEN', 'CONSENT_PROVEN']);
		expect(await outputs({ doubleOptIn: 'expected' })).toEqual(['CONSENT_NOT_CONFIRMED', 'CONSENT_PROVEN', 'CONSENT_PROVEN', 'CONSENT_PROVEN']);
		expect(await outputs({ doubleOptIn: 'always' })).toEqual(['CONSENT_NOT_CONFIRMED', 'CONSENT_PROVEN', 'CONSENT_NOT_CONFIRMED', 'CONSENT_PROVEN']);
	});

	it('lets a consent grow too old by the day, at the instant of Evaluate At', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { timestamp: '2026-01-01T00:00:00.000Z' })]);
		const at = async (evaluateAt: string) => routesOf(await check(store, [{ phone: phone(1) }], { options: { maxAgeDays: 30, evaluateAt } }))[0]?.slice(0, 2);
		expect(await at('2026-01-30T23:59:59Z')).toEqual(['Compliant', 'CONSENT_PROVEN']);
		expect(await at('2026-01-31T00:00:00Z')).toEqual(['Non-Compliant', 'CONSENT_EXPIRED']);
		expect(await at('2025-12-31T00:00:00Z')).toEqual(['Non-Compliant', 'TIMESTAMP_IN_FUTURE']);
	});

	it('reads Evaluate At from each item and refuses the item whose instant cannot be read', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { expiresAt: '2026-02-01T00:00:00.000Z' })]);
		const items = ['2026-01-31T00:00:00Z', '2026-02-01T00:00:00Z', 'tomorrow', { a: 1 }, '2026-01-31T00:00:00'].map((at) => ({ phone: phone(1), at }) as IDataObject);
		expect(routesOf(await check(store, items, { options: { evaluateAt: '={{ $json.at }}' } }))).toEqual([
			['Compliant', 'CONSENT_PROVEN', 'NOT_SUPPRESSED'],
			['Non-Compliant', 'CONSENT_EXPIRED'],
			['Non-Compliant', 'INSTANT_INVALID'],
			['Non-Compliant', 'INSTANT_INVALID'],
			['Non-Compliant', 'INSTANT_INVALID'],
		]);
	});

	it('keeps brands apart, by the option before the credential', async () => {
		const store = newStore({ brand: 'acme' });
		await store.record([granted(phone(1))], { brand: 'acme' });
		const items = [{ phone: phone(1) }];
		expect(routesOf(await check(store, items))[0]?.[0]).toBe('Compliant');
		expect(routesOf(await check(store, items, { options: { brand: 'Globex' } }))[0]?.[0]).toBe('Unknown');
		expect((await store.events('Globex')).map(({ kind }) => kind)).toEqual(['policy', 'decisions']);
	});

	it('counts an opt-out from one sender for that sender, and for one that is not named', async () => {
		const store = newStore();
		await store.record([granted(phone(1)), suppressed(phone(1), 'opt_out_keyword', { sender: '+14155550100' })]);
		const by = async (options: IDataObject) => routesOf(await check(store, [{ phone: phone(1) }], { options }))[0]?.[0];
		expect([await by({}), await by({ sender: '+1 415 555 0100' }), await by({ sender: '+14155550199' })]).toEqual(['Non-Compliant', 'Non-Compliant', 'Compliant']);
	});

	const MISTAKES: Array<[string, IDataObject, RegExp]> = [
		['facts from nowhere', { factsFrom: 'crystal ball' }, /Consent Facts/],
		['evidence that does not exist', { options: { requiredEvidence: ['signature'] } }, /requiredEvidence/],
		['an age that is no number', { options: { maxAgeDays: 'old' } }, /maxAgeDays/],
		['a double opt-in of an unknown kind', { options: { doubleOptIn: 'sometimes' } }, /Double Opt-In/],
		['a negative age', { options: { maxAgeDays: -1 } }, /maxAgeDays/],
		['a fixed Evaluate At that is no date', { options: { evaluateAt: 'yesterday' } }, /Evaluate At/],
		['a fixed Evaluate At without a zone', { options: { evaluateAt: '2026-03-31T10:00:00' } }, /Evaluate At/],
	];
	it.each(MISTAKES)('refuse %s before the first item', async (_mistake, parameters, words) => {
		const store = newStore();
		expectRefusal(await runNode(ConsentCheck, { items: [{ phone: phone(1) }], credentials: store.credentials, parameters: parameters as never }), words);
		expect(await store.events()).toEqual([]);
	});
});

describe('the Consent Check and replies', () => {
	const due = (address: string): AnswerChange => ({ kind: 'answer', contact: phoneContact(address), channel: 'sms', to: 'opt_out', until: new Date(Date.now() + 60_000).toISOString(), mostAMinute: 2 });

	it('passes the confirmation of an opt-out while it is due, wherever the consents come from', async () => {
		const store = newStore();
		await store.record([granted(phone(1), { state: 'withdrawn' }), suppressed(phone(1), 'opt_out_keyword'), due(phone(1)), granted(phone(2))], { at: new Date() });
		for (const factsFrom of ['store', 'item', 'both']) {
			const routes = routesOf(await check(store, [{ ...CRM_ROW, consent_preference: 'opted out' }, { ...CRM_ROW, phone: phone(2) }], { messageClass: 'confirmation', factsFrom }));
			expect(routes).toEqual([['Compliant', 'CONSENT_NOT_REQUIRED', 'NOT_SUPPRESSED'], ['Non-Compliant', 'ANSWER_NOT_DUE']]);
		}
	});

	it('puts a contact whose reply waits for a person on Non-Compliant, so that nobody is asked for a consent', async () => {
		const store = newStore();
		await store.record([granted(phone(1)), suppressed(phone(1), 'review_hold'), suppressed(phone(2), 'review_hold')]);
		const result = await check(store, [{ phone: phone(1) }, { phone: phone(2) }]);
		expect(routesOf(result)).toEqual([['Non-Compliant', 'REPLY_AWAITS_REVIEW'], ['Non-Compliant', 'CONSENT_MISSING', 'REPLY_AWAITS_REVIEW']]);
		expect(resultsOf(result)[0]).toMatchObject({ verdict: 'review', status: 'unknown' });
	});
});
