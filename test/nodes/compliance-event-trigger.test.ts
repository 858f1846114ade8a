import type { IDataObject } from 'n8n-workflow';
import { ComplianceEventTrigger } from '../../nodes/ComplianceEventTrigger/ComplianceEventTrigger.node';
import { readEventSettings } from '../../nodes/ComplianceEventTrigger/event-settings';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import { runNode } from '../support/n8n';
import { activate, closeTriggers, holdTheClock, listen, record, SECOND, settle, START, stop, wait } from './compliance-event-trigger-context';
import { granted, newStore, phone, phoneContact, suppressed } from './support';

closeTriggers();

const ALL_EVENTS = ['opt_out', 'opt_in', 'unclear_reply', 'dnd_change', 'consent_change', 'erasure'];

describe('the Compliance Event Trigger', () => {
	beforeEach(() => void holdTheClock());

	it('starts the workflow on every opt-out and opt-in from now on, one run for each, in order', async () => {
		const store = newStore();
		await record(store, stop(phone(1)));
		const trigger = await listen(store);
		await record(store, stop(phone(2)));
		await record(store, granted(phone(3)));
		expect((await settle(trigger)).map(({ event, address, attempt }) => [event, address, attempt])).toEqual([['opt_out', phone(2), 1], ['opt_in', phone(3), 1]]);
		expect(trigger.runs).toHaveLength(2);
	});

	it('gives an item that says who, what, where, and how it stands now', async () => {
		const store = newStore();
		const trigger = await listen(store, { parameters: { options: { brand: 'acme' } } });
		await store.record([suppressed(phone(1), 'opt_out_keyword', { receivedBy: '+12025550100', key: 'm1', evidence: { text: 'STOP' } })], { brand: 'acme', at: START });
		expect(await settle(trigger)).toEqual([
			{
				eventId: 'acme:1',
				event: 'opt_out',
				events: ['opt_out', 'dnd_change'],
				brand: 'acme',
				at: START.toISOString(),
				address: phone(1),
				addressKind: 'phone',
				subject: expect.stringMatching(/^[\w-]{22}$/),
				channels: ['sms'],
				reasons: ['opt_out_keyword'],
				consents: [],
				receivedBy: '+12025550100',
				dnd: { status: 'partial', channels: { sms: true, call: false, whatsapp: false } },
				changes: [
					{ id: 's1', reason: 'opt_out_keyword', classes: ['marketing', 'informational', 'transactional'], direction: 'outgoing', since: START.toISOString(), outcome: 'applied', ref: 'acme:1', kind: 'suppress', channel: 'sms' },
				],
				attempt: 1,
			},
		]);
	});

	it('hears nothing of another brand', async () => {
		const store = newStore();
		const trigger = await listen(store);
		await store.record([stop(phone(1))], { brand: 'acme', at: START });
		expect(await settle(trigger)).toEqual([]);
	});

	it('can begin with everything ever recorded', async () => {
		const store = newStore();
		await record(store, stop(phone(1)), stop(phone(2)));
		const trigger = await listen(store, { parameters: { options: { startFrom: 'beginning' } } });
		expect((await settle(trigger)).map(({ eventId }) => eventId)).toEqual(['default:1', 'default:2']);
	});

	it('gives a run as many events as it may have', async () => {
		const store = newStore();
		const trigger = await listen(store, { parameters: { options: { eventsPerRun: 50 } } });
		await record(store, ...Array.from({ length: 70 }, (_, index) => stop(phone(index))));
		await settle(trigger);
		expect(trigger.runs.map(({ items }) => items.length)).toEqual([50, 20]);
		expect(trigger.runs.flatMap(({ items }) => items.map(({ address }) => address))).toEqual(Array.from({ length: 70 }, (_, index) => phone(index)));
	});

	it('goes through a list of thousands, each once and in order', async () => {
		const store = newStore();
		const trigger = await listen(store, { parameters: { options: { eventsPerRun: 100 } } });
		const addresses = Array.from({ length: 3_000 }, (_, index) => `+1415${5_550_000 + index}`);
		await record(store, ...addresses.map(stop));
		expect((await settle(trigger)).map(({ address }) => address)).toEqual(addresses);
	});

	it('waits for the end of a run before it starts the next', async () => {
		const store = newStore();
		const trigger = await listen(store);
		await record(store, stop(phone(1)), stop(phone(2)));
		await wait(30 * 60 * SECOND);
		expect(trigger.runs).toHaveLength(1);
	});

	it('tells of the other events where they are chosen, an opt-out among them once', async () => {
		const store = newStore();
		await record(store, granted(phone(1)), suppressed(phone(4), 'unreachable'));
		const trigger = await listen(store, { parameters: { events: ALL_EVENTS } });
		await record(store, stop(phone(1)));
		await record(store, suppressed(phone(2), 'staff_dnd'));
		await record(store, suppressed(phone(3), 'review_hold', { evidence: { text: 'no thanks?' } }));
		await record(store, granted(phone(2), { state: 'pending' }));
		await record(store, { kind: 'lift', contact: phoneContact(phone(4)), suppressionId: 's2', by: 'delivery' });
		await record(store, { kind: 'erase', contact: phoneContact(phone(1)) });
		const told = await settle(trigger);
		expect(told.map(({ event }) => event)).toEqual(['opt_out', 'dnd_change', 'unclear_reply', 'consent_change', 'dnd_change', 'erasure']);
		expect(told[2]).toMatchObject({ text: 'no thanks?', channels: ['sms'], reasons: ['review_hold'], dnd: { status: 'off' } });
		expect(told[4]).toMatchObject({ channels: ['sms'], reasons: ['unreachable'] });
		for (const gone of ['address', 'dnd', 'text']) expect(told[5]).not.toHaveProperty(gone);
		expect(told[5]?.subject).toBe(told[0]?.subject);
	});

	it('does not tell again of a STOP that comes again', async () => {
		const store = newStore();
		const trigger = await listen(store);
		await record(store, stop(phone(1)));
		await record(store, stop(phone(1)));
		expect(await settle(trigger)).toHaveLength(1);
	});

	it('honours filters, and goes on behind what they leave out', async () => {
		const store = newStore();
		const trigger = await listen(store, { parameters: { filters: { channels: ['whatsapp'], reasons: ['opt_out_page'], onlyWhenDndOn: true } } });
		const page = (address: string, channel: 'sms' | 'whatsapp') => suppressed(address, 'opt_out_page', { channel });
		await record(store, page(phone(1), 'sms'));
		await record(store, page(phone(2), 'whatsapp'));
		await record(store, suppressed(phone(3), 'staff_dnd', { channel: 'all' }));
		await record(store, page(phone(3), 'whatsapp'));
		await record(store, suppressed(phone(4), 'opt_out_keyword', { channel: 'whatsapp' }));
		expect((await settle(trigger)).map(({ address }) => address)).toEqual([phone(3)]);
		await record(store, suppressed(phone(5), 'staff_dnd', { channel: 'all' }));
		await record(store, page(phone(5), 'whatsapp'));
		expect((await settle(trigger)).map(({ address }) => address)).toEqual([phone(3), phone(5)]);
	});

	it('stops with the workflow', async () => {
		const store = newStore();
		const trigger = await listen(store);
		await trigger.close();
		await record(store, stop(phone(1)));
		expect(await settle(trigger)).toEqual([]);
		expect(jest.getTimerCount()).toBe(0);
	});
});

describe('its settings', () => {
	const settingsOf = (parameters: IDataObject) => readEventSettings({ getNode: () => ({ parameters }) as never });

	it('count as the panel shows them where nothing is set', () => {
		const { properties } = new ComplianceEventTrigger().description;
		const defaultOf = (name: string) => properties.find((property) => property.name === name)?.default;
		const options = properties.find(({ name }) => name === 'options')?.options ?? [];
		const shown = Object.fromEntries(options.flatMap((option) => ('default' in option && option.name !== 'brand' ? [[option.name, option.default]] : [])));
		expect(settingsOf({ events: defaultOf('events'), filters: {}, options: shown } as never)).toEqual(settingsOf({}));
		expect(Object.keys(shown).sort()).toEqual(['checkEvery', 'eventsPerRun', 'startFrom']);
	});

	it.each([
		[{ events: [] }, 'Events'],
		[{ events: ['optout'] }, 'Events'],
		[{ events: '={{ $json.events }}' }, 'Events'],
		[{ filters: { channels: ['fax'] } }, 'Channels'],
		[{ filters: { reasons: ['tired'] } }, 'Suppression Reasons'],
		[{ filters: { onlyWhenDndOn: 'yes' } }, 'Only When DND Is On Everywhere'],
		[{ options: { eventsPerRun: 0 } }, 'Events per Run'],
		[{ options: { eventsPerRun: 1.5 } }, 'Events per Run'],
		[{ options: { checkEvery: '={{ 5 }}' } }, 'Check Every'],
		[{ options: { startFrom: 'yesterday' } }, 'Start From'],
		[{ options: { brand: '={{ $json.brand }}' } }, 'Brand'],
	])('that make no sense keep it from being activated: %j', async (parameters, label) => {
		const refused = activate({ store: newStore(), parameters: parameters as never });
		await expect(refused).rejects.toMatchObject({ message: expect.stringContaining(label), description: expect.stringMatching(/\w+ \w+/) });
	});

	it('and a store that cannot be used keep it from being activated, in words', async () => {
		const refused = activate({ store: { credentials: { complianceStoreApi: { backend: 'paper' } } } });
		await expect(refused).rejects.toMatchObject({ message: 'The chosen kind of store is not available.', description: expect.stringContaining('Choose') });
	});
});

describe('a test of the node', () => {
	beforeEach(() => void holdTheClock());
	const MANUAL = { mode: 'manual', parameters: { events: ALL_EVENTS } } as const;

	it('shows the latest events as examples, and leaves no trace', async () => {
		const store = newStore();
		for (let index = 0; index < 8; index++) await record(store, stop(phone(index)));
		const { runs, response } = await listen(store, MANUAL);
		await response.manualTriggerFunction?.();
		expect(runs.map(({ items }) => items.map(({ address }) => address))).toEqual([[3, 4, 5, 6, 7].map(phone)]);

		const active = await listen(store, { parameters: { options: { startFrom: 'beginning' } } });
		expect(await settle(active)).toHaveLength(8);
	});

	it('waits for the first event where there is none, shows it and ends', async () => {
		const store = newStore();
		const { runs, response } = await listen(store, MANUAL);
		await response.manualTriggerFunction?.();
		await wait(60 * SECOND);
		expect(runs).toEqual([]);
		await record(store, stop(phone(1)));
		await record(store, stop(phone(2)));
		await wait(60 * SECOND);
		expect(runs.map(({ items }) => items.map(({ address }) => address))).toEqual([[phone(1)]]);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('that is given up stops waiting', async () => {
		const store = newStore();
		const { runs, response, close } = await listen(store, MANUAL);
		await response.manualTriggerFunction?.();
		await close();
		await record(store, stop(phone(1)));
		await wait(60 * SECOND);
		expect(runs).toEqual([]);
		expect(jest.getTimerCount()).toBe(0);
	});
});

describe('what the Keyword Handler records', () => {
	it('is told as what the contact said, whatever else is recorded with it', async () => {
		const store = newStore();
		await store.record([granted(phone(1)), granted(phone(1), { channel: 'call' })], { at: new Date(Date.now() - 60 * SECOND) });
		const texts = ['Can you leave me out of this please?', 'stop all', 'STOP', 'START'];
		for (const text of texts) await runNode(KeywordHandler, { items: [{ phone: phone(1), text }], credentials: store.credentials });
		await runNode(KeywordHandler, { items: ['STOP', 'START', 'STOP'].map((text) => ({ phone: phone(2), text })), credentials: store.credentials });

		holdTheClock(new Date());
		const trigger = await listen(store, { parameters: { options: { startFrom: 'beginning' } } });
		const told = (await settle(trigger)).filter(({ event }) => event !== 'unclear_reply');
		expect(told.map(({ event, address, channels }) => [event, address, channels])).toEqual([
			['opt_in', phone(1), ['sms', 'call']],
			['opt_out', phone(1), ['sms', 'call', 'whatsapp']],
			['opt_in', phone(1), ['sms']],
			['opt_out', phone(2), ['sms']],
			['opt_in', phone(2), ['sms']],
			['opt_out', phone(2), ['sms']],
		]);
	});
});
