/**
 * A bounded map that forgets what was not asked for lately: when the young generation is full it becomes
 * the old one, and the old one goes. Holds at most twice `generationSize` entries.
 */
export class TwoGenerationCache<K, V> {
	private young = new Map<K, V>();
	private old = new Map<K, V>();

	constructor(private readonly generationSize: number) {}

	get(key: K): V | undefined {
		const value = this.young.get(key);
		if (value !== undefined) return value;
		const older = this.old.get(key);
		if (older !== undefined) this.set(key, older);
		return older;
	}

	set(key: K, value: V): void {
		if (this.young.size >= this.generationSize) {
			this.old = this.young;
			this.young = new Map();
		}
		this.young.set(key, value);
	}
}
