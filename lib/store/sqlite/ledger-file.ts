import type { ChainedText } from '../../ledger/chain';
import type { LedgerHead } from '../../ledger/event';
import type { StoredEvidence } from '../../ledger/evidence';
import type { ComplianceError } from '../../model/errors';
import { requireBrand } from '../brand';
import { chainPages } from '../chain-pages';
import { CLOSED, explain, type Explanation } from '../explain';
import type { Ledger } from '../ledger';
import { readPages } from '../read-pages';
import { primaryCode, storeError } from './errors';
import type { LedgerChain } from './ledger-chain';
import { type LedgerView, openView } from './ledger-view';
import { patiently } from './open-database';
import { existingStoreFile } from './store-file';

const NOT_READABLE: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The file of the compliance store can not be read.',
	remedy: 'Check that it is a file, and that this user may read it. Where one that ends in -wal lies beside it, SQLite has to write there as well: copy both to a folder of your own, or take a backup as the page about the store tells.',
};
/** Primary result codes, https://www.sqlite.org/rescode.html: SQLITE_READONLY, SQLITE_CANTOPEN. */
const WITHOUT_ACCESS: ReadonlySet<number | undefined> = new Set([8, 14]);

/** The ledgers of a store file, for reading alone. */
export class LedgerFile implements Ledger {
	private view: LedgerView | undefined;
	private closed = false;

	private constructor(private readonly path: string) {}

	/** @throws ComplianceError where there is no SQLite, or the file is no store that can be read. */
	static async open(file: string): Promise<LedgerFile> {
		const ledger = new LedgerFile(existingStoreFile(file));
		try {
			await ledger.read((rows) => rows.brands());
			return ledger;
		} catch (error) {
			await ledger.close();
			throw error;
		}
	}

	async brands(): Promise<string[]> {
		return await this.read((rows) => rows.brands());
	}

	async unnamedChains(): Promise<number> {
		return await this.read((rows) => rows.unnamed());
	}

	async head(brand: string): Promise<LedgerHead | undefined> {
		return await this.read((rows) => rows.head(requireBrand(brand)));
	}

	async *chain(brand: string): AsyncIterable<readonly ChainedText[]> {
		yield* chainPages(brand, (after) => this.read((rows) => rows.chain(requireBrand(brand), after)));
	}

	async *evidence(brand: string): AsyncIterable<readonly StoredEvidence[]> {
		yield* readPages((after) => this.read((rows) => rows.evidencePage(requireBrand(brand), after)));
	}

	async close(): Promise<void> {
		this.closed = true;
		this.closeView();
	}

	private async read<T>(work: (rows: LedgerChain) => T): Promise<T> {
		try {
			return await patiently(() => this.attempt(work));
		} catch (error) {
			throw readError(error);
		}
	}

	/** Once more where the file was changed: whatever came out then, an error as well, may come of half a change. */
	private attempt<T>(work: (rows: LedgerChain) => T): T {
		for (;;) {
			if (this.closed) throw explain(CLOSED);
			const view = (this.view ??= openView(this.path));
			const outcome = outcomeOf(() => work(view.rows));
			if (view.isCurrent()) return outcome();
			this.closeView();
		}
	}

	private closeView(): void {
		this.view?.db.close();
		this.view = undefined;
	}
}

/** Does something now, and gives or throws later what came of it. */
function outcomeOf<T>(work: () => T): () => T {
	try {
		const value = work();
		return () => value;
	} catch (error) {
		return () => {
			throw error;
		};
	}
}

function readError(error: unknown): ComplianceError {
	return WITHOUT_ACCESS.has(primaryCode(error)) ? explain(NOT_READABLE) : storeError(error);
}
