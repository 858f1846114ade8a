import { hash } from 'node:crypto';
import type { LedgerSource } from '../../ledger/source';
import { ComplianceError } from '../../model/errors';
import { chainPages } from '../chain-pages';
import { explain } from '../explain';
import { readPages } from '../read-pages';
import type { PostgresConfig } from './config';
import { Connections } from './connections';
import { hasSqlState, storeError } from './errors';
import { LedgerReader } from './ledger-reader';
import { createStore, isAlreadyThere, keepPlace, subjectKeyIn } from './migrations';
import { readSettings } from './settings';
import { type MakeStatement, type Session, statementsIn } from './statement';
import { insertion, TRANSFER_TABLES, type TransferTable, valuesOf } from './transfer-tables';

/** What a schema holds: nothing, the place kept for the store that is moved there, that store, or something else. */
export type Occupant = 'nothing' | 'kept place' | 'this store' | 'another store';

/** Building an index or counting rows takes as long as there are rows. */
const MOVE_STATEMENT_MS = 3_600_000;
const UNDO_STATEMENT_MS = 10_000;
const TOOK_TOO_LONG = ['57014'];
/** The place was given up while somebody waited for it. */
const NO_SUCH_TABLE = ['42P01'];

/** The schema of a database that a store is to be moved to. */
export class TransferTarget {
	private readonly connections: Connections;
	private readonly schema: string;
	private readonly statement: MakeStatement;
	/** Tells this place from others: a digest of host, port, database and schema. */
	readonly name: string;

	constructor(config: PostgresConfig) {
		const settings = readSettings({ ...config, statementTimeoutMs: MOVE_STATEMENT_MS, poolSize: 2 });
		const { host, port, database } = settings.client;
		this.schema = settings.schema;
		this.name = hash('sha256', JSON.stringify([host, port, database, settings.schema]), 'hex');
		this.statement = statementsIn(settings.schema);
		this.connections = new Connections(settings);
	}

	/** @param subjectKey of the store that is moved. */
	async occupant(subjectKey: Uint8Array): Promise<Occupant> {
		return await this.inWords(async () => await this.connections.read((session) => this.occupantIn(session, subjectKey)));
	}

	/**
	 * Keeps the place for the store, for good: whoever opens it is refused, so that nobody begins a store there that knows of no opt-out. Where it is kept
	 * already it stays so.
	 *
	 * @throws ComplianceError where somebody else has put something there meanwhile.
	 */
	async keep(subjectKey: Uint8Array): Promise<void> {
		await this.inWords(async () => await this.connections.write(async (session) => {
			const occupant = await this.occupantIn(session, subjectKey);
			if (occupant === 'nothing') await this.keepIn(session, subjectKey);
			else if (occupant !== 'kept place') throw underWay();
		}));
	}

	/**
	 * Makes the store and hands it over to be filled, in one transaction: until that is kept nobody sees anything of it, and whoever makes or undoes the
	 * same move waits.
	 *
	 * @throws ComplianceError where somebody else has put something there meanwhile.
	 */
	async create<Result>(subjectKey: Uint8Array, fill: (store: NewStore) => Promise<Result>): Promise<Result> {
		return await this.inWords(async () => await this.connections.write(async (session) => {
			await this.hold(session, subjectKey, 'SHARE ROW EXCLUSIVE');
			if ((await this.occupantIn(session, subjectKey)) !== 'kept place') throw underWay();
			await createStore(session, this.schema);
			return await fill(new NewStore(session, this.statement, this.schema));
		}));
	}

	/** The ledger of the store that is there already, for `verifyLedger`. */
	async read<Result>(work: (ledger: LedgerSource) => Promise<Result>): Promise<Result> {
		return await this.inWords(async () => await this.connections.read(async (session) => await work(ledgerOf(session, this.statement))));
	}

	/**
	 * Does `work` while the place is held without a store, then gives it up: no mover can be under way, and none can begin before it is done.
	 *
	 * @returns what is there instead, and nothing is done, where a store is there: the one that is moved, or one that others may have begun to use.
	 */
	async whileEmpty(subjectKey: Uint8Array, work: () => Promise<void>): Promise<'done' | 'this store' | 'another store'> {
		return await this.inWords(async () => {
			try {
				return await this.connections.write(async (session) => {
					await session.exec(`SET LOCAL statement_timeout = ${UNDO_STATEMENT_MS}`);
					await this.hold(session, subjectKey, 'ACCESS EXCLUSIVE');
					const occupant = await this.occupantIn(session, subjectKey);
					if (occupant === 'this store' || occupant === 'another store') return occupant;
					await work();
					// After the file: where this is not kept, the place refuses everybody and the file answers.
					await session.exec(`DROP TABLE "${this.schema}".meta`);
					return 'done';
				});
			} catch (error) {
				throw hasSqlState(error, TOOK_TOO_LONG) ? underWay() : error;
			}
		});
	}

	async close(): Promise<void> {
		await this.connections.close();
	}

	private async occupantIn(session: Session, subjectKey: Uint8Array): Promise<Occupant> {
		const found = await subjectKeyIn(session, this.schema);
		if (found === undefined) return 'nothing';
		if (Buffer.compare(found.subjectKey, subjectKey) !== 0) return 'another store';
		return found.isToCome ? 'kept place' : 'this store';
	}

	/** Waits for whoever moves or undoes. What was read before may have changed by then. Keeps the place first where nobody does any more. */
	private async hold(session: Session, subjectKey: Uint8Array, mode: 'SHARE ROW EXCLUSIVE' | 'ACCESS EXCLUSIVE'): Promise<void> {
		if ((await this.occupantIn(session, subjectKey)) === 'nothing') await this.keepIn(session, subjectKey);
		await session.exec(`LOCK TABLE "${this.schema}".meta IN ${mode} MODE`).catch((error: unknown) => {
			throw hasSqlState(error, NO_SUCH_TABLE) ? underWay() : error;
		});
	}

	private async keepIn(session: Session, subjectKey: Uint8Array): Promise<void> {
		try {
			await keepPlace(session, this.schema, subjectKey);
		} catch (error) {
			throw isAlreadyThere(error) ? underWay() : error;
		}
	}

	private async inWords<T>(work: () => Promise<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			throw storeError(error);
		}
	}
}

/** A store in the making, inside the transaction that makes it. */
export class NewStore {
	constructor(
		private readonly session: Session,
		private readonly statement: MakeStatement,
		private readonly schema: string,
	) {}

	async add(table: TransferTable, rows: ReadonlyArray<Readonly<Record<string, unknown>>>): Promise<void> {
		const added = await this.session.run(this.statement(`move_${table.name}`, insertion(table)), valuesOf(table, rows));
		if (added !== rows.length) throw explain({ code: 'STORE_UNAVAILABLE', message: 'The database did not take all rows.', remedy: 'Nothing was moved. Find out which program changes what is written to it.' });
	}

	/** What follows from the rows: numbers of brands yet to come, and what the server has to know to plan by. */
	async complete(): Promise<void> {
		await this.session.exec(`SELECT setval(pg_get_serial_sequence('"${this.schema}".brands', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM "${this.schema}".brands), false)`);
		for (const { name } of TRANSFER_TABLES) await this.session.exec(`ANALYZE "${this.schema}".${name}`);
	}

	async count(table: string): Promise<number> {
		const [row] = await this.session.rows<{ rows: number }>(this.statement(`count_${table}`, `SELECT count(*) AS rows FROM @${table}`));
		return row?.rows ?? 0;
	}

	/** For `verifyLedger`. */
	ledger(): LedgerSource {
		return ledgerOf(this.session, this.statement);
	}
}

function ledgerOf(session: Session, statement: MakeStatement): LedgerSource {
	const reader = new LedgerReader(statement);
	return {
		head: async (brand) => await reader.head(session, brand),
		chain: (brand) => chainPages(brand, (after) => reader.chain(session, brand, after)),
		evidence: (brand) => readPages((after) => reader.evidencePage(session, brand, after)),
	};
}

function underWay(): ComplianceError {
	return new ComplianceError('STORE_UNAVAILABLE', 'Something else is making a store at the same place, such as the same move in another window.', 'Wait until it has ended, then run the command again.');
}
