import type { ComplianceStore, FeedPosition, FeedReader } from '../store/port';

/** The right to read a feed for a while, and how far it has been read. */
export interface Reading {
	/** Milliseconds that it is held after each call. */
	leaseMs: number;
	/** `undefined` while somebody else holds it. */
	claim(): Promise<FeedPosition | undefined>;
	/** `false`, and nothing is moved, where somebody else has taken it. @param release gives it up */
	move(position: FeedPosition, release: boolean): Promise<boolean>;
}

export interface DurableReading {
	store: Pick<ComplianceStore, 'claimFeed' | 'moveFeed'>;
	brand: string;
	reader: FeedReader;
	/** Where a reader begins that the store does not know yet. */
	start: 'now' | 'beginning';
	now: () => Date;
}

/** A reading that lives on in the store, so that it goes on where it stopped, in whatever process. */
export function durableReading({ store, brand, reader, start, now }: DurableReading): Reading {
	return {
		leaseMs: reader.leaseMs,
		claim: async () => await store.claimFeed(brand, reader, start, now()),
		move: async (position, release) => await store.moveFeed(brand, reader, position, now(), release),
	};
}

const DAY_MS = 86_400_000;

/** A reading that nobody else sees and that leaves no trace. @param start number of the event behind which it begins */
export function passingReading(start: () => Promise<number>): Reading {
	let known: FeedPosition | undefined;
	return {
		leaseMs: DAY_MS,
		claim: async () => (known ??= { after: await start(), attempts: 0 }),
		move: async (position) => {
			known = position;
			return true;
		},
	};
}
