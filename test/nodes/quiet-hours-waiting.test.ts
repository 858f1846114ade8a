import type { IDataObject } from 'n8n-workflow';
import type { ComplianceStore, StoreConfig } from '../../lib/store/port';
import { QuietHoursWindow } from '../../nodes/QuietHoursWindow/QuietHoursWindow.node';
import { expectConserved, runNode, type NodeResult, type NodeRun } from '../support/n8n';
import { BROKEN_STORES, complianceOf, newStore, phone, type TestStore } from './support';

let mockStoreIsAway = false;
jest.mock('../../lib/store/open-store', () => {
	const { openStore } = jest.requireActual<{ openStore: (config: StoreConfig) => Promise<ComplianceStore> }>('../../lib/store/open-store');
	const away = async () => await Promise.reject(new Error('The store is away.'));
	return {
		openStore: async (config: StoreConfig) =>
			new Proxy(await openStore(config), {
				get: (store, name) => {
					const value: unknown = Reflect.get(store, name);
					return typeof value !== 'function' ? value : mockStoreIsAway ? away : (value.bind(store) as unknown);
				},
			}),
	};
});

/** Only the date is not the real one: n8n needs its timers. */
function setClock(now: string): void {
	jest.useFakeTimers({ now: new Date(now), doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
}

afterEach(() => {
	jest.useRealTimers();
	mockStoreIsAway = false;
});

const PARIS = { phone: phone(1), time_zone: 'Europe/Paris' };
const NEW_YORK = { phone: phone(2), time_zone: 'America/New_York' };
const LOS_ANGELES = { phone: phone(3), time_zone: 'America/Los_Angeles' };

/** Hours of the node, so that it shows when each contact is due whatever the law of the place is. */
const OFFICE = { window: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], start: '09:00', end: '20:00' }] };
const start = async (store: TestStore, items: NodeRun['items'], run: Partial<NodeRun> = {}) =>
	await runNode(QuietHoursWindow, { items, credentials: store.credentials, ...run, parameters: { mode: 'wait', windows: OFFICE, ...(run.parameters as IDataObject) } as never });
const phonesOf = ({ outputs }: NodeResult, name: string) => (outputs[name] ?? []).map(({ json }) => json.phone).sort();
const splitOf = (result: NodeResult) => ({ status: result.status, sent: phonesOf(result, 'Send Now'), held: phonesOf(result, 'Hold') });

describe('waiting for permitted hours', () => {
	it('is not needed when everybody is due or cannot be helped by waiting', async () => {
		setClock('2026-06-10T10:00:00Z');
		const result = await start(newStore(), [PARIS, { phone: 'nobody' }, { phone: phone(4), time_zone: 'PST' }]);
		expect({ status: result.status, waitTill: result.waitTill }).toEqual({ status: 'success', waitTill: undefined });
		expect(phonesOf(result, 'Send Now')).toEqual([PARIS.phone]);
		expectConserved(result.input, result.outputs);
	});

	it('sleeps until the earliest permitted instant and lets nobody through before', async () => {
		setClock('2026-06-10T03:00:00Z');
		const asleep = await start(newStore(), [LOS_ANGELES, PARIS, NEW_YORK]);
		expect(splitOf(asleep)).toEqual({ status: 'waiting', sent: [], held: [] });
		expect(asleep.waitTill).toEqual(new Date('2026-06-10T07:00:00Z'));
	});

	it('checks again on waking: who is due goes, who is not leaves on Hold with sendAt', async () => {
		setClock('2026-06-10T03:00:00Z');
		const asleep = await start(newStore(), [LOS_ANGELES, PARIS, NEW_YORK]);
		setClock('2026-06-10T13:00:00Z');
		const awake = await asleep.resume();
		expect(splitOf(awake)).toEqual({ status: 'success', sent: [PARIS.phone, NEW_YORK.phone], held: [LOS_ANGELES.phone] });
		expect(complianceOf(awake.outputs.Hold?.[0])).toMatchObject({ verdict: 'hold', sendAt: '2026-06-10T16:00:00.000Z', at: '2026-06-10T13:00:00.000Z' });
		expectConserved(awake.input, awake.outputs);
	});

	it('lets nobody through who wakes when it is closed again, and sleeps no second time', async () => {
		setClock('2026-06-10T03:00:00Z');
		const asleep = await start(newStore(), [PARIS, NEW_YORK]);
		setClock('2026-06-14T18:00:00Z');
		const awake = await asleep.resume();
		expect(splitOf(awake)).toEqual({ status: 'success', sent: [], held: [PARIS.phone, NEW_YORK.phone] });
		expectConserved(awake.input, awake.outputs);
	});

	it('lets nobody through who is woken too early', async () => {
		setClock('2026-06-10T03:00:00Z');
		const asleep = await start(newStore(), [PARIS]);
		setClock('2026-06-10T06:59:59Z');
		expect(splitOf(await asleep.resume())).toEqual({ status: 'success', sent: [], held: [PARIS.phone] });
	});

	it('does not keep those waiting who are due, and pairs everybody rightly in the end', async () => {
		setClock('2026-06-10T10:00:00Z');
		const items = [NEW_YORK, PARIS, { phone: 'nobody' }, LOS_ANGELES, { ...PARIS, phone: phone(5) }];
		const asleep = await start(newStore(), items);
		expect(splitOf(asleep)).toEqual({ status: 'waiting', sent: [PARIS.phone, phone(5)], held: ['nobody'] });
		expect(asleep.waitTill).toEqual(new Date('2026-06-10T13:00:00Z'));
		setClock('2026-06-10T13:00:00Z');
		const awake = await asleep.resume();
		expect(splitOf(awake)).toEqual({ status: 'success', sent: [PARIS.phone, NEW_YORK.phone, phone(5)].sort(), held: [LOS_ANGELES.phone, 'nobody'].sort() });
		expectConserved(awake.input, awake.outputs);
	});

	it('keeps the files of the items', async () => {
		setClock('2026-06-10T03:00:00Z');
		const binary = { photo: { data: 'aGVsbG8=', mimeType: 'image/png' } };
		const asleep = await start(newStore(), [{ json: PARIS, binary }]);
		setClock('2026-06-10T07:00:00Z');
		const awake = await asleep.resume();
		expect(awake.outputs['Send Now']?.map((item) => item.binary)).toEqual([binary]);
	});

	it('sleeps for a contact only until that contact is due, by the zone the phone tells', async () => {
		setClock('2026-06-10T13:30:00Z');
		const asleep = await start(newStore(), [{ phone: '+18502345678' }]);
		expect(asleep.waitTill).toEqual(new Date('2026-06-10T14:00:00Z'));
		setClock('2026-06-10T14:00:00Z');
		expect(splitOf(await asleep.resume()).sent).toEqual(['+18502345678']);
	});

	it('does not wait for transactional messages', async () => {
		setClock('2026-06-10T03:00:00Z');
		expect(splitOf(await start(newStore(), [PARIS], { parameters: { messageClass: 'transactional' } }))).toEqual({ status: 'success', sent: [PARIS.phone], held: [] });
	});
});

describe('waiting when something fails', () => {
	it('never begins with a store that is away', async () => {
		setClock('2026-06-10T03:00:00Z');
		for (const onError of [undefined, 'continueRegularOutput', 'continueErrorOutput'] as const) {
			const result = await runNode(QuietHoursWindow, { items: [PARIS, NEW_YORK], credentials: BROKEN_STORES['is a folder']?.(), parameters: { mode: 'wait' }, ...(onError && { onError }) });
			expect({ status: result.status, sent: phonesOf(result, 'Send Now') }).toEqual({ status: onError === undefined ? 'error' : 'success', sent: [] });
		}
	});

	const mixed = [PARIS, NEW_YORK, { phone: 'nobody' }];

	/** Wakes while the store is away. */
	async function wakeWithoutStore(run: Partial<NodeRun> = {}): Promise<NodeResult> {
		setClock('2026-06-10T10:00:00Z');
		const asleep = await start(newStore(), mixed, run);
		expect(splitOf(asleep)).toEqual({ status: 'waiting', sent: [PARIS.phone], held: ['nobody'] });
		setClock('2026-06-10T13:00:00Z');
		mockStoreIsAway = true;
		return await asleep.resume();
	}

	it('lets nobody more through on waking when the store is away by then', async () => {
		expect(splitOf(await wakeWithoutStore())).toEqual({ status: 'error', sent: [PARIS.phone], held: ['nobody'] });
	});

	it('puts only those on Hold who were still waiting, so that nobody who has been sent to comes out twice', async () => {
		const awake = await wakeWithoutStore({ onError: 'continueRegularOutput' });
		expect(splitOf(awake)).toEqual({ status: 'success', sent: [PARIS.phone], held: [NEW_YORK.phone, 'nobody'] });
		expectConserved(awake.input, awake.outputs, ['compliance', 'error']);
	});

	it('puts only those on the error output who were still waiting', async () => {
		const awake = await wakeWithoutStore({ onError: 'continueErrorOutput' });
		expect({ ...splitOf(awake), failed: phonesOf(awake, 'error') }).toEqual({ status: 'success', sent: [PARIS.phone], held: ['nobody'], failed: [NEW_YORK.phone] });
		expectConserved(awake.input, awake.outputs, ['compliance', 'error', 'details']);
	});
});
