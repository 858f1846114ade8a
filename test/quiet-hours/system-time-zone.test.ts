import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const FILES = ['window-state', 'evaluate', 'instant'].map((name) => `test/quiet-hours/${name}.test.ts`);

describe('quiet hours in every system time zone', () => {
	it.each(['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe', 'America/Sao_Paulo'])(
		'give the same answers under TZ=%s',
		(zone) => {
			const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
			const child = spawnSync(process.execPath, [jest, '--runInBand', ...FILES], { cwd: ROOT, env: { ...process.env, TZ: zone }, encoding: 'utf8' });
			expect(child.stderr).toMatch(/Tests: +\d+ passed, \d+ total/);
			expect(child.status).toBe(0);
		},
		60_000,
	);
});
