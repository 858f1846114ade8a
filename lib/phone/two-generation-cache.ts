/**
 * A bounded cache that forgets by halves: when the young generation is full it becomes the old one, and what
 * was not asked for since is dropped.
 */
export class TwoGenerationCache<V extends object> {
	private young = new Map<unknown, V>();
	private old = new Map<unknown, V>();

	/** @param generationSize entries are kept for at least as many new ones, and at most twice as many at a time. */
	constructor(private readonly generationSize: number) {}

	get(key: unknown): V | undefined {
		const recent = this.young.get(key);
		if (recent !== undefined) return recent;
		const earlier = this.old.get(key);
		if (earlier !== undefined) this.set(key, earlier);
		return earlier;
	}

	set(key: unknown, value: V): void {
		if (this.young.size >= this.generationSize) {
			this.old = this.young;
			this.young = new Map();
		}
		this.young.set(key, value);
	}
}
