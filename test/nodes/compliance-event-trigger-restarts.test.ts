import type { ComplianceStore } from '../../lib/store/port';
import { hasEnded } from '../../nodes/ComplianceEventTrigger/run-outcome';
import { closeTriggers, holdTheClock, listen, record, SECOND, settle, stop, wait, type StartedRun } from './compliance-event-trigger-context';
import { newStore, phone } from './support';

/** Whether the readers of the feed fail, which otherwise is the real one. */
let mockIsAway = false;
jest.mock('../../lib/store/open-store', () => ({
	openStore: async (config: unknown) => {
		const real = jest.requireActual<{ openStore: (config: unknown) => Promise<ComplianceStore> }>('../../lib/store/open-store');
		const store = await real.openStore(config);
		for (const method of ['readFeed', 'claimFeed', 'moveFeed'] as const) {
			const works = store[method].bind(store) as (...args: unknown[]) => Promise<unknown>;
			const mayFail = async (...args: unknown[]): Promise<unknown> => {
				if (mockIsAway) throw new Error('no row for +14155552601: "STOP"');
				return await works(...args);
			};
			Object.assign(store, { [method]: mayFail });
		}
		return store;
	},
}));

beforeEach(() => {
	mockIsAway = false;
	holdTheClock();
});
closeTriggers();

const LEASE = 30 * SECOND;
const told = (runs: readonly StartedRun[]) => runs.flatMap(({ items }) => items.map(({ eventId, attempt }) => `${String(eventId)} ${String(attempt)}`));

/** The process dies: nothing that it waits for ever comes. */
function kill(runs: StartedRun[]): void {
	const now = Date.now();
	jest.clearAllTimers();
	// Clearing sets the clock back to where it began.
	jest.setSystemTime(now);
	for (const run of runs) run.isOpen = false;
}

describe('a trigger that is started again', () => {
	it.each(['now', 'beginning'])('goes on where it stopped, whatever "Start From" says (%s)', async (startFrom) => {
		const store = newStore();
		const first = await listen(store);
		await record(store, stop(phone(1)));
		await settle(first);
		await first.close();
		await record(store, stop(phone(2)));
		const second = await listen(store, { parameters: { options: { startFrom } } });
		expect((await settle(second)).map(({ address }) => address)).toEqual([phone(2)]);
	});

	it('after it was killed hands out again what was under way, with the same id and attempt 2, and the rest once', async () => {
		const store = newStore();
		const runs: StartedRun[] = [];
		await listen(store, { runs });
		await record(store, stop(phone(1)), stop(phone(2)), stop(phone(3)));
		await wait(6 * SECOND);
		runs[0]?.end();
		await wait(SECOND);
		expect(told(runs)).toEqual(['default:1 1', 'default:2 1']);
		kill(runs);
		await listen(store, { runs });
		await wait(LEASE + 6 * SECOND);
		await settle({ runs });
		expect(told(runs)).toEqual(['default:1 1', 'default:2 1', 'default:2 2', 'default:3 1']);
	});

	it('counts on over several deaths', async () => {
		const store = newStore();
		const runs: StartedRun[] = [];
		await listen(store, { runs });
		await record(store, stop(phone(1)));
		for (let deaths = 0; deaths < 3; deaths++) {
			await wait(LEASE + 6 * SECOND);
			kill(runs);
			await listen(store, { runs });
		}
		await wait(LEASE + 6 * SECOND);
		expect(told(runs)).toEqual(['default:1 1', 'default:1 2', 'default:1 3', 'default:1 4']);
	});

	it('after it was killed while nothing was under way repeats nothing', async () => {
		const store = newStore();
		const runs: StartedRun[] = [];
		await listen(store, { runs });
		await record(store, stop(phone(1)));
		await settle({ runs });
		kill(runs);
		await record(store, stop(phone(2)));
		await listen(store, { runs });
		await wait(LEASE);
		await settle({ runs });
		expect(told(runs)).toEqual(['default:1 1', 'default:2 1']);
	});
});

describe('the end of a run', () => {
	it.each(['success', 'error', 'waiting'] as const)('with status %s is the end of its event', async (status) => {
		const store = newStore();
		const { runs } = await listen(store);
		await record(store, stop(phone(1)), stop(phone(2)));
		await wait(6 * SECOND);
		runs[0]?.end(status);
		await wait(6 * SECOND);
		expect(told(runs)).toEqual(['default:1 1', 'default:2 1']);
	});

	it.each(['canceled', 'crashed', 'running', 'unknown', 'nothing ran', 'no run'] as const)('with status %s is none: the event comes again, before the next one', async (status) => {
		const store = newStore();
		const { runs, logged } = await listen(store);
		await record(store, stop(phone(1)), stop(phone(2)));
		await wait(6 * SECOND);
		runs[0]?.end(status);
		await wait(6 * SECOND);
		expect(told(runs)).toEqual(['default:1 1', 'default:1 2']);
		expect(logged).toEqual(['On Opt-Out: The run for event default:1 has not ended (attempt 1). The event is handed out again.']);
	});

	it('that n8n reports as a failure of its own is none either, and the log does not say whom it was about', async () => {
		const store = newStore();
		const { runs, logged } = await listen(store);
		await record(store, stop(phone(1)));
		await wait(6 * SECOND);
		runs[0]?.cancel();
		await wait(6 * SECOND);
		expect(told(runs)).toEqual(['default:1 1', 'default:1 2']);
		expect(logged).toEqual(['On Opt-Out: The run for event default:1 has not ended (attempt 1, Error). The event is handed out again.']);
	});

	it('that does not come in ten attempts is told of as an error once, by the name of the event alone, and the next event comes', async () => {
		const store = newStore();
		const { runs, logged, errors } = await listen(store);
		await record(store, stop(phone(1)), stop(phone(2)));
		for (let attempt = 1; attempt <= 10; attempt++) {
			while (runs.length < attempt) await wait(SECOND);
			runs.at(-1)?.end('canceled');
		}
		await wait(61 * SECOND);
		expect(told(runs)).toEqual([...Array.from({ length: 10 }, (_, index) => `default:1 ${index + 1}`), 'default:2 1']);
		expect(errors).toEqual([expect.stringContaining('Event default:1 is set aside: 10 runs')]);
		expect(logged.join()).not.toContain(phone(1));
	});

	it('that a worker reports without the data of its nodes counts if it names the job or the last node', () => {
		const failed = (more: object, result: object = {}) => hasEnded({ status: 'error', data: { resultData: { runData: {}, ...result } }, ...more } as never);
		expect(failed({ jobId: '7' })).toBe(true);
		expect(failed({}, { lastNodeExecuted: 'Update the CRM' })).toBe(true);
		expect(failed({})).toBe(false);
		expect(hasEnded({ status: 'error' } as never)).toBe(false);
	});

	it.each([[undefined, 3_600], [-1, 3_600], [120, 180]])('that never comes is not waited for much longer than the timeout of the workflow (%s s)', async (executionTimeout, seconds) => {
		const store = newStore();
		const { runs } = await listen(store, { ...(executionTimeout !== undefined && { executionTimeout }) });
		await record(store, stop(phone(1)));
		await wait(seconds * SECOND);
		expect(told(runs)).toEqual(['default:1 1']);
		await wait(10 * SECOND);
		expect(told(runs)).toEqual(['default:1 1', 'default:1 2']);
	});
});

describe('several triggers', () => {
	it('of several workflows get every event each', async () => {
		const store = newStore();
		const triggers = [await listen(store), await listen(store, { workflowId: 'w2' }), await listen(store, { nodeId: 'n2' })];
		await record(store, stop(phone(1)), stop(phone(2)));
		for (const trigger of triggers) expect((await settle(trigger)).map(({ eventId }) => eventId)).toEqual(['default:1', 'default:2']);
	});

	it('that are one and the same in two processes never both hand out, and share what there is', async () => {
		const store = newStore();
		const runs: StartedRun[] = [];
		const first = await listen(store, { runs });
		await listen(store, { runs });
		for (let index = 0; index < 6; index++) {
			await record(store, stop(phone(index)));
			await wait(7 * SECOND);
			expect(runs.filter(({ isOpen }) => isOpen)).toHaveLength(1);
			if (index === 2) await first.close();
			runs.filter(({ isOpen }) => isOpen).forEach((run) => run.end());
		}
		await settle({ runs });
		expect(told(runs)).toEqual([1, 2, 3, 4, 5, 6].map((seq) => `default:${seq} 1`));
	});

	it('that take over from one that is being stopped wait for its run', async () => {
		const store = newStore();
		const runs: StartedRun[] = [];
		const first = await listen(store, { runs });
		await record(store, stop(phone(1)), stop(phone(2)));
		await wait(6 * SECOND);
		await first.close();
		await listen(store, { runs });
		await wait(5 * 60 * SECOND);
		expect(told(runs)).toEqual(['default:1 1']);
		await settle({ runs });
		expect(told(runs)).toEqual(['default:1 1', 'default:2 1']);
	});
});

describe('a store that fails', () => {
	it('while the trigger is active is told of once, without a word of anybody, and loses no event', async () => {
		const store = newStore();
		const { runs, logged } = await listen(store);
		mockIsAway = true;
		await record(store, stop(phone(1)));
		await wait(5 * 60 * SECOND);
		expect(logged).toEqual(['On Opt-Out: The compliance store cannot be read, so no event is handed out until it can. Error']);
		mockIsAway = false;
		await wait(61 * SECOND);
		await settle({ runs });
		expect(told(runs)).toEqual(['default:1 1']);
		expect(logged).toHaveLength(2);
	});

	it('when a run ends does not make its event come again', async () => {
		const store = newStore();
		const { runs } = await listen(store);
		await record(store, stop(phone(1)), stop(phone(2)));
		await wait(6 * SECOND);
		mockIsAway = true;
		runs[0]?.end();
		await wait(5 * 60 * SECOND);
		mockIsAway = false;
		await wait(61 * SECOND);
		await settle({ runs });
		expect(told(runs)).toEqual(['default:1 1', 'default:2 1']);
	});

	it('keeps the trigger from being activated, without a word of anybody', async () => {
		mockIsAway = true;
		await expect(listen(newStore())).rejects.toMatchObject({ name: 'NodeOperationError', message: expect.not.stringMatching(/\d{7}|STOP/) });
	});
});
