import type { DatabaseSync } from 'node:sqlite';
import type { ChainedText } from '../../ledger/chain';
import type { LedgerEvent, LedgerHead, Origin } from '../../ledger/event';
import type { StoredEvidence } from '../../ledger/evidence';
import type { LedgerSource } from '../../ledger/source';
import { batchNeeds } from '../batch-needs';
import { planBatch } from '../batch-plan';
import { requireBrand } from '../brand';
import { chainPages } from '../chain-pages';
import { Erasures } from '../erasure-state';
import { CLOSED, explain, tooNew } from '../explain';
import { requireInstant } from '../instants';
import { NO_POLICIES, PolicyStates } from '../policy-state';
import { FACT_PARTS, type Change, type ChangeResult, type ComplianceStore, type ContactAddress, type ContactPage, type FactPart, type FeedPage, type FeedPosition, type FeedReader, type HistoryEntry, type Removed, type Reservation, type ReserveRequest, type RetentionLimits, type StoredFacts, type StoredPolicy, type UnknownCode, type WaitingReply } from '../port';
import { keysOf, prepareChange } from '../prepare-changes';
import { readPages, readRows } from '../read-pages';
import { reservationOf, reserveChanges } from '../reservations';
import { hasRemoved, readCutoffs } from '../retention-limits';
import { runRetention } from '../retention-run';
import { Subjects } from '../subjects';
import { BatchWriter, type Chain } from './batch-writer';
import { CodeRows } from './code-rows';
import { ContactPages } from './contact-pages';
import { ContactReader } from './contact-reader';
import { storeError } from './errors';
import { FeedLeases } from './feed-leases';
import { FeedSource } from './feed-source';
import type { FilesInPlace } from './files-in-place';
import { LedgerReader } from './ledger-reader';
import { readSubjectKey, SCHEMA_VERSION, schemaVersion } from './migrations';
import { emptyLog, inTransaction, type OpenDatabase, openDatabase, patiently } from './open-database';
import { PolicyReader } from './policy-reader';
import { movedMeanwhile, refuseMoved } from './transfer-mark';
import { type RetentionAccess, SqliteRetention } from './retention';
import { RetentionRows } from './retention-rows';
import { WaitingReader } from './waiting-reader';

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
	private readonly feed: FeedSource;
	private readonly leases: FeedLeases;
	private readonly waiting: WaitingReader;
	private readonly pages: ContactPages;
	private readonly codes: CodeRows;
	private readonly retention: RetentionRows;
	private closed = false;

	private constructor(
		private readonly db: DatabaseSync,
		private readonly files: FilesInPlace,
	) {
		this.subjects = new Subjects(readSubjectKey(db));
		this.contacts = new ContactReader(db);
		this.ledger = new LedgerReader(db);
		this.policyRows = new PolicyReader(db);
		this.codes = new CodeRows(db);
		this.writer = new BatchWriter(db, this.codes);
		this.feed = new FeedSource(db);
		this.leases = new FeedLeases(db);
		this.waiting = new WaitingReader(db);
		this.retention = new RetentionRows(db);
		this.pages = new ContactPages(db);
	}

	/** @throws ComplianceError where there is no SQLite or the file can't serve as a store. */
	static async open(file: string): Promise<SqliteStore> {
		let opened: OpenDatabase | undefined;
		try {
			opened = await openDatabase(file);
			return new SqliteStore(opened.db, opened.files);
		} catch (error) {
			const moved = movedMeanwhile(opened?.db, error);
			opened?.db.close();
			throw moved ?? storeError(error);
		}
	}

	async readFacts(brand: string, contacts: readonly ContactAddress[], at: Date, parts: readonly FactPart[] = FACT_PARTS): Promise<StoredFacts[]> {
		return await this.run(async () => {
			const instant = requireInstant(at);
			const scope = requireBrand(brand);
			const subjects = contacts.map((contact) => this.subjects.of(scope, contact));
			const facts = await inTransaction(this.db, 'DEFERRED', () => this.contacts.facts(scope, new Set(subjects), instant, parts));
			return subjects.map((subject) => facts.about(subject));
		});
	}

	async record(brand: string, changes: readonly Change[], origin: Origin, at: Date): Promise<ChangeResult[]> {
		return await this.run(async () => {
			const instant = requireInstant(at);
			const scope = requireBrand(brand);
			if (changes.length === 0) return [];
			const results = await this.inChain(scope, (chain) => this.write(scope, chain, changes, origin, instant));
			if (changes.some(({ kind }) => kind === 'erase')) emptyLog(this.db);
			return results;
		});
	}

	async reserve(brand: string, requests: readonly ReserveRequest[], origin: Origin, at: Date): Promise<Reservation[]> {
		return (await this.record(brand, reserveChanges(requests), origin, at)).map(reservationOf);
	}

	async readPolicy(brand: string): Promise<StoredPolicy | undefined> {
		return await this.read(() => this.policyRows.inForce(requireBrand(brand)));
	}

	async policies(brand: string): Promise<StoredPolicy[]> {
		return await this.read(() => this.policyRows.all(requireBrand(brand)));
	}

	async readFeed(brand: string, after: number, limit: number): Promise<FeedPage> {
		return await this.read(() => this.feed.page(requireBrand(brand), after, limit));
	}

	async claimFeed(brand: string, reader: FeedReader, start: 'now' | 'beginning', at: Date): Promise<FeedPosition | undefined> {
		return await this.run(async () => {
			const instant = requireInstant(at);
			return await this.inChain(requireBrand(brand), (chain) => this.leases.claim(chain, reader, start, instant));
		});
	}

	async moveFeed(brand: string, reader: FeedReader, position: FeedPosition, at: Date, release = false): Promise<boolean> {
		return await this.run(async () => {
			const instant = requireInstant(at);
			return await this.inChain(requireBrand(brand), (chain) => this.leases.move(chain, reader, position, instant, release));
		});
	}

	async waitingReplies(brand: string, at: Date, after: number, limit: number): Promise<WaitingReply[]> {
		return await this.read(() => this.waiting.page(requireBrand(brand), requireInstant(at), after, limit));
	}

	async readContacts(brand: string, after: string | undefined, limit: number): Promise<ContactPage> {
		return await this.run(async () => {
			const scope = requireBrand(brand);
			return await inTransaction(this.db, 'DEFERRED', () => this.pages.page(scope, after ?? '', limit));
		});
	}

	async unknownCodes(brand: string): Promise<UnknownCode[]> {
		return await this.read(() => this.codes.all(requireBrand(brand)));
	}

	async history(brand: string, contact: ContactAddress, options: { decisions?: boolean } = {}): Promise<HistoryEntry[]> {
		return await this.read(() => {
			// The ledger stays where it was in a file that was moved.
			refuseMoved(this.db);
			return this.ledger.history(brand, this.subjects.of(requireBrand(brand), contact), options.decisions === true);
		});
	}

	async *events(brand: string): AsyncIterable<LedgerEvent> {
		yield* readRows((after) => this.read(() => this.ledger.page(requireBrand(brand), after)));
	}

	async *chain(brand: string): AsyncIterable<readonly ChainedText[]> {
		yield* chainPages(brand, (after) => this.read(() => this.ledger.chain(requireBrand(brand), after)));
	}

	/** The evidence that is still present, in the order of its events. */
	async *evidence(brand: string): AsyncIterable<readonly StoredEvidence[]> {
		yield* readPages((after) => this.read(() => this.ledger.evidencePage(requireBrand(brand), after)));
	}

	async head(brand: string): Promise<LedgerHead | undefined> {
		return await this.read(() => this.ledger.head(requireBrand(brand)));
	}

	async applyRetention(brand: string, limits: RetentionLimits, origin: Origin, at: Date): Promise<Removed> {
		return await this.run(async () => {
			const instant = requireInstant(at);
			const scope = requireBrand(brand);
			const cutoffs = readCutoffs(limits, instant);
			const access: RetentionAccess = {
				rows: this.retention,
				contacts: this.contacts,
				writer: this.writer,
				read: async (work) => await this.read(work),
				inChain: async (work) => await this.inChain(scope, work),
				record: (chain, changes) => this.write(scope, chain, changes, origin, instant),
			};
			const removed = await runRetention(new SqliteRetention(access, scope, cutoffs, origin, instant), cutoffs, instant);
			if (hasRemoved(removed)) emptyLog(this.db);
			return removed;
		});
	}

	async close(): Promise<void> {
		if (this.closed) return;
		this.closed = true;
		this.db.close();
	}

	/** One write transaction on the chain of a brand. */
	private async inChain<T>(brand: string, work: (chain: Chain) => T): Promise<T> {
		return await inTransaction(this.db, 'IMMEDIATE', () => {
			const version = schemaVersion(this.db);
			if (version > SCHEMA_VERSION) throw tooNew(version, SCHEMA_VERSION);
			return work(this.writer.chain(brand));
		});
	}

	/** Works in slices, all in the caller's transaction, so that what is planned is written while it is still in the cache. */
	private write(brand: string, { brandId, head }: Chain, changes: readonly Change[], origin: Origin, at: number): ChangeResult[] {
		// Read once for the whole call: changes that share a key are all applied.
		const keys = this.writer.knownKeys(brandId, keysOf(this.subjects, brand, changes));
		const results: ChangeResult[] = [];
		let last = head;
		for (let start = 0; start < changes.length; start += SLICE) {
			const slice = changes.slice(start, start + SLICE).map((change) => prepareChange(this.subjects, brand, change));
			const needs = batchNeeds(slice);
			const policies = new PolicyStates(needs.policies ? this.policyRows.known(brand) : NO_POLICIES);
			const erasures = new Erasures(this.writer.traces(brand, needs.traces));
			const plan = planBatch(brand, slice, origin, at, { head: last, keys, states: this.contacts.states(needs), policies, erasures, changed: this.writer.changedSince(brandId, needs.changesSince) });
			this.writer.write(brandId, plan, at);
			for (const result of plan.results) results.push(result);
			last = plan.head;
		}
		return results;
	}

	private async read<T>(work: () => T): Promise<T> {
		return await this.run(async () => await patiently(work));
	}

	private async run<T>(work: () => Promise<T>): Promise<T> {
		if (this.closed) throw explain(CLOSED);
		try {
			this.files.check();
			const result = await work();
			// What is answered or acknowledged is of the file that others see.
			if (!this.closed) this.files.check();
			return result;
		} catch (error) {
			// Closed while it waited for its turn.
			throw this.closed ? explain(CLOSED) : (movedMeanwhile(this.db, error) ?? storeError(error));
		}
	}
}
