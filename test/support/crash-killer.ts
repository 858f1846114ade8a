import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreConfig } from '../../lib/store/port';
import type { Deed, Life, Manner, Orders, Phase, Told } from './crash-deeds';

export interface Killing {
	/** Of `crash-writer.ts`. */
	bundle: string;
	config: StoreConfig;
	manner?: Manner;
	kills: number;
	/** How many write at the same time. */
	writers: number;
	/** They all die at the same instant; otherwise each dies while the others go on. */
	together?: boolean;
	/** Milliseconds of work before the latest of them dies. */
	longestLife?: number;
}

/** So many are killed while they start and open the store, the others while they write. */
const EARLY_SHARE = 0.15;
const LONGEST_START_MS = 200;
const LONGEST_LIFE_MS = 120;

let names = 0;

/** A process that writes to a store, and what it says. */
export class Writer {
	/** Resolves when it has opened the store, or has ended. */
	readonly opened: Promise<unknown>;
	private readonly child: ChildProcess;
	private readonly name = String(++names).padStart(4, '0');
	private readonly closed: Promise<unknown>;
	private output = '';

	constructor(bundle: string, orders: Omit<Orders, 'name'>) {
		this.child = spawn(process.execPath, ['--no-warnings', bundle, JSON.stringify({ ...orders, name: this.name })], {
			env: { ...process.env, NODE_COMPILE_CACHE: dirname(bundle) },
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		this.closed = once(this.child, 'close');
		const heard = new Promise<void>((resolve) => {
			this.child.stdout?.on('data', (data: Buffer) => {
				this.output += data.toString();
				if (this.output.includes('"open"')) resolve();
			});
		});
		this.opened = Promise.race([heard, this.closed]);
	}

	kill(): void {
		this.child.kill('SIGKILL');
	}

	/** Everything it has said, once it is gone. */
	async life(): Promise<Life & { steps?: number }> {
		await this.closed;
		const life: Life & { steps?: number } = { name: this.name, phase: 'starting', told: [], complaints: [], failures: 0 };
		// What follows the last line break was cut off.
		for (const line of this.output.split('\n').slice(0, -1)) take(life, JSON.parse(line) as Line);
		return life;
	}
}

type Line = { open?: true; deed?: Deed; acknowledged?: Told['acknowledged']; phase?: Phase; complaint?: string; failed?: string; steps?: number };

function take(life: Life & { steps?: number }, { open, deed, acknowledged, phase, complaint, failed, steps }: Line): void {
	const isOpen = life.phase !== 'starting' || open === true;
	if (open) life.phase = 'idle';
	if (phase && isOpen) life.phase = phase;
	if (deed) {
		life.told.push({ deed });
		life.phase = 'waiting';
	}
	const last = life.told.at(-1);
	if (acknowledged && last) last.acknowledged = acknowledged;
	if (complaint) life.complaints.push(complaint);
	if (failed) life.failures++;
	if (steps !== undefined) life.steps = steps;
}

/** Starts processes that write to the same store and kills each at a moment of chance. */
export async function killAtRandom({ kills, writers, together = false, ...killing }: Killing): Promise<Life[]> {
	const lives: Life[] = [];
	if (together) {
		while (lives.length < kills) lives.push(...(await killTogether(killing, Math.min(writers, kills - lives.length))));
		return lives;
	}
	let left = kills;
	const oneAfterTheOther = async (): Promise<void> => {
		while (left-- > 0) lives.push(...(await killTogether(killing, 1)));
	};
	await Promise.all(Array.from({ length: writers }, oneAfterTheOther));
	return lives;
}

async function killTogether({ bundle, config, manner = 'honest', longestLife = LONGEST_LIFE_MS }: Pick<Killing, 'bundle' | 'config' | 'manner' | 'longestLife'>, count: number): Promise<Life[]> {
	const writers = Array.from({ length: count }, () => new Writer(bundle, { config, manner, smallLog: Math.random() < 0.5 }));
	if (Math.random() < EARLY_SHARE) {
		await sleep(Math.random() * LONGEST_START_MS);
	} else {
		await Promise.all(writers.map(({ opened }) => opened));
		await sleep(Math.random() * longestLife);
	}
	for (const writer of writers) writer.kill();
	return await Promise.all(writers.map(async (writer) => await writer.life()));
}
