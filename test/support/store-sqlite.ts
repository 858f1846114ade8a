import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../lib/store/open-store';
import type { ComplianceStore } from '../../lib/store/port';
import type { StorePlace } from './store-backend';

/** A store file in a temporary folder of its own. */
export async function sqlitePlace(): Promise<StorePlace & { file: string }> {
	const folder = mkdtempSync(join(tmpdir(), 'store-'));
	const file = join(folder, 'compliance.sqlite');
	const opened: ComplianceStore[] = [];
	return {
		file,
		config: { backend: 'sqlite', file },
		async open() {
			const store = await openStore({ backend: 'sqlite', file });
			opened.push(store);
			return store;
		},
		async remove() {
			await Promise.all(opened.map((store) => store.close()));
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
