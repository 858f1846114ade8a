import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import { tryStore, connectStore, type StoreContext } from '../../lib/n8n/store-connection';

const node: INode = { id: '1', name: 'Gate', type: 'gate', typeVersion: 1, position: [0, 0], parameters: {} };
const context: StoreContext = { getNode: () => node, getCredentials: <T extends object>() => Promise.reject<T>(new Error('not asked for')) };

let folder: string;
const { argv, env } = process;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'connection-'));
	process.env = { ...env, N8N_USER_FOLDER: folder };
	delete process.env['EXECUTIONS_MODE'];
});
afterEach(() => {
	process.argv = argv;
	process.env = env;
	rmSync(folder, { recursive: true, force: true });
});

/** As n8n starts the process. */
function startedWith(command: string[], mode?: string): void {
	process.argv = ['node', 'n8n', ...command];
	if (mode !== undefined) process.env['EXECUTIONS_MODE'] = mode;
}

describe('the embedded store in queue mode', () => {
	test.each([
		['the main process', [], 'queue'],
		['the main process by its command', ['start'], 'queue'],
		['a worker', ['worker', '--concurrency=5'], 'queue'],
		['a worker that is told of it by its command alone', ['worker'], undefined],
		['a worker whose environment says otherwise', ['worker'], 'regular'],
		['a webhook process', ['webhook'], undefined],
	])('refuses in %s', async (_, command, mode) => {
		startedWith(command, mode);
		await expect(connectStore(context)).rejects.toMatchObject({ code: 'STORE_UNSUPPORTED', message: expect.stringContaining('queue mode') });
	});

	test.each([
		['n8n without queue mode', ['start'], undefined, {}],
		['a worker whose operator says that all share the disk', ['worker'], 'queue', { sharedDisk: true }],
	])('opens in %s', async (_, command, mode, fields: ICredentialDataDecryptedObject) => {
		startedWith(command, mode);
		await expect(tryStore({ backend: 'sqlite', file: join(folder, 'store.sqlite'), ...fields })).resolves.toBeUndefined();
	});
});
