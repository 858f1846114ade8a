import { FeedFollower, type FeedBatch, type FollowerNews, type Reading } from '../../lib/feed';
import type { FeedPosition } from '../../lib/store/port';
import { pause } from '../../nodes/ComplianceEventTrigger/pause';

const LEASE_MS = 30_000;
export const CHECK_EVERY_MS = 5_000;
export const LONGEST_RUN_MS = 3_600_000;

/** A run that a follower has started over events. */
export interface Run {
	by: string;
	events: number[];
	attempt: number;
	/** Whether it is still under way. */
	isOpen: boolean;
	/** Tells n8n's answer: `true` it has ended, `false` or an error it was cut off. */
	end: (hasEnded?: boolean | Error) => void;
}

/**
 * A feed of numbered events, one reader of it as the store keeps it, and the processes that follow it. Time is jest's.
 */
export class FollowerWorld {
	/** Number of the last event. */
	events = 0;
	/** Events handed out at a time. */
	perRun = 1;
	longestRunMs = LONGEST_RUN_MS;
	/** Called when the reader is moved. */
	onMove: () => void = () => undefined;
	/** Whether the store fails. */
	isDown = false;
	/** Whether what is told arrives. */
	canTell = true;
	position: FeedPosition = { after: 0, attempts: 0 };
	runs: Run[] = [];
	news: Array<FollowerNews & { by: string }> = [];
	calls = 0;
	/** Numbers of events that nobody is to be told of any more. */
	left: readonly number[] = [];
	private owner: string | undefined;
	private leasedUntil = 0;
	private readonly killed = new Set<string>();

	process(by: string): FeedFollower {
		return new FeedFollower({
			reading: this.reading(by),
			next: async (after) => await this.ask(by, () => this.batch(after)),
			handOut: async (items) => await this.run(by, items.map(({ eventId, attempt }) => ({ eventId, attempt }))),
			longestRunMs: this.longestRunMs,
			checkEveryMs: CHECK_EVERY_MS,
			now: () => new Date(),
			pause,
			tell: (news) => {
				if (!this.canTell) throw new Error('The log is full');
				if (!this.killed.has(by)) this.news.push({ by, ...news });
			},
		});
	}

	/** From now on nothing that the process does has an effect. */
	kill(by: string): void {
		this.killed.add(by);
		for (const run of this.runs) if (run.by === by) run.isOpen = false;
	}

	/** Somebody else has taken the reader, as after a pause of the whole process that was longer than the lease. */
	takeAway(): void {
		this.owner = 'somebody else';
		this.leasedUntil = Date.now() + LEASE_MS;
	}

	get open(): Run[] {
		return this.runs.filter(({ isOpen }) => isOpen);
	}

	/** Ends the runs that are under way, one after the other, until there are no more. */
	async endAll(): Promise<void> {
		for (let quiet = 0; quiet < 3; quiet++) {
			for (const run of this.open) {
				run.end();
				quiet = 0;
			}
			await jest.advanceTimersByTimeAsync(61_000);
		}
	}

	/** Cuts off so many runs that have the event, or as many as come; ends those that come in between. */
	async cutOff(event: number, most: number): Promise<void> {
		let done = 0;
		for (let quiet = 0; done < most && quiet < 70; quiet++) {
			for (const run of this.open) {
				const isMeant = run.events.includes(event);
				done += Number(isMeant);
				run.end(!isMeant);
				quiet = 0;
			}
			await jest.advanceTimersByTimeAsync(1_000);
		}
	}

	private reading(by: string): Reading {
		const holds = (): boolean => this.owner === by;
		const renew = (isReleased = false): void => {
			this.owner = isReleased ? undefined : by;
			this.leasedUntil = Date.now() + LEASE_MS;
		};
		return {
			leaseMs: LEASE_MS,
			claim: async () =>
				await this.ask(by, () => {
					if (this.owner !== undefined && !holds() && Date.now() < this.leasedUntil) return undefined;
					renew();
					return this.position;
				}),
			move: async (position, release) =>
				await this.ask(by, () => {
					if (!holds()) return false;
					renew(release);
					this.position = position;
					this.onMove();
					return true;
				}),
		};
	}

	private async ask<Result>(by: string, answer: () => Result): Promise<Result> {
		await Promise.resolve();
		if (this.killed.has(by)) return await new Promise<never>(() => undefined);
		this.calls += 1;
		if (this.isDown) throw new Error('The store is away: +15551230001');
		return answer();
	}

	private batch(after: number): FeedBatch {
		const numbers = Array.from({ length: this.events - after }, (_, index) => after + index + 1).filter((seq) => !this.left.includes(seq)).slice(0, this.perRun);
		const [first, last] = [numbers[0], numbers.at(-1)];
		const items = numbers.map((seq) => ({ happening: { id: String(seq), first: seq, last: seq, types: ['opt_out'] as const, channels: [], reasons: [], told: { eventId: String(seq) } } }));
		return { items, before: first === undefined ? this.events : first - 1, upTo: last ?? this.events, isEnd: last === undefined };
	}

	private async run(by: string, items: Array<{ eventId?: unknown; attempt?: unknown }>): Promise<boolean> {
		return await new Promise<boolean>((resolve, reject) => {
			if (this.killed.has(by)) return;
			const run: Run = {
				by,
				events: items.map(({ eventId }) => Number(eventId)),
				attempt: Number(items[0]?.attempt),
				isOpen: true,
				end: (hasEnded = true) => {
					if (!run.isOpen) return;
					run.isOpen = false;
					if (typeof hasEnded === 'boolean') resolve(hasEnded);
					else reject(hasEnded);
				},
			};
			this.runs.push(run);
		});
	}
}
