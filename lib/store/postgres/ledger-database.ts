import type { ChainedText } from '../../ledger/chain';
import type { LedgerHead } from '../../ledger/event';
import type { StoredEvidence } from '../../ledger/evidence';
import { requireBrand } from '../brand';
import { chainPages } from '../chain-pages';
import { CLOSED, explain } from '../explain';
import type { Ledger } from '../ledger';
import { readPages } from '../read-pages';
import type { PostgresConfig } from './config';
import { Connections } from './connections';
import { storeError } from './errors';
import { LedgerChain } from './ledger-chain';
import { requireStore } from './migrations';
import { readSettings } from './settings';
import { type Session, statementsIn } from './statement';

/** The ledgers of a store in PostgreSQL, for reading alone. */
export class LedgerDatabase implements Ledger {
	private readonly rows: LedgerChain;
	private closed = false;

	private constructor(
		private readonly connections: Connections,
		schema: string,
	) {
		this.rows = new LedgerChain(statementsIn(schema));
	}

	/** @throws ComplianceError where the configuration names no store that can be read. */
	static async open(config: PostgresConfig): Promise<LedgerDatabase> {
		// Nothing is kept on the server between two transactions, so that a pooler in between does no harm.
		const settings = readSettings({ poolSize: 1, ...config, namedStatements: false });
		const connections = new Connections(settings, 'proof');
		try {
			await connections.look((session) => requireStore(session, settings.schema));
			return new LedgerDatabase(connections, settings.schema);
		} catch (error) {
			await connections.close();
			throw storeError(error);
		}
	}

	async brands(): Promise<string[]> {
		return await this.look((session) => this.rows.brands(session));
	}

	async unnamedChains(): Promise<number> {
		return await this.look((session) => this.rows.unnamed(session));
	}

	async head(brand: string): Promise<LedgerHead | undefined> {
		return await this.look((session) => this.rows.head(session, requireBrand(brand)));
	}

	async *chain(brand: string): AsyncIterable<readonly ChainedText[]> {
		yield* chainPages(brand, (after) => this.look((session) => this.rows.chain(session, requireBrand(brand), after)));
	}

	async *evidence(brand: string): AsyncIterable<readonly StoredEvidence[]> {
		yield* readPages((after) => this.look((session) => this.rows.evidencePage(session, requireBrand(brand), after)));
	}

	async close(): Promise<void> {
		if (this.closed) return;
		this.closed = true;
		await this.connections.close();
	}

	private async look<T>(work: (session: Session) => Promise<T>): Promise<T> {
		if (this.closed) throw explain(CLOSED);
		try {
			return await this.connections.look(work);
		} catch (error) {
			throw storeError(error);
		}
	}
}
