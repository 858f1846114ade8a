import type { LedgerHead } from '../../ledger/event';
import type { LedgerSource } from '../../ledger/source';
import { verifyLedger } from '../../ledger/verify';
import { ComplianceError } from '../../model/errors';
import { writeInstant, requireInstant } from '../instants';
import type { PostgresConfig, SqliteConfig } from '../port';
import type { NewStore, TransferTarget } from '../postgres/transfer-target';
import { TransferSource, undone } from '../sqlite/transfer-source';
import type { MoveNote } from './move-note';

/** A brand's chain after the move, the same on both sides. */
export interface MovedBrand {
	brand: string;
	/** Absent for a brand without events. */
	head?: LedgerHead;
}

export interface MoveReport {
	/** `already`: an earlier run had done it. */
	outcome: 'moved' | 'already';
	brands: MovedBrand[];
	/** Rows by table; absent where an earlier run has copied them. */
	rows?: Record<string, number>;
}

/** Told what is being done, and how many rows of it are. */
export type MoveProgress = (doing: string, done: number, of: number) => void;

/**
 * Moves a store from its file to PostgreSQL, with everything in it, so that at no moment both answer. Run again after an interruption it goes on.
 *
 * 1. The ledger of the file is verified, and the place is looked at; nothing has changed yet.
 * 2. The place is kept, so that nobody begins a store there, then the file is taken out of use for every process. From here on nobody gets an answer.
 * 3. All is copied in one transaction, verified there and compared. With its end the new store is the one in use.
 * 4. The file says so.
 *
 * @param at what day the file says it was moved on.
 * @throws ComplianceError and nothing is moved; from the second step on the file stays out of use until the move is run again or undone.
 */
export async function moveStore(from: SqliteConfig, to: PostgresConfig, at: Date, progress: MoveProgress = () => undefined): Promise<MoveReport> {
	const instant = writeInstant(requireInstant(at));
	return await between(from, to, async (source, target) => {
		const note = await source.note();
		requireSameTarget(note, target);
		if (note?.state === 'moved') return { outcome: 'already', brands: await headsOf(source) };
		const key = source.subjectKey();
		const occupant = await target.occupant(key);
		if (occupant === 'another store' || (occupant === 'this store' && note === undefined)) throw note === undefined ? occupied() : takenMeanwhile();
		const moved: MoveNote = { state: 'moved', target: target.name, at: instant };
		if (occupant === 'this store') {
			const brands = await headsOf(source);
			await target.read(async (ledger) => await requireBrands(ledger, brands, (done) => progress('Verifying the new store', done, brands.length)));
			await source.finish(moved);
			return { outcome: 'already', brands };
		}
		if (note === undefined) {
			await requireBrands(source.ledger(), await headsOf(source), (done) => progress('Verifying the file', done, source.brands().length));
			await target.keep(key);
			await source.putAway({ ...moved, state: 'moving' });
		}
		const report = await target.create(key, async (store) => await fill(source, store, progress));
		await source.finish(moved);
		return { outcome: 'moved', ...report };
	});
}

/**
 * Brings the file back into use, where the move has not arrived.
 *
 * @throws ComplianceError where the file is in use, or the new store is.
 */
export async function undoMove(from: SqliteConfig, to: PostgresConfig): Promise<void> {
	await between(from, to, async (source, target) => {
		const note = await source.note();
		const key = source.subjectKey();
		// Interrupted before the file was put away: the place is kept all the same.
		if (note === undefined && (await target.occupant(key)) !== 'kept place') throw new ComplianceError('CONFIG_INVALID', 'The store is not being moved, so there is nothing to undo.', 'It is in use as ever.');
		requireSameTarget(note, target);
		const outcome = note?.state === 'moved' ? 'this store' : await target.whileEmpty(key, () => source.takeBack());
		if (outcome === 'another store') throw takenMeanwhile();
		if (outcome === 'this store') throw new ComplianceError('STORE_UNAVAILABLE', 'The store has arrived in PostgreSQL and may be in use there, so the file stays out of use.', 'Run the move again without --undo: it ends what is left to do.');
	});
}

async function between<Result>(from: SqliteConfig, to: PostgresConfig, work: (source: TransferSource, target: TransferTarget) => Promise<Result>): Promise<Result> {
	const { TransferTarget: Target } = await import('../postgres/transfer-target');
	const target = new Target(to);
	try {
		const source = await TransferSource.open(from.file);
		try {
			return await work(source, target);
		} finally {
			source.close();
		}
	} finally {
		await target.close();
	}
}

async function fill(source: TransferSource, store: NewStore, progress: MoveProgress): Promise<Omit<MoveReport, 'outcome'>> {
	// Whoever undoes a move holds the place while he does, so this can't change any more.
	if ((await source.note()) === undefined) throw undone();
	const { TRANSFER_TABLES } = await import('../postgres/transfer-tables');
	const unknown = source.tables().filter((table) => table !== 'meta' && TRANSFER_TABLES.every(({ name }) => name !== table));
	if (unknown.length > 0) throw new ComplianceError('STORE_NOT_OURS', 'The file holds tables that the store did not make, and nobody would move them.', 'Take them out of the file, or undo the move.');
	const rows: Record<string, number> = {};
	for (const table of TRANSFER_TABLES) {
		const all = source.count(table.name);
		let done = 0;
		for (const page of source.pages(table.name)) {
			await store.add(table, page);
			done += page.length;
			progress(`Copying ${table.name}`, done, all);
		}
		rows[table.name] = all;
		if (done !== all || (await store.count(table.name)) !== all) throw different();
	}
	await store.complete();
	const brands = await headsOf(source);
	await requireBrands(store.ledger(), brands, (done) => progress('Verifying the new store', done, brands.length));
	return { brands, rows };
}

async function headsOf(source: TransferSource): Promise<MovedBrand[]> {
	const brands: MovedBrand[] = [];
	for (const brand of source.brands()) {
		const head = await source.ledger().head(brand);
		brands.push(head === undefined ? { brand } : { brand, head });
	}
	return brands;
}

/** Recomputes every chain, which may have grown since and has to hold the head. */
async function requireBrands(ledger: LedgerSource, brands: readonly MovedBrand[], progress: (done: number) => void): Promise<void> {
	for (const [index, { brand, head }] of brands.entries()) {
		const result = await verifyLedger(ledger, brand, head === undefined ? {} : { notedHead: head });
		if (!result.ok) throw new ComplianceError('STORE_CORRUPT', `The ledger of a brand is not as it was recorded. ${result.message}`, 'Nothing was moved. Find out what happened with the command verify, or restore a backup.');
		progress(index + 1);
	}
}

function requireSameTarget(note: MoveNote | undefined, { name }: TransferTarget): void {
	if (note === undefined || note.target === name) return;
	throw new ComplianceError('CONFIG_INVALID', note.state === 'moved' ? 'The store was moved to another place than the one named.' : 'The store is being moved to another place than the one named.', 'Name host, database and schema in the same words as when the move began.');
}

function occupied(): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', 'The place in PostgreSQL holds a store already.', 'Name another schema, which is then created. A test of the credential makes an empty store: drop that schema first, with n8n stopped.');
}

/** A store that somebody began there while the move was interrupted. The file has none of its opt-outs. */
function takenMeanwhile(): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', 'The place in PostgreSQL was taken by another store while this one was being moved. It may hold opt-outs that the file does not have.', 'Stop n8n and export what the store in PostgreSQL holds. Then drop its schema, run the command again, and import the export.');
}

function different(): ComplianceError {
	return new ComplianceError('STORE_CORRUPT', 'The copy does not have as many rows as the file.', 'Nothing was moved. Run the command again, or undo the move.');
}
