import type { IDataObject } from 'n8n-workflow';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import type { JsonObject } from '../../lib/model/json';
import { SUPPRESSION_REASONS, SUPPRESSION_RULES } from '../../lib/model/suppression';
import { MESSAGE_CLASSES } from '../../lib/model/channel';
import { SUPPRESSION_CODES } from '../../lib/suppression';
import { runNode, type NodeRun } from '../support/n8n';
import type { AnswerChange } from '../../lib/store/port';
import { BAD_VALUES, expectRefusal, newStore, phone, phoneContact, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

const gate = async (store: TestStore, items: NodeRun['items'], parameters: IDataObject = {}) =>
	await runConserved(DndGate, { items, credentials: store.credentials, parameters: parameters as never });
const outputsOf = async (...args: Parameters<typeof gate>) => routesOf(await gate(...args)).map(([output]) => output);

describe('the DND Gate with nothing configured', () => {
	it('lets through who is on no record, and nobody whom it cannot read', async () => {
		const result = await runConserved(DndGate, { items: [{ phone: phone(1) }, {}, { phone: 'x' }, { phone: 1.5551234567e20 }] });
		expect(routesOf(result)).toEqual([['Allowed', 'NOT_SUPPRESSED'], ['Suppressed', 'ADDRESS_MISSING'], ['Suppressed', expect.stringMatching(/^ADDRESS_/)], ['Suppressed', expect.stringMatching(/^ADDRESS_/)]]);
	});

	it('never claims that somebody is compliant, since it asks for no consent', async () => {
		expect(resultsOf(await gate(newStore(), [{ phone: phone(1) }]))[0]).toMatchObject({ verdict: 'send', status: 'unknown', address: phone(1), channel: 'sms', messageClass: 'marketing' });
	});

	it('carries on the status that an earlier gate proved for the same message, and for no other', async () => {
		const earlier = { status: 'compliant', channel: 'sms', messageClass: 'marketing' };
		const items = [earlier, { ...earlier, channel: 'call' }, { ...earlier, status: 'wonderful' }, 'compliant'].map((compliance) => ({ phone: phone(1), compliance }) as IDataObject);
		expect(resultsOf(await gate(newStore(), items)).map(({ status }) => status)).toEqual(['compliant', 'unknown', 'unknown', 'unknown']);
	});

	it.each(BAD_VALUES)('suppresses an item with %s as its phone and goes on with the others', async (_name, value) => {
		const routes = routesOf(await gate(newStore(), [{ phone: value } as IDataObject, { phone: phone(1) }]));
		expect(routes).toEqual([['Suppressed', expect.stringMatching(/^ADDRESS_(MISSING|INVALID|IMPRECISE)$/)], ['Allowed', 'NOT_SUPPRESSED']]);
	});

	it.each(['channel', 'messageClass', 'options.sender'])('lets no nonsense in %s through by way of an expression', async (field) => {
		const items = BAD_VALUES.map(([, value]) => ({ phone: phone(1), odd: value }) as IDataObject);
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword', { sender: '+14155550100' })]);
		const parameters: IDataObject = field === 'options.sender' ? { options: { sender: '={{ $json.odd }}' } } : { [field]: '={{ $json.odd }}', address: '={{ $json.phone }}' };
		const routes = routesOf(await gate(store, items, parameters));
		const invalid = { channel: 'CHANNEL_INVALID', messageClass: 'MESSAGE_CLASS_INVALID', 'options.sender': 'OPTED_OUT' }[field];
		routes.forEach(([output, code], index) => {
			const [name, value] = BAD_VALUES[index] ?? [];
			// A text that is clearly another name is another sender.
			const otherSender = field === 'options.sender' && typeof value === 'string' && /[\p{L}\p{N}]/u.test(value);
			expect([name, output, code]).toEqual(otherSender ? [name, expect.any(String), expect.any(String)] : [name, 'Suppressed', invalid]);
		});
	});
});

describe('the DND Gate and what is on record', () => {
	const CASES = SUPPRESSION_REASONS.flatMap((reason) => MESSAGE_CLASSES.map((messageClass) => [reason, messageClass] as const));
	it('stops for each reason the classes that it stops, and no other', async () => {
		const store = newStore();
		await store.record(SUPPRESSION_REASONS.map((reason, index) => suppressed(phone(index + 10), reason)));
		const items = CASES.map(([reason, why]) => ({ phone: phone(SUPPRESSION_REASONS.indexOf(reason) + 10), why }));
		const routes = routesOf(await gate(store, items, { messageClass: '={{ $json.why }}' }));
		expect(routes).toEqual(
			CASES.map(([reason, messageClass]) => {
				const { direction, classes } = SUPPRESSION_RULES[reason];
				const stops = direction === 'outgoing' && (classes as readonly string[]).includes(messageClass);
				return stops ? ['Suppressed', SUPPRESSION_CODES[reason]] : ['Allowed', 'NOT_SUPPRESSED'];
			}),
		);
	});

	it('lets one-time passwords and warnings pass an opt-out from marketing only', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword', { classes: ['marketing'] })]);
		expect(await outputsOf(store, MESSAGE_CLASSES.map((why) => ({ phone: phone(1), why })), { messageClass: '={{ $json.why }}' })).toEqual(['Suppressed', 'Allowed', 'Allowed', 'Allowed']);
	});

	it('keeps channels apart, except for what is set for all of them', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword'), suppressed(phone(2), 'staff_dnd', { channel: 'all' })]);
		const ways = ['sms', 'call', 'whatsapp'];
		const items = [1, 2].flatMap((position) => ways.map((via) => ({ phone: phone(position), via })));
		expect(await outputsOf(store, items, { channel: '={{ $json.via }}', address: '={{ $json.phone }}' })).toEqual(['Suppressed', 'Allowed', 'Allowed', 'Suppressed', 'Suppressed', 'Suppressed']);
	});

	it('lists every reason that stands in the way', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'unreachable'), suppressed(phone(1), 'spam_complaint'), suppressed(phone(1), 'staff_dnd')]);
		expect(routesOf(await gate(store, [{ phone: phone(1) }]))[0]?.slice(1).sort()).toEqual(['SPAM_COMPLAINT', 'STAFF_DND', 'UNREACHABLE']);
	});

	it('tells incoming from outgoing', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'inbound_dnd', { channel: 'all' }), suppressed(phone(2), 'staff_dnd', { channel: 'all' }), suppressed(phone(3), 'opt_out_keyword')]);
		const items = [1, 2, 3].map((position) => ({ phone: phone(position) }));
		expect(routesOf(await gate(store, items, { direction: 'incoming' }))).toEqual([['Suppressed', 'INBOUND_DND'], ['Allowed', 'NOT_SUPPRESSED'], ['Allowed', 'NOT_SUPPRESSED']]);
		expect(await outputsOf(store, items)).toEqual(['Allowed', 'Suppressed', 'Suppressed']);
	});

	it('knows senders however they are written, and takes an unnamed one for any', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword', { sender: '+14155550100' })]);
		const items = ['+14155550100', '(415) 555-0100', '14155550100', '', null, '+14155550199', 'ACME'].map((from) => ({ phone: phone(1), from }));
		expect(await outputsOf(store, items, { options: { sender: '={{ $json.from }}' } })).toEqual(['Suppressed', 'Suppressed', 'Suppressed', 'Suppressed', 'Suppressed', 'Allowed', 'Allowed']);
	});

	it('ends a temporary DND at its own instant, item by item', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'staff_dnd', { until: '2026-06-01T10:00:00.000Z' })]);
		const items = ['2026-06-01T09:59:59.999Z', '2026-06-01T10:00:00Z', '2026-06-01T12:00:00+02:00', '', 'noon'].map((at) => ({ phone: phone(1), at }));
		const result = await gate(store, items, { options: { evaluateAt: '={{ $json.at }}' } });
		expect(routesOf(result).filter((_, index) => index !== 3)).toEqual([['Suppressed', 'STAFF_DND'], ['Allowed', 'NOT_SUPPRESSED'], ['Allowed', 'NOT_SUPPRESSED'], ['Suppressed', 'INSTANT_INVALID']]);
		expect(resultsOf(result).slice(0, 2).map(({ dnd }) => (dnd as IDataObject).status)).toEqual(['partial', 'off']);
	});

	it('keeps brands apart', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword')], { brand: 'acme' });
		expect(await outputsOf(store, [{ phone: phone(1) }], { options: { brand: 'acme' } })).toEqual(['Suppressed']);
		expect(await outputsOf(store, [{ phone: phone(1) }], { options: { brand: 'Acme 2' } })).toEqual(['Allowed']);
	});

	it('says whether do-not-disturb is on, partial or off for the address and class', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'staff_dnd', { channel: 'all' }), suppressed(phone(2), 'opt_out_keyword', { classes: ['marketing'] })]);
		const items = [1, 2, 3].map((position) => ({ phone: phone(position) }));
		expect(resultsOf(await gate(store, items)).map(({ dnd }) => (dnd as IDataObject).status)).toEqual(['on', 'partial', 'off']);
		expect(resultsOf(await gate(store, items, { messageClass: 'transactional' })).map(({ dnd }) => (dnd as IDataObject).status)).toEqual(['on', 'off', 'off']);
	});

	it('texts no landline, but calls it', async () => {
		const items = [{ phone: '+33140205050' }, { phone: '+18005550199' }, { phone: '+33612345678' }];
		expect(routesOf(await gate(newStore(), items))).toEqual([['Suppressed', 'NUMBER_NOT_TEXTABLE'], ['Suppressed', 'NUMBER_NOT_TEXTABLE'], ['Allowed', 'NOT_SUPPRESSED']]);
		expect(await outputsOf(newStore(), items, { channel: 'call' })).toEqual(['Allowed', 'Allowed', 'Allowed']);
		expect(await outputsOf(newStore(), items, { direction: 'incoming' })).toEqual(['Allowed', 'Allowed', 'Allowed']);
	});

	it('reads the default country of each item', async () => {
		const store = newStore();
		await store.record([suppressed('+33612345678', 'opt_out_keyword')]);
		const items = [{ phone: '06 12 34 56 78', country: 'fr' }, { phone: '06 12 34 56 78', country: '' }, { phone: '0612345678', country: 'Utopia' }];
		expect(routesOf(await gate(store, items, { options: { defaultCountry: '={{ $json.country }}' } }))).toEqual([['Suppressed', 'OPTED_OUT'], ['Suppressed', 'ADDRESS_INVALID'], ['Suppressed', 'ADDRESS_INVALID']]);
	});

	it.each([['sideways'], ['={{ $json.direction }}']])('refuses the direction %s before the first item', async (direction) => {
		expectRefusal(await runNode(DndGate, { items: [{ phone: phone(1), direction: 'outgoing' }], credentials: newStore().credentials, parameters: { direction } }), /Direction/);
	});
});

describe('the DND Gate and an unclear reply', () => {
	const waiting = async (policy?: JsonObject) => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'review_hold'), ...(policy === undefined ? [] : [{ kind: 'policy', version: 'v1', policy, inForce: true } as const])]);
		return store;
	};

	it('holds marketing on that channel back until somebody has decided, and says that a person must look', async () => {
		const store = await waiting();
		const result = await gate(store, [{ phone: phone(1) }]);
		expect(routesOf(result)).toEqual([['Suppressed', 'REPLY_AWAITS_REVIEW']]);
		expect(resultsOf(result)[0]).toMatchObject({ verdict: 'review', status: 'unknown', dnd: { status: 'off' }, reasons: [{ effect: 'review', facts: { suppression: 'review_hold' } }] });
		expect(await outputsOf(store, [{ phone: phone(1) }], { channel: 'whatsapp' })).toEqual(['Allowed']);
		expect(await outputsOf(store, [{ phone: phone(1) }], { messageClass: 'transactional' })).toEqual(['Allowed']);
	});

	it('holds nobody back for it where the policy says so', async () => {
		expect(routesOf(await gate(await waiting({ replies: { holdUnclear: false } }), [{ phone: phone(1) }]))).toEqual([['Allowed', 'NOT_SUPPRESSED']]);
	});

	it('suppresses who has opted out as well, strictest reason first', async () => {
		const store = await waiting();
		await store.record([suppressed(phone(1), 'opt_out_keyword')]);
		const result = await gate(store, [{ phone: phone(1) }]);
		expect(routesOf(result)).toEqual([['Suppressed', 'OPTED_OUT', 'REPLY_AWAITS_REVIEW']]);
		expect(resultsOf(result)[0]).toMatchObject({ verdict: 'suppress', status: 'non_compliant', dnd: { status: 'partial' } });
	});
});

describe('the DND Gate and the answer to a reply', () => {
	/** Permits an answer that may be sent for another minute. */
	const due = (address: string, fields: Partial<AnswerChange> = {}): AnswerChange => ({ kind: 'answer', contact: phoneContact(address), channel: 'sms', to: 'opt_out', until: new Date(Date.now() + 60_000).toISOString(), mostAMinute: 2, ...fields });
	const confirmed = async (store: TestStore, items: NodeRun['items'], parameters: IDataObject = {}) => await gate(store, items, { messageClass: 'confirmation', ...parameters });

	it('lets it through while it is due, opt-out or not, and nothing else', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword'), due(phone(1)), due(phone(2)), due(phone(3), { channel: 'whatsapp' })], { at: new Date() });
		const items = [1, 2, 3, 4].map((position) => ({ phone: phone(position) }));
		const result = await confirmed(store, items);
		expect(routesOf(result)).toEqual([['Allowed', 'NOT_SUPPRESSED'], ['Allowed', 'NOT_SUPPRESSED'], ['Suppressed', 'ANSWER_NOT_DUE'], ['Suppressed', 'ANSWER_NOT_DUE']]);
		expect(resultsOf(result)[0]).toMatchObject({ verdict: 'send', messageClass: 'confirmation', dnd: { status: 'off' } });
		expect(await outputsOf(store, items)).toEqual(['Suppressed', 'Allowed', 'Allowed', 'Allowed']);
	});

	it('holds it back where the text would bounce, or staff has asked for silence', async () => {
		const store = newStore();
		await store.record([...[1, 2].map((position) => due(phone(position))), suppressed(phone(1), 'provider_opt_out'), suppressed(phone(2), 'staff_dnd', { channel: 'all', classes: ['marketing'] })], { at: new Date() });
		expect(routesOf(await confirmed(store, [{ phone: phone(1) }, { phone: phone(2) }]))).toEqual([['Suppressed', 'PROVIDER_OPTED_OUT'], ['Suppressed', 'STAFF_DND']]);
	});

	it('is too late once its time is over, and too early for any other instant', async () => {
		const store = newStore();
		await store.record([due(phone(1))], { at: new Date() });
		const items = [120_000, -600_000].map((offset) => ({ phone: phone(1), at: new Date(Date.now() + offset).toISOString() }));
		expect(routesOf(await confirmed(store, items, { options: { evaluateAt: '={{ $json.at }}' } }))).toEqual([['Suppressed', 'ANSWER_NOT_DUE'], ['Suppressed', 'ANSWER_NOT_DUE']]);
	});

	it('reads the class from each item', async () => {
		const store = newStore();
		await store.record([suppressed(phone(1), 'opt_out_keyword'), due(phone(1))], { at: new Date() });
		const items = ['confirmation', 'marketing', 'Confirmation'].map((why) => ({ phone: phone(1), why }));
		expect(routesOf(await gate(store, items, { messageClass: '={{ $json.why }}' }))).toEqual([['Allowed', 'NOT_SUPPRESSED'], ['Suppressed', 'OPTED_OUT'], ['Suppressed', 'MESSAGE_CLASS_INVALID']]);
	});

	it('is nothing that a contact sends to us, and not that of another brand', async () => {
		const store = newStore();
		await store.record([due(phone(1))], { at: new Date() });
		expect(routesOf(await confirmed(store, [{ phone: phone(1) }], { direction: 'incoming' }))).toEqual([['Suppressed', 'ANSWER_NOT_DUE']]);
		expect(routesOf(await confirmed(store, [{ phone: phone(1) }], { options: { brand: 'acme' } }))).toEqual([['Suppressed', 'ANSWER_NOT_DUE']]);
	});
});
