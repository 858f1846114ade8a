import type { DatabaseSync } from 'node:sqlite';
import type { LedgerEvent, LedgerHead, Origin } from '../../ledger/event';
import type { StoredEvidence } from '../../ledger/evidence';
import type { LedgerSource } from '../../ledger/verify';
import { planBatch, type PreparedChange } from '../batch-plan';
import { requireBrand } from '../brand';
import { requireInstant } from '../instants';
import type { Change, ChangeResult, ComplianceStore, ContactAddress, HistoryEntry, StoredFacts } from '../port';
import { Subjects } from '../subjects';
import { BatchWriter } from './batch-writer';
import { ContactReader } from './contact-reader';
import { CLOSED, explain, storeError } from './errors';
import { LedgerReader } from './ledger-reader';
import { readSubjectKey, SCHEMA_VERSION, schemaVersion, tooNew } from './migrations';
import { inWriteTransaction, openDatabase } from './open-database';

/** The store in one SQLite file, for all processes of one machine. */
export class SqliteStore implements ComplianceStore, LedgerSource {
	readonly backend = 'sqlite';
	private readonly subjects: Subjects;
	private readonly contacts: ContactReader;
	private readonly ledger: LedgerReader;
	private readonly writer: BatchWriter;

	private constructor(private readonly db: DatabaseSync) {
		this.subjects = new Subjects(readSubjectKey(db));
		this.contacts = new ContactReader(db);
		this.ledger = new LedgerReader(db);
		this.writer = new BatchWriter(db);
	}

	/** @throws ComplianceError where there is no SQLite or the file can't serve as a store. */
	static async open(file: string): Promise<SqliteStore> {
		try {
			const db = await openDatabase(file);
			return build(db);
		} catch (error) {
			throw storeError(error);
		}

		function build(db: DatabaseSync): SqliteStore {
			try {
				return new SqliteStore(db);
			} catch (error) {
				db.close();
				throw error;
			}
		}
	}

	async readFacts(brand: string, contacts: readonly ContactAddress[], at: Date): Promise<StoredFacts[]> {
		return this.run(() => {
			const instant = requireInstant(at);
			const scope = requireBrand(brand);
			const subjects = contacts.map((contact) => this.subjects.of(scope, contact));
			const facts = this.contacts.facts(scope, new Set(subjects), instant);
			return subjects.map((subject) => facts.get(subject) ?? { subject, consents: [], suppressions: [] });
		});
	}

	async record(brand: string, changes: readonly Change[], origin: Origin, at: Date): Promise<ChangeResult[]> {
		try {
			const instant = requireInstant(at);
			const prepared = this.run(() => changes.map((change) => this.prepare(requireBrand(brand), change)));
			if (prepared.length === 0) return [];
			return await inWriteTransaction(this.db, () => this.write(brand, prepared, origin, instant));
		} catch (error) {
			throw storeError(error);
		}
	}

	async history(brand: string, contact: ContactAddress, options: { decisions?: boolean } = {}): Promise<HistoryEntry[]> {
		return this.run(() => this.ledger.history(brand, this.subjects.of(requireBrand(brand), contact), options.decisions === true));
	}

	async *events(brand: string): AsyncIterable<LedgerEvent> {
		yield* this.pages((after) => this.ledger.page(requireBrand(brand), after));
	}

	/** The evidence that is still present, in the order of its events. */
	async *evidence(brand: string): AsyncIterable<StoredEvidence> {
		yield* this.pages((after) => this.ledger.evidencePage(requireBrand(brand), after));
	}

	async head(brand: string): Promise<LedgerHead | undefined> {
		return this.run(() => this.ledger.head(requireBrand(brand)));
	}

	async close(): Promise<void> {
		if (this.db.isOpen) this.db.close();
	}

	private write(brand: string, changes: readonly PreparedChange[], origin: Origin, at: number): ChangeResult[] {
		const version = schemaVersion(this.db);
		if (version > SCHEMA_VERSION) throw tooNew(version);
		const { brandId, head } = this.writer.chain(brand);
		const touched = new Set(changes.flatMap(({ change, subject }) => (change.kind === 'decision' ? [] : (subject ?? []))));
		const keys = this.writer.knownKeys(brandId, changes.flatMap(({ key }) => key ?? []));
		const plan = planBatch(brand, changes, origin, at, { head, keys, states: this.contacts.states(touched) });
		this.writer.write(brandId, plan, at);
		return plan.results;
	}

	private prepare(brand: string, change: Change): PreparedChange {
		const subject = change.contact && this.subjects.of(brand, change.contact);
		const key = change.kind !== 'decision' && change.key ? this.subjects.ofKey(brand, change.key) : undefined;
		return { change, subject, key };
	}

	private async *pages<Row extends { seq: number }>(read: (after: number) => Row[]): AsyncIterable<Row> {
		let after = 0;
		for (;;) {
			const page = this.run(() => read(after));
			const last = page.at(-1);
			if (!last) return;
			yield* page;
			after = last.seq;
		}
	}

	private run<T>(work: () => T): T {
		if (!this.db.isOpen) throw explain(CLOSED);
		try {
			return work();
		} catch (error) {
			throw storeError(error);
		}
	}
}
