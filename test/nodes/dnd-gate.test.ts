import type { IDataObject } from 'n8n-workflow';
import { DndGate } from '../../nodes/DndGate/DndGate.node';
import { SUPPRESSION_REASONS, SUPPRESSION_RULES } from '../../lib/model/suppression';
import { MESSAGE_CLASSES } from '../../lib/model/channel';
import { SUPPRESSION_CODES } from '../../lib/suppression';
import { runNode, type NodeRun } from '../support/n8n';
import { BAD_VALUES, expectRefusal, newStore, phone, resultsOf, routesOf, runConserved, suppressed, type TestStore } from './support';

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
