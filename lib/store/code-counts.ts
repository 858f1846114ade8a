/** How often a batch reports a provider's code that nobody knows. */
export interface CodeCount {
	provider: string;
	code: string;
	count: number;
}

/** The codes that the reports of one batch name. */
export class CodeCounts {
	private readonly counts = new Map<string, CodeCount>();

	add(provider: string, code: string): void {
		const name = JSON.stringify([provider, code]);
		const known = this.counts.get(name);
		if (known) known.count++;
		else this.counts.set(name, { provider, code, count: 1 });
	}

	/** Each code once. */
	changes(): CodeCount[] {
		return [...this.counts.values()];
	}
}
