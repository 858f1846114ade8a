import { bundleForChild, type ChildBundle } from '../support/bundle-for-child';
import { type Life, type Manner, type Phase, PHASES } from '../support/crash-deeds';
import { faultsOf } from '../support/crash-faults';
import { killAtRandom, Writer } from '../support/crash-killer';
import type { StoreBackend, StorePlace } from '../support/store-backend';

const WRITERS = 4;
const KILLS = 200;
/** So many of those that break a promise are killed before it has to have been seen. */
const BROKEN_KILLS = 60;

const BROKEN: ReadonlyArray<readonly [Manner, RegExp]> = [
	['acknowledgesBeforeCommit', /lost an acknowledged opt-out/],
	['writesInParts', /half of a batch/],
	['forgetsKeys', /granted to \d+ who asked|more sends than the cap/],
];

export function describeCrashes(backend: StoreBackend): void {
	describe('processes that are killed (invariants 2: an opt-out is committed before it is acknowledged, and 5: no send is granted twice)', () => {
		let place: StorePlace;
		let bundle: ChildBundle;
		beforeAll(async () => {
			bundle = await bundleForChild('test/support/crash-writer.ts');
		}, 60_000);
		afterAll(() => bundle.remove());
		beforeEach(async () => {
			place = await backend();
		});
		afterEach(() => place.remove());

		const countIn = (lives: readonly Life[], ...phases: Phase[]) => lives.filter(({ phase }) => phases.includes(phase)).length;

		test('at random moments lose nothing that was acknowledged, leave nothing half done, and no send is granted twice', async () => {
			const killing = { bundle: bundle.file, config: place.config, writers: WRITERS };
			const lives = [...(await killAtRandom({ ...killing, kills: KILLS * 0.6 })), ...(await killAtRandom({ ...killing, kills: KILLS * 0.4, together: true }))];
			process.stdout.write(`Killed ${PHASES.map((phase) => `${countIn(lives, phase)} ${phase}`).join(', ')}, ${lives.flatMap(({ told }) => told).length} deeds\n`);
			expect(await faultsOf(await place.open(), lives)).toEqual([]);
			expect(lives).toHaveLength(KILLS);
			// Most of them had something under way, many of them in the middle of the very transaction.
			expect(lives.filter(({ told }) => told.some(({ acknowledged }) => acknowledged === undefined)).length).toBeGreaterThan(KILLS / 2);
			expect(countIn(lives, 'inTransaction', 'committing')).toBeGreaterThan(KILLS / 10);
			expect(countIn(lives, 'starting')).toBeGreaterThan(0);
		}, 180_000);

		test('before each step of opening a new store and of recording, and right after COMMIT, leave a store that works, with all of a call or nothing', async () => {
			const phases = new Set<Phase>();
			for (let first = 1, isDone = false; !isDone; first += WRITERS) {
				const rounds = Array.from({ length: WRITERS }, async (_, offset) => {
					const own = await backend();
					const life = await new Writer(bundle.file, { config: own.config, manner: 'honest', dieAt: first + offset, deeds: 1 }).life();
					const faults = await faultsOf(await own.open(), [life]);
					await own.remove();
					return { life, faults };
				});
				for (const { life, faults } of await Promise.all(rounds)) {
					expect([first, faults]).toEqual([first, []]);
					phases.add(life.phase);
					isDone ||= life.steps !== undefined;
				}
			}
			expect([...phases]).toEqual(expect.arrayContaining(['starting', 'waiting', 'inTransaction', 'committing']));
		}, 120_000);

		test.each(BROKEN)('would be noticed by these tests to have used a store that %s', async (manner, fault) => {
			const lives: Life[] = [];
			let faults: string[] = [];
			while (lives.length < BROKEN_KILLS && !faults.some((one) => fault.test(one))) {
				lives.push(...(await killAtRandom({ bundle: bundle.file, config: place.config, writers: WRITERS, kills: WRITERS * 2, manner, longestLife: 500 })));
				faults = await faultsOf(await place.open(), lives);
			}
			expect(faults).toContainEqual(expect.stringMatching(fault));
		}, 120_000);
	});
}
