import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { ComplianceError } from '../../model/errors';
import type { LedgerHead } from '../../ledger/event';
import type { LedgerSource } from '../../ledger/source';
import { chainPages } from '../chain-pages';
import { readPages } from '../read-pages';
import type { MoveNote } from '../transfer/move-note';
import { storeError } from './errors';
import { LedgerChain } from './ledger-chain';
import { loadSqlite } from './load-sqlite';
import { checkIdentity, migrate, readSubjectKey } from './migrations';
import { inTransaction, patiently } from './open-database';
import { finish, moveNote, nameOfMoved, putAway, tablesOf, takeBack } from './transfer-mark';

/** A row as SQLite gives it. */
export type SourceRow = Readonly<Record<string, unknown>>;

/** Rows of one page at most, and characters after which it is full: an event with the decisions of a batch has 30,000. */
const ROWS = 2000;
const CHARACTERS = 4_000_000;

/** A store file that is to be moved elsewhere. */
export class TransferSource {
	private readonly reader: LedgerChain;

	private constructor(private readonly db: DatabaseSync) {
		this.reader = new LedgerChain(db);
	}

	/**
	 * Opens the file, put away or not, and leaves it as it is. Never makes one.
	 *
	 * @throws ComplianceError where there is no file, or it is no store of ours.
	 */
	static async open(file: string): Promise<TransferSource> {
		const { DatabaseSync } = loadSqlite();
		let db: DatabaseSync | undefined;
		try {
			if (!existsSync(file)) throw new ComplianceError('CONFIG_INVALID', 'There is no file of that name.', 'Name the file of the store that is to be moved.');
			const opened = new DatabaseSync(file);
			db = opened;
			opened.exec('PRAGMA busy_timeout = 100; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON');
			await inTransaction(opened, 'DEFERRED', () => {
				if (checkIdentity(opened) === 0) throw new ComplianceError('CONFIG_INVALID', 'The file holds no store.', 'Name the file of the store that is to be moved.');
			});
			return new TransferSource(opened);
		} catch (error) {
			db?.close();
			throw storeError(error);
		}
	}

	/** What the store says about a move; `undefined` while it is in use. */
	async note(): Promise<MoveNote | undefined> {
		return await this.inWords(() => patiently(() => moveNote(this.db)));
	}

	/** Takes the store out of use for everybody who has it open, its schema up to date; where that is done already it stays as it is. */
	async putAway(note: MoveNote): Promise<void> {
		await this.write((known) => {
			if (known !== undefined) return;
			migrate(this.db);
			putAway(this.db, note);
		});
	}

	/** Says that the new store is the one in use. @throws ComplianceError where the move was undone meanwhile. */
	async finish(note: MoveNote): Promise<void> {
		await this.write((known) => {
			if (known === undefined) throw undone();
			finish(this.db, note);
		});
	}

	/** Brings the store back into use. */
	async takeBack(): Promise<void> {
		await this.write((known) => {
			if (known?.state === 'moving') takeBack(this.db);
		});
	}

	/** The key that subjects are hashed with. */
	subjectKey(): Uint8Array {
		return readSubjectKey(this.db);
	}

	brands(): string[] {
		return this.db.prepare('SELECT name FROM brands ORDER BY id').all().map((row) => String(row['name']));
	}

	/** All tables, by the names they have while the store is in use. */
	tables(): string[] {
		return tablesOf(this.db);
	}

	/** Of a store that is put away. */
	count(table: string): number {
		return Number(this.db.prepare(`SELECT count(*) AS rows FROM ${nameOfMoved(table)}`).get()?.['rows']);
	}

	/** All rows of a table of a store that is put away, page by page. */
	*pages(table: string): Generator<SourceRow[]> {
		let page: SourceRow[] = [];
		let characters = 0;
		for (const row of this.db.prepare(`SELECT * FROM ${nameOfMoved(table)}`).iterate()) {
			page.push(row);
			for (const value of Object.values(row)) characters += typeof value === 'string' ? value.length : 0;
			if (page.length < ROWS && characters < CHARACTERS) continue;
			yield page;
			page = [];
			characters = 0;
		}
		if (page.length > 0) yield page;
	}

	/** For `verifyLedger`, whether the store is put away or not. */
	ledger(): LedgerSource {
		const read = async <T>(work: () => T): Promise<T> => await this.inWords(() => patiently(work));
		return {
			head: async (brand) => await read(() => this.reader.head(brand)),
			chain: (brand) => upTo(read(() => this.reader.head(brand)), chainPages(brand, (after) => read(() => this.reader.chain(brand, after)))),
			evidence: (brand) => readPages((after) => read(() => this.reader.evidencePage(brand, after))),
		};
	}

	close(): void {
		this.db.close();
	}

	private async write(work: (known: MoveNote | undefined) => void): Promise<void> {
		await this.inWords(() => inTransaction(this.db, 'IMMEDIATE', () => work(moveNote(this.db))));
	}

	private async inWords<T>(work: () => Promise<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			throw storeError(error);
		}
	}
}

/** Ends with the head as it is now: a store in use may grow as fast as it is verified. */
async function* upTo<Row extends { seq: number }>(head: Promise<LedgerHead | undefined>, pages: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
	const last = (await head)?.seq ?? Number.POSITIVE_INFINITY;
	for await (const page of pages) {
		yield page;
		if ((page.at(-1)?.seq ?? 0) >= last) return;
	}
}

/** For a mover that finds the store back in use. */
export function undone(): ComplianceError {
	return new ComplianceError('STORE_UNAVAILABLE', 'The move was undone by another command.', 'The file is in use as before; run the move again if it is still wanted.');
}
