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
import { readCutoffs } from '../retention-limits';
import { runRetention } from '../retention-run';
import { Subjects } from '../subjects';
import { BatchWriter, type Chain } from './batch-writer';
import { CodeRows } from './code-rows';
import type { PostgresConfig } from './config';
import { Connections } from './connections';
import { ContactPages } from './contact-pages';
import { ContactReader } from './contact-reader';
import { storeError } from './errors';
import { FeedLeases } from './feed-leases';
import { FeedSource } from './feed-source';
import { LedgerReader } from './ledger-reader';
import { prepareSchema, SCHEMA_VERSION } from './migrations';
import { PolicyReader } from './policy-reader';
import { readSettings } from './settings';
import { PostgresRetention, type RetentionAccess } from './retention';
import { RetentionRows } from './retention-rows';
import { type Session, statementsIn } from './statement';
import { Turns } from './turns';
import { WaitingReader } from './waiting-reader';

/** Changes planned and written at a time. */
const SLICE = 4000;

/** The store in a schema of a PostgreSQL database, for all processes that reach it. */
export class PostgresStore implements ComplianceStore, LedgerSource {
	readonly backend = 'postgres';
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
	/** One for each brand: those who record for the same one would only wait for each other, each holding a connection. */
	private readonly turns = new Map<string, Turns>();
	private readonly underWay = new Set<Promise<unknown>>();
	private closing: Promise<void> | undefined;

	private constructor(
		private readonly connections: Connections,
		schema: string,
		subjectKey: Uint8Array,
	) {
		const statement = statementsIn(schema);
		this.subjects = new Subjects(subjectKey);
		this.contacts = new ContactReader(statement);
		this.ledger = new LedgerReader(statement);
		this.policyRows = new PolicyReader(statement);
		this.writer = new BatchWriter(statement);
		this.feed = new FeedSource(statement);
		this.leases = new FeedLeases(statement);
		this.waiting = new WaitingReader(statement);
		this.retention = new RetentionRows(statement);
		this.pages = new ContactPages(statement);
		this.codes = new CodeRows(statement);
	}

	/** @throws ComplianceError where the configuration or the database can't serve as a store. */
	static async open(config: PostgresConfig): Promise<PostgresStore> {
		const settings = readSettings(config);
		const connections = new Connections(settings);
		try {
			return new PostgresStore(connections, settings.schema, await prepareSchema(connections, settings.schema));
		} catch (error) {
			await connections.close();
			throw storeError(error);
		}
	}

	async readFacts(brand: string, contacts: readonly ContactAddress[], at: Date, parts: readonly FactPart[] = FACT_PARTS): Promise<StoredFacts[]> {
		return await this.run(async () => {
			const instant = requireInstant(at);
			const scope = requireBrand(brand);
			const subjects = contacts.map((contact) => this.subjects.of(scope, contact));
			const facts = await this.connections.read((session) => this.contacts.facts(session, scope, new Set(subjects), instant, parts));
			return subjects.map((subject) => facts.about(subject));
		});
	}

	async record(brand: string, changes: readonly Change[], origin: Origin, at: Date): Promise<ChangeResult[]> {
		return await this.run(async () => {
			const instant = requireInstant(at);
			const scope = requireBrand(brand);
			if (changes.length === 0) return [];
			return await this.inChain(scope, (session, chain) => this.write(session, scope, chain, changes, origin, instant));
		});
	}

	async reserve(brand: string, requests: readonly ReserveRequest[], origin: Origin, at: Date): Promise<Reservation[]> {
		return (await this.record(brand, reserveChanges(requests), origin, at)).map(reservationOf);
	}

	async readPolicy(brand: string): Promise<StoredPolicy | undefined> {
		return await this.read(brand, (session) => this.policyRows.inForce(session, brand));
	}

	async policies(brand: string): Promise<StoredPolicy[]> {
		return await this.read(brand, (session) => this.policyRows.all(session, brand));
	}

	async readFeed(brand: string, after: number, limit: number): Promise<FeedPage> {
		return await this.read(brand, (session) => this.feed.page(session, brand, after, limit));
	}

	async claimFeed(brand: string, reader: FeedReader, start: 'now' | 'beginning', at: Date): Promise<FeedPosition | undefined> {
		return await this.run(async () => {
			const instant = requireInstant(at);
			return await this.inChain(requireBrand(brand), (session, chain) => this.leases.claim(session, chain, reader, start, instant));
		});
	}

	async moveFeed(brand: string, reader: FeedReader, position: FeedPosition, at: Date, release = false): Promise<boolean> {
		return await this.run(async () => {
			const instant = requireInstant(at);
			return await this.inChain(requireBrand(brand), (session, chain) => this.leases.move(session, chain, reader, position, instant, release));
		});
	}

	async waitingReplies(brand: string, at: Date, after: number, limit: number): Promise<WaitingReply[]> {
		return await this.run(async () => {
			const instant = requireInstant(at);
			const scope = requireBrand(brand);
			return await this.connections.read((session) => this.waiting.page(session, scope, instant, after, limit));
		});
	}

	async readContacts(brand: string, after: string | undefined, limit: number): Promise<ContactPage> {
		return await this.read(brand, (session) => this.pages.page(session, brand, after ?? '', limit));
	}

	async unknownCodes(brand: string): Promise<UnknownCode[]> {
		return await this.read(brand, (session) => this.codes.all(session, brand));
	}

	async history(brand: string, contact: ContactAddress, options: { decisions?: boolean } = {}): Promise<HistoryEntry[]> {
		return await this.read(brand, (session) => this.ledger.history(session, brand, this.subjects.of(brand, contact), options.decisions === true));
	}

	async *events(brand: string): AsyncIterable<LedgerEvent> {
		yield* readRows((after) => this.read(brand, (session) => this.ledger.page(session, brand, after)));
	}

	async *chain(brand: string): AsyncIterable<readonly ChainedText[]> {
		yield* chainPages(brand, (after) => this.read(brand, (session) => this.ledger.chain(session, brand, after)));
	}

	/** The evidence that is still present, in the order of its events. */
	async *evidence(brand: string): AsyncIterable<readonly StoredEvidence[]> {
		yield* readPages((after) => this.read(brand, (session) => this.ledger.evidencePage(session, brand, after)));
	}

	async head(brand: string): Promise<LedgerHead | undefined> {
		return await this.read(brand, (session) => this.ledger.head(session, brand));
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
				read: async (work) => await this.connections.read(work),
				inChain: async (work) => await this.inChain(scope, work),
				record: async (session, chain, changes) => await this.write(session, scope, chain, changes, origin, instant),
			};
			return await runRetention(new PostgresRetention(access, scope, cutoffs, origin, instant), cutoffs, instant);
		});
	}

	/** Lets what is under way come to its end first. */
	async close(): Promise<void> {
		this.closing ??= Promise.allSettled(this.underWay).then(() => this.connections.close());
		await this.closing;
	}

	/** One transaction on the chain of a brand. */
	private async inChain<T>(brand: string, work: (session: Session, chain: Chain) => Promise<T>): Promise<T> {
		const turns = this.turns.get(brand) ?? new Turns(1);
		this.turns.set(brand, turns);
		return await turns.take(() => this.connections.write(async (session) => await work(session, await this.writer.chain(session, brand))));
	}

	/** Works in slices, all in the caller's transaction, so that no statement grows beyond measure. */
	private async write(session: Session, brand: string, begun: Chain, changes: readonly Change[], origin: Origin, at: number): Promise<ChangeResult[]> {
		const { brandId } = begun;
		const results: ChangeResult[] = [];
		let chain = begun;
		let keys: Map<string, number> | undefined;
		for (let start = 0; start < changes.length; start += SLICE) {
			const slice = changes.slice(start, start + SLICE).map((change) => prepareChange(this.subjects, brand, change));
			const needs = batchNeeds(slice);
			// Read once for the whole call: changes that share a key are all applied.
			const known = await this.contacts.known(session, brandId, needs, keys === undefined ? keysOf(this.subjects, brand, changes) : []);
			if (known.version > SCHEMA_VERSION) throw tooNew(known.version, SCHEMA_VERSION);
			keys ??= known.keys;
			const policies = new PolicyStates(needs.policies ? await this.policyRows.known(session, brand) : NO_POLICIES);
			const erasures = new Erasures(await this.writer.traces(session, chain, needs.traces));
			const plan = planBatch(brand, slice, origin, at, { head: chain.head, keys, states: known.states, policies, erasures, changed: await this.writer.changedSince(session, chain, needs.changesSince) });
			await this.writer.write(session, chain, plan, at);
			for (const result of plan.results) results.push(result);
			chain = { brandId, head: plan.head };
		}
		return results;
	}

	private async read<T>(brand: string, work: (session: Session) => Promise<T>): Promise<T> {
		return await this.run(async () => {
			requireBrand(brand);
			return await this.connections.read(work);
		});
	}

	private async run<T>(work: () => Promise<T>): Promise<T> {
		if (this.closing) throw explain(CLOSED);
		const working = work();
		this.underWay.add(working);
		try {
			return await working;
		} catch (error) {
			throw storeError(error);
		} finally {
			this.underWay.delete(working);
		}
	}
}
