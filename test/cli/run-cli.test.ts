import { storePlace } from '../../cli/store-place';
import { cli } from './run-in-process';

describe('the command line', () => {
	it('shows its commands, and the options of each', async () => {
		const program = await cli(['--help']);
		expect(program).toMatchObject({ code: 0, warned: [] });
		expect(program.printed.join('\n')).toContain('verify <store>');
		const command = await cli(['verify', '--help']);
		expect(command.code).toBe(0);
		for (const option of ['--brand NAME', '--noted-head SEQ:HASH', '--heads FILE', '--note', '--begin', '--json', '--schema NAME', '--tls MODE', '--ca FILE']) expect(command.printed.join('\n')).toContain(option);
	});

	it('tells its version', async () => {
		expect(await cli(['--version'])).toMatchObject({ code: 0, printed: ['1.2.3'] });
	});

	it.each([
		[[], 'A command is missing.'],
		[['constructor'], 'There is no such command.'],
		[['verify'], 'takes <store>, and 0 values'],
		[['verify', 'a', 'b'], 'takes <store>, and 2 values'],
		[['verify', 'a', '--secret-word'], 'has no option --secret-word'],
		[['verify', 'a', '--brand'], 'needs a value'],
		[['verify', 'a', '--brand', '--json'], 'needs a value'],
		[['verify', 'a', '--json=yes'], 'takes no value'],
		[['verify', 'a', '--brand', 'x', '--brand', 'y'], 'given twice'],
		[['verify', 'a', '--tls', 'off'], 'are for PostgreSQL'],
		[['verify', 'mysql://host/db'], 'a URL of another kind'],
	])('refuses %j in words', async (args, words) => {
		const { code, printed, warned } = await cli(args);
		expect({ code, printed }).toEqual({ code: 2, printed: [] });
		expect(warned.join('\n')).toContain(words);
	});

	it('never repeats a password that was given in the wrong place', async () => {
		for (const args of [['verify', 'postgres://u:hunter2@127.0.0.1:1/d', 'x'], ['postgres://u:hunter2@h/d'], ['verify', 'postgres://u:hunter2@127.0.0.1:1/d'], ['verify', 'postgres://u:hunter2@h:bad/d'], ['verify', 'a', '--postgres://u:hunter2@h/d']]) {
			const run = await cli(args, { PGPASSWORD: 'hunter2' });
			expect(run.code).toBe(2);
			expect(JSON.stringify(run)).not.toContain('hunter2');
		}
	});
});

describe('the place of a store', () => {
	const place = (operand: string, env = {}) => storePlace(operand, { texts: {} }, env);

	it('is a file, also one of Windows', () => {
		expect(place('C:\\n8n\\store.sqlite')).toEqual({ backend: 'sqlite', file: 'C:\\n8n\\store.sqlite' });
	});

	it('is a database, with the password of the URL before that of the environment', () => {
		expect(place('postgres://u@h/d', { PGPASSWORD: 'a@b' })).toEqual({ backend: 'postgres', connectionString: 'postgres://u:a%40b@h/d' });
		expect(place('postgresql://u:own@h/d', { PGPASSWORD: 'a' })).toEqual({ backend: 'postgres', connectionString: 'postgresql://u:own@h/d' });
		expect(place('postgres://u@h/d')).toEqual({ backend: 'postgres', connectionString: 'postgres://u@h/d' });
	});
});
