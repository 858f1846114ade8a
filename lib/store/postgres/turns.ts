/** Lets so many work at a time; the others wait in the order they came. */
export class Turns {
	private readonly waiting: Array<() => void> = [];

	/** @param free who may work at the same time. */
	constructor(private free: number) {}

	async take<T>(work: () => Promise<T>): Promise<T> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((begin) => this.waiting.push(begin));
		try {
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.free++;
		}
	}
}
