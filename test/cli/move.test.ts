import type { Terminal } from '../../cli/command';
import { move } from '../../cli/commands/move';
import { runCli } from '../../cli/run-cli';
import { BRAND, day, optOut, ORIGIN } from '../support/store-changes';
import { describePostgres, postgresPlace } from '../support/store-postgres';
import { sqlitePlace } from '../support/store-sqlite';

function terminal(): Terminal & { printed: string[]; warned: string[] } {
	const [printed, warned]: [string[], string[]] = [[], []];
	return { printed, warned, env: {}, print: (line) => void printed.push(line), warn: (line) => void warned.push(line), progress: () => undefined };
}

const run = async (...args: string[]) => {
	const at = terminal();
	return { code: await runCli(['move', ...args], [move], '0', at), printed: at.printed.join('\n'), warned: at.warned.join('\n') };
};

describe('the command move', () => {
	it.each([
		['two files', ['a.sqlite', 'b.sqlite'], /no other direction/],
		['a database as the source', ['postgres://u:secret@h/d', 'a.sqlite'], /no other direction/],
		['one operand', ['a.sqlite'], /takes <from> <to>/],
		['a file that is not there', ['/nowhere/a.sqlite', 'postgres://u:secret@127.0.0.1:1/d'], /no file of that name/],
		['an option that does not exist', ['a', 'b', '--force'], /no option/],
	])('refuses %s in words, without the password', async (_, args, words) => {
		const { code, warned } = await run(...args);
		expect([code, warned]).toEqual([2, expect.stringMatching(words)]);
		expect(warned).not.toMatch(/secret|\n\s+at /);
	});
});

describePostgres('the command move, with a server', () => {
	it('moves, says what was moved, and says so when it is run again', async () => {
		const [from, to] = [await sqlitePlace(), await postgresPlace()];
		try {
			const store = await from.open();
			await store.record(BRAND, [optOut()], ORIGIN, day(1));
			const head = await store.head(BRAND);
			const args = [from.file, to.config.connectionString, '--schema', to.config.schema];
			expect(await run(...args, '--undo')).toMatchObject({ code: 2, warned: expect.stringMatching(/nothing to undo/) as string });
			expect(await run(...args)).toMatchObject({ code: 0, printed: expect.stringContaining(`${BRAND}: 1 events, verified on both sides, head 1:${head?.hash}`) as string, warned: '' });
			const again = await run(...args, '--json');
			expect([again.code, JSON.parse(again.printed)]).toEqual([0, { outcome: 'already', brands: [{ brand: BRAND, head }] }]);
			expect(await run(...args, '--undo')).toMatchObject({ code: 2, warned: expect.stringMatching(/stays out of use/) as string });
		} finally {
			await from.remove();
			await to.remove();
		}
	});
});
