/** Timers are the real ones: n8n needs them. */
const REAL = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const;

/** Starts every test of a file at the same instant, for rules that come into force on some day; from there on the clock runs as ever. */
export function startClockAt(now: string): void {
	const set = (): void => {
		jest.useFakeTimers({ now: new Date(now), advanceTimers: true, doNotFake: [...REAL] });
	};
	beforeAll(set);
	beforeEach(set);
	afterAll(() => jest.useRealTimers());
}
