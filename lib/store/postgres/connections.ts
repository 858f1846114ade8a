import { Pool, types, type PoolClient } from 'pg';
import { explain } from '../explain';
import { checkServer, type Use } from './check-server';
import { isConnectionLoss, isRefusal, UNKNOWN_OUTCOME } from './errors';
import { patiently } from './patience';
import type { PostgresSettings } from './settings';
import type { Session, Statement } from './statement';
import { Turns } from './turns';

const BIGINT = 20;

/** Everything stored as a bigint is an instant or a number of an event, far below 2^53. */
const TYPES = { getTypeParser: (type: number, format: 'text' | 'binary') => (type === BIGINT ? Number : types.getTypeParser(type, format)) } as typeof types;

/** A stronger setting of the server stays; a weaker one would acknowledge what a power cut can take back. */
const DURABLE = "SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true)";

/** The connections of one store, opened as they are needed and shared by all who ask. */
export class Connections {
	private readonly pool: Pool;
	private readonly turns: Turns;
	private readonly begin: string;
	private readonly beginReading: string;

	constructor(
		private readonly settings: PostgresSettings,
		use: Use = 'all',
	) {
		const { client, poolSize, statementTimeoutMs } = settings;
		this.turns = new Turns(poolSize);
		this.begin = [
			// What is read after the lock on a brand has to be what the holder before left behind.
			'BEGIN ISOLATION LEVEL READ COMMITTED',
			`SET LOCAL statement_timeout = ${statementTimeoutMs}`,
			// A process that hangs must not keep everybody else from recording.
			`SET LOCAL idle_in_transaction_session_timeout = ${statementTimeoutMs}`,
			DURABLE,
		].join('; ');
		this.beginReading = `BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY; SET LOCAL statement_timeout = ${statementTimeoutMs}`;
		this.pool = new Pool({ ...client, types: TYPES, onConnect: async (connection) => await checkServer(connection, settings, use) });
		// A connection that breaks while nobody uses it is replaced by the next who needs one; without a listener it would end the process.
		this.pool.on('error', ignore);
		this.pool.on('connect', (connection) => connection.on('error', ignore));
	}

	/** Reads with one connection; `work` may run again after a failure. */
	async read<T>(work: (session: Session) => Promise<T>): Promise<T> {
		return await this.turns.take(() => patiently(() => this.fresh((connection) => this.released(connection, work))));
	}

	/** Reads in a transaction in which nothing can be written, also on a server that can only be read; `work` may run again after a failure. */
	async look<T>(work: (session: Session) => Promise<T>): Promise<T> {
		return await this.turns.take(() => patiently(() => this.fresh((connection) => this.looked(connection, work))));
	}

	/**
	 * Runs `work` in a transaction that is on the server's disk when it resolves. All of it is kept, or nothing; `work` may run again where
	 * another transaction got in its way.
	 *
	 * @throws ComplianceError with {@link UNKNOWN_OUTCOME} where the connection broke while the server was asked to keep it.
	 */
	async write<T>(work: (session: Session) => Promise<T>): Promise<T> {
		return await this.turns.take(() => patiently(() => this.inTransaction(work)));
	}

	/** Call when nobody uses a connection any more. */
	async close(): Promise<void> {
		await this.pool.end();
	}

	private async inTransaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
		const connection = await this.fresh(async (candidate) => await this.begun(candidate));
		try {
			const result = await work(this.session(connection));
			await commit(connection);
			connection.release();
			return result;
		} catch (error) {
			connection.release(!(await isRolledBack(connection, error)));
			throw error;
		}
	}

	/** Connections that nobody used for a while may have been cut without a word: what fails on its first use is tried on another one. */
	private async fresh<T>(use: (connection: PoolClient) => Promise<T>): Promise<T> {
		for (let lost = 0; ; lost++) {
			const connection = await this.pool.connect();
			try {
				return await use(connection);
			} catch (error) {
				if (!isConnectionLoss(error) || lost >= this.settings.poolSize) throw error;
			}
		}
	}

	private async begun(connection: PoolClient): Promise<PoolClient> {
		try {
			await connection.query(this.begin);
			return connection;
		} catch (error) {
			connection.release(true);
			throw error;
		}
	}

	private async released<T>(connection: PoolClient, work: (session: Session) => Promise<T>): Promise<T> {
		try {
			const result = await work(this.session(connection));
			connection.release();
			return result;
		} catch (error) {
			connection.release(!isRefusal(error));
			throw error;
		}
	}

	private async looked<T>(connection: PoolClient, work: (session: Session) => Promise<T>): Promise<T> {
		try {
			await connection.query(this.beginReading);
			const result = await work(this.session(connection));
			await connection.query('ROLLBACK');
			connection.release();
			return result;
		} catch (error) {
			connection.release(true);
			throw error;
		}
	}

	private session(connection: PoolClient): Session {
		const query = async ({ name, text }: Statement, values: readonly unknown[] = []) =>
			await connection.query({ text, values: [...values], ...(this.settings.namedStatements && { name }) });
		return {
			rows: async <Row>(statement: Statement, values?: readonly unknown[]) => (await query(statement, values)).rows as Row[],
			run: async (statement, values) => (await query(statement, values)).rowCount ?? 0,
			exec: async (sql) => void (await connection.query(sql)),
		};
	}
}

async function commit(connection: PoolClient): Promise<void> {
	const done = await connection.query('COMMIT').catch(async (error: unknown) => {
		// Who still answers has refused; who is gone may have done it before.
		throw (await isRolledBack(connection, error)) ? error : explain(UNKNOWN_OUTCOME);
	});
	// A transaction in which a statement failed is undone by COMMIT without an error.
	if (done.command !== 'COMMIT') throw explain(UNKNOWN_OUTCOME, String(done.command));
}

/** Whether the connection is fit for the next who needs one. One that is not is closed, which undoes its transaction as well. */
async function isRolledBack(connection: PoolClient, error: unknown): Promise<boolean> {
	if (!isRefusal(error)) return false;
	try {
		await connection.query('ROLLBACK');
		return true;
	} catch {
		return false;
	}
}

function ignore(): void {}
