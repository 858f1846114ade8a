const RealDate = Date;

/** The clock of this process, set forward or back; it goes on as ever, so that what comes later is later. */
function shiftedDate(by: number): DateConstructor {
	return class extends RealDate {
		constructor(...given: [] | [value: number | string | Date]) {
			if (given.length === 0) super(RealDate.now() + by);
			else super(...given);
		}

		static override now(): number {
			return RealDate.now() + by;
		}
	} as unknown as DateConstructor;
}

/** Sets the clock to an instant; it goes on from there. The clock of a file that uses `startClockAt` comes back with the next test. */
export function moveClockTo(now: string): void {
	globalThis.Date = shiftedDate(RealDate.parse(now) - RealDate.now());
}

/** Starts every test of a file, or of a `describe`, at the same instant, for rules that come into force on some day. */
export function startClockAt(now: string): void {
	const set = (): void => moveClockTo(now);
	beforeAll(set);
	beforeEach(set);
	afterAll(() => {
		globalThis.Date = RealDate;
	});
}
