import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Expression } from 'n8n-workflow';

/**
 * A user folder of n8n's own for this test file, so that a node on the embedded store writes there.
 * Has to be set before n8n-core is loaded, which reads it once.
 */
export const userFolder = mkdtempSync(join(tmpdir(), 'n8n-test-'));
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_LOG_LEVEL = 'silent';

/** Starts the engine that n8n 2 evaluates expressions with by default. */
export async function startExpressionEngine(): Promise<void> {
	await Expression.initExpressionEngine({
		engine: 'vm',
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
	});
}

afterAll(async () => {
	await Expression.disposeExpressionEngine();
	rmSync(userFolder, { recursive: true, force: true });
});
