import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as otherWork } from 'node:timers/promises';
import type { LedgerEvent, LedgerHead, Origin } from '../../ledger/event';
import type { StoredEvidence } from '../../ledger/evidence';
import type { LedgerSource } from '../../ledger/verify';
import { planBatch, type PreparedChange } from '../batch-plan';
import { requireBrand } from '../brand';
import { requireInstant } from '../instants';
import { type KnownPolicies, PolicyStates } from '../policy-state';
import { FACT_PARTS, type Change, type ChangeResult, type ComplianceStore, type ContactAddress, type FactPart, type HistoryEntry, type StoredFacts, type StoredPolicy } from '../port';
import { Subjects } from '../subjects';
import { BatchWriter } from './batch-writer';
import { ContactReader } from './contact-reader';
import { CLOSED, explain, storeError } from './errors';
import { LedgerReader } from './ledger-reader';
import { readSubjectKey, SCHEMA_VERSION, schemaVersion, tooNew } from './migrations';
import { inTransaction, openDatabase, patiently } from './open-database';
import { PolicyReader } from './policy-reader';

/** Shared by all contacts of whom nothing is known. */
const NONE: readonly never[] = Object.freeze([]);

/** For a batch that records no policy. */
const NO_POLICIES: KnownPolicies = { documents: new Map() };

/** Changes planned and written at a time. */
const SLICE = 2000;

/** The store in one SQLite file, for all processes of one machine. */
export class SqliteStore implements ComplianceStore, LedgerSource {
	readonly backend = 'sqlite';
	private readonly subjects: Subjects;
	private readonly contacts: ContactReader;
	private readonly ledger: LedgerReader;
	private readonly policyRows: PolicyReader;
	private readonly writer: BatchWriter;
	private closed = false;

	private constructor(private readonly db: DatabaseSync) {
		this.subjects = new Subjects(readSubjectKey(db));
		this.contacts = new ContactReader(db);
		this.ledger = new LedgerReader(db);
		this.policyRows = new PolicyReader(db);
		this.writer = new BatchWriter(db);
	}

	/** @throws ComplianceError where there is no SQLite or the file can't serve as a store. */
	static async open(file: string): Promise<SqliteStore> {
		let db: DatabaseSync | undefined;
		try {
			db = await openDatabase(file);
			return new SqliteStore(db);
		} catch (error) {
			db?.close();
			throw storeError(error);
		}
	}

	async readFacts(brand: string, contacts: readonly ContactAddress[], at: Date, parts: readonly FactPart[] = FACT_PARTS): Promise<StoredFacts[]> {
		return await this.read(() => {
			const instant = requireInstant(at);
			const scope = requireBrand(brand);
			const subjects = contacts.map((contact) => this.subjects.of(scope, contact));
			const facts = this.contacts.facts(scope, new Set(subjects), instant, parts);
			return subjects.map((subject) => facts.get(subject) ?? { subject, consents: NONE, suppressions: NONE });
		});
	}

	async record(brand: string, changes: readonly Change[], origin: Origin, at: Date): Promise<ChangeResult[]> {
		return await this.run(async () => {
			const instant = requireInstant(at);
			const scope = requireBrand(brand);
			if (changes.length === 0) return [];
			return await inTransaction(this.db, 'IMMEDIATE', () => this.write(scope, changes, origin, instant));
		});
	}

	async readPolicy(brand: string): Promise<StoredPolicy | undefined> {
		return await this.read(() => this.policyRows.inForce(requireBrand(brand)));
	}

	async policies(brand: string): Promise<StoredPolicy[]> {
		return await this.read(() => this.policyRows.all(requireBrand(brand)));
	}

	async history(brand: string, contact: ContactAddress, options: { decisions?: boolean } = {}): Promise<HistoryEntry[]> {
		return await this.read(() => this.ledger.history(brand, this.subjects.of(requireBrand(brand), contact), options.decisions === true));
	}

	async *events(brand: string): AsyncIterable<LedgerEvent> {
		yield* this.pages((after) => this.ledger.page(requireBrand(brand), after));
	}

	/** The evidence that is still present, in the order of its events. */
	async *evidence(brand: string): AsyncIterable<StoredEvidence> {
		yield* this.pages((after) => this.ledger.evidencePage(requireBrand(brand), after));
	}

	async head(brand: string): Promise<LedgerHead | undefined> {
		return await this.read(() => this.ledger.head(requireBrand(brand)));
	}

	async close(): Promise<void> {
		if (this.closed) return;
		this.closed = true;
		this.db.close();
	}

	/** Works in slices, all in the caller's transaction, so that what is planned is written while it is still in the cache. */
	private write(brand: string, changes: readonly Change[], origin: Origin, at: number): ChangeResult[] {
		const version = schemaVersion(this.db);
		if (version > SCHEMA_VERSION) throw tooNew(version);
		const { brandId, head } = this.writer.chain(brand);
		// Read once for the whole call: changes that share a key are all applied.
		const keys = this.writer.knownKeys(brandId, changes.flatMap((change) => this.keyOf(brand, change) ?? []));
		const results: ChangeResult[] = [];
		let last = head;
		for (let start = 0; start < changes.length; start += SLICE) {
			const slice = changes.slice(start, start + SLICE).map((change) => this.prepare(brand, change));
			const touched = new Set(slice.flatMap(({ change, subject }) => (change.kind === 'decision' ? [] : (subject ?? []))));
			const policies = new PolicyStates(slice.some(({ change }) => change.kind === 'policy') ? this.policyRows.known(brand) : NO_POLICIES);
			const plan = planBatch(brand, slice, origin, at, { head: last, keys, states: this.contacts.states(touched), policies });
			this.writer.write(brandId, plan, at);
			for (const result of plan.results) results.push(result);
			last = plan.head;
		}
		return results;
	}

	private prepare(brand: string, change: Change): PreparedChange {
		const contact = change.kind === 'policy' ? undefined : change.contact;
		return { change, subject: contact && this.subjects.of(brand, contact), key: this.keyOf(brand, change) };
	}

	private keyOf(brand: string, change: Change): string | undefined {
		return change.kind !== 'decision' && change.key ? this.subjects.ofKey(brand, change.key) : undefined;
	}

	/** Lets the rest of the process go on after each page: a long chain takes seconds. */
	private async *pages<Row extends { seq: number }>(read: (after: number) => Row[]): AsyncIterable<Row> {
		let after = 0;
		for (;;) {
			const page = await this.read(() => read(after));
			const last = page.at(-1);
			if (!last) return;
			yield* page;
			after = last.seq;
			await otherWork();
		}
	}

	private async read<T>(work: () => T): Promise<T> {
		return await this.run(async () => await patiently(work));
	}

	private async run<T>(work: () => Promise<T>): Promise<T> {
		if (this.closed) throw explain(CLOSED);
		try {
			return await work();
		} catch (error) {
			// Closed while it waited for its turn.
			throw this.closed ? explain(CLOSED) : storeError(error);
		}
	}
}
