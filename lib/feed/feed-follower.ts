import type { JsonObject } from '../model/json';
import type { FeedPosition } from '../store/port';
import { presentItem, type FeedBatch } from './next-batch';
import type { Reading } from './reading';

const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** Runs in a row that were cut off, after which an event is set aside: one that no run survives must not keep all others from being told. */
const MOST_ATTEMPTS = 10;
/** As many of them with all events that belong to one run. After that they are handed out one by one, so that only the one is set aside. */
const ATTEMPTS_TOGETHER = 5;
/** Of the lease, after which it is renewed: two renewals may fail before it is lost. */
const RENEWED_AFTER = 1 / 3;

/** What whoever runs the follower may want to tell people. Holds nothing of a contact. */
export type FollowerNews =
	| { kind: 'outage'; error: unknown }
	| { kind: 'recovered' }
	/** The run has not ended; the event and those with it are handed out again. */
	| { kind: 'cut_off'; eventId: string; attempt: number; error?: unknown }
	/** Every run with the event was cut off; nobody will be told of it. */
	| { kind: 'set_aside'; eventId: string; attempts: number };

export interface Following {
	reading: Reading;
	/** The next happenings after an event. */
	next: (after: number) => Promise<FeedBatch>;
	/** Starts a run over the items; resolves to whether it has ended, in whatever way. Rejecting counts as not ended. */
	handOut: (items: JsonObject[]) => Promise<boolean>;
	/** Milliseconds after which a run that has not ended counts as cut off. */
	longestRunMs: number;
	/** Milliseconds between two looks at a feed that has nothing new. */
	checkEveryMs: number;
	now: () => Date;
	/** Resolves after these milliseconds, or at once when aborted; never rejects. */
	pause: (ms: number, signal?: AbortSignal) => Promise<void>;
	tell: (news: FollowerNews) => void;
}

/**
 * Hands out the happenings of a feed in their order, one batch after the other.
 *
 * That a batch is handed out is on disk before, and that it is done with only after its run has ended: what was under way when the process died
 * comes again, with a higher `attempt`. What has ended is not handed out again, also where the store could not be told at once. What no run survives
 * is set aside.
 */
export class FeedFollower {
	/** Where the reading stands; `undefined`: not held, or nobody knows. */
	private held: FeedPosition | undefined;
	/** A run that has ended, or an event set aside, of which the store may not know yet. */
	private ended: { from: FeedPosition; to: FeedPosition } | undefined;
	private renewedAt = 0;
	private failures = 0;
	private isHandingOut = false;
	private readonly stopping = new AbortController();
	private work: Promise<void> = Promise.resolve();

	constructor(private readonly following: Following) {}

	/** Takes hold of the reading and begins. @throws ComplianceError `STORE_*` where that is not possible; later failures are told and retried */
	async start(): Promise<void> {
		await this.hold();
		this.work = this.goOn();
	}

	/**
	 * Starts no more runs. Gives the reading up and then resolves; while a run is under way it resolves at once, and the reading is held until
	 * that run has ended.
	 */
	async stop(): Promise<void> {
		this.stopping.abort();
		if (!this.isHandingOut && this.ended === undefined) await this.work;
	}

	private get isStopped(): boolean {
		return this.stopping.signal.aborted;
	}

	private async goOn(): Promise<void> {
		while (this.hasWork) {
			const wait = await this.tryStep();
			// Also where there is nothing to wait for: the store may answer without ever letting the process do anything else.
			if (this.hasWork) await this.following.pause(wait, this.isStopped ? undefined : this.stopping.signal);
		}
		await this.release();
	}

	private get hasWork(): boolean {
		return !this.isStopped || this.ended !== undefined;
	}

	/** @returns milliseconds to wait before the next step */
	private async tryStep(): Promise<number> {
		try {
			return await this.step();
		} catch (error) {
			// What the store has made of the last call is not known: it is asked again.
			this.held = undefined;
			this.failed(error);
			return growing(this.failures);
		}
	}

	private async step(): Promise<number> {
		const { checkEveryMs, next } = this.following;
		const position = await this.hold();
		if (position === undefined) {
			this.recovered();
			return checkEveryMs;
		}
		if (this.isStopped) return 0;
		const batch = await next(position.after);
		this.recovered();
		if (batch.items.length > 0) return this.isStopped ? 0 : await this.deliver(batch, position);
		if (batch.upTo > position.after) this.held = { after: batch.upTo, attempts: 0 };
		if (this.isRenewalDue() && !(await this.move(this.held ?? position))) return 0;
		return batch.isEnd ? checkEveryMs : 0;
	}

	/** The position of the reading, once it is held and knows of the last run. */
	private async hold(): Promise<FeedPosition | undefined> {
		const { reading } = this.following;
		if (this.held === undefined) {
			this.held = await reading.claim();
			this.renewed();
		}
		const { held, ended } = this;
		// Whoever has it now reads on; there is nothing left to do for one that was stopped.
		if (held === undefined && this.isStopped) this.ended = undefined;
		if (held === undefined || ended === undefined) return held;
		// Anywhere else it stands only if somebody else has handed the same out meanwhile.
		if (isSame(held, ended.from) && !(await this.move(ended.to))) return undefined;
		this.ended = undefined;
		return this.held;
	}

	private async deliver(found: FeedBatch, position: FeedPosition): Promise<number> {
		const { batch, attempts, done } = nextRun(found, position);
		const eventId = batch.items[0]?.happening.id ?? '';
		if (attempts >= MOST_ATTEMPTS) {
			this.ended = { from: position, to: done };
			this.tell({ kind: 'set_aside', eventId, attempts });
			await this.hold();
			return 0;
		}
		const from = { after: batch.before, attempts: attempts + 1 };
		if (!(await this.move(from))) return 0;
		if (this.isStopped) {
			// Nothing was handed out after all, and giving the reading up says so.
			this.held = { ...from, attempts };
			return 0;
		}
		this.isHandingOut = true;
		const { hasEnded, error } = await this.whileRenewing(from, this.runOf(batch, from.attempts));
		if (hasEnded) this.ended = { from, to: done };
		this.isHandingOut = false;
		if (hasEnded) {
			// Without waiting: a process that is being stopped may have waited for this very run.
			await this.hold();
			return 0;
		}
		if (from.attempts >= MOST_ATTEMPTS) return 0;
		if (!this.isStopped) this.tell({ kind: 'cut_off', eventId, attempt: from.attempts, ...(error !== undefined && { error }) });
		return growing(from.attempts);
	}

	private async runOf({ items }: FeedBatch, attempt: number): Promise<{ hasEnded: boolean; error?: unknown }> {
		const { handOut, pause, longestRunMs } = this.following;
		const isOver = new AbortController();
		try {
			const run = handOut(items.map((item) => presentItem(item, attempt)));
			return { hasEnded: await Promise.race([run, pause(longestRunMs, isOver.signal).then(() => false)]) };
		} catch (error) {
			return { hasEnded: false, error };
		} finally {
			isOver.abort();
		}
	}

	private async whileRenewing<Result>(position: FeedPosition, run: Promise<Result>): Promise<Result> {
		const isOver = new AbortController();
		const renewing = this.renewUntil(isOver.signal, position);
		try {
			return await run;
		} finally {
			isOver.abort();
			await renewing;
		}
	}

	private async renewUntil(isOver: AbortSignal, position: FeedPosition): Promise<void> {
		const { reading, pause } = this.following;
		while (!isOver.aborted && this.held !== undefined) {
			await pause(reading.leaseMs * RENEWED_AFTER, isOver);
			try {
				if (!isOver.aborted) await this.move(position);
			} catch (error) {
				this.failed(error);
			}
		}
	}

	/** @returns whether the reading was still held */
	private async move(position: FeedPosition): Promise<boolean> {
		const isHeld = await this.following.reading.move(position, false);
		this.held = isHeld ? position : undefined;
		this.renewed();
		return isHeld;
	}

	private async release(): Promise<void> {
		if (this.held === undefined) return;
		try {
			await this.following.reading.move(this.held, true);
		} catch (error) {
			// The lease ends by itself.
			this.failed(error);
		}
	}

	private isRenewalDue(): boolean {
		const passed = this.following.now().getTime() - this.renewedAt;
		// A clock that was set back counts as due.
		return passed < 0 || passed >= this.following.reading.leaseMs * RENEWED_AFTER;
	}

	private renewed(): void {
		this.renewedAt = this.following.now().getTime();
	}

	private recovered(): void {
		if (this.failures > 0) this.tell({ kind: 'recovered' });
		this.failures = 0;
	}

	/** Told once for each outage. */
	private failed(error: unknown): void {
		this.failures += 1;
		if (this.failures === 1) this.tell({ kind: 'outage', error });
	}

	private tell(news: FollowerNews): void {
		try {
			this.following.tell(news);
		} catch {
			// A log that fails must not keep events from being handed out.
		}
	}
}

/** What to hand out of a batch, how often it was handed out before, and where the reading stands once it is done with. */
function nextRun(batch: FeedBatch, { after, attempts: counted }: FeedPosition): { batch: FeedBatch; attempts: number; done: FeedPosition } {
	// What was handed out is no longer to be told: nothing counts against the event behind it, but that it may have been handed out as well.
	const attempts = batch.before === after ? counted : Math.min(counted, ATTEMPTS_TOGETHER);
	const [first, ...others] = batch.items;
	if (first === undefined || others.length === 0 || attempts < ATTEMPTS_TOGETHER) return { batch, attempts, done: { after: batch.upTo, attempts: 0 } };
	// The others may have been in the runs that were cut off, and so go on where those began to go out alone.
	const upTo = first.happening.last;
	return { batch: { ...batch, items: [first], upTo }, attempts, done: { after: upTo, attempts: ATTEMPTS_TOGETHER } };
}

function isSame(one: FeedPosition, other: FeedPosition): boolean {
	return one.after === other.after && one.attempts === other.attempts;
}

/** Milliseconds before what did not work is tried again: a second, twice as long each time, a minute at most. */
function growing(times: number): number {
	return Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** (times - 1));
}
