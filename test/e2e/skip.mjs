/** What a test gives back when it can not run here. */
export class Skipped {
	constructor(reason) {
		this.reason = reason;
	}
}

/** The tests of a file, all of them reported as skipped where there is a reason to. */
export function skipBecause(reason, tests) {
	if (reason === undefined) return tests;
	return Object.fromEntries(Object.keys(tests).map((behaviour) => [behaviour, async () => new Skipped(reason)]));
}
