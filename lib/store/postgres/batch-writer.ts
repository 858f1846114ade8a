import { GENESIS_HASH } from '../../ledger/chain';
import type { LedgerHead } from '../../ledger/event';
import type { BatchPlan } from '../batch-plan';
import { explain } from '../explain';
import { FEED_KINDS_IN_SQL } from '../feed-kinds';
import { prefixesOf } from '../subject-prefix';
import { bigintArray, hexBytesArray, textArray, textBytesArray } from './arrays';
import { CodeRows } from './code-rows';
import { ContactRows } from './contact-rows';
import { ErasureRows } from './erasure-rows';
import { CHAIN_LOST } from './errors';
import { writeText } from './json-text';
import type { MakeStatement, Session, Statement } from './statement';

/** The chain of one brand, which may be empty. */
export interface Chain {
	brandId: number;
	head: LedgerHead;
}

/** Writes a planned batch, a statement for each table that something is written to. All methods run inside a transaction of the caller. */
export class BatchWriter {
	private readonly lockBrand: Statement;
	private readonly addBrand: Statement;
	private readonly getChanged: Statement;
	private readonly addEvents: Statement;
	private readonly addEvidence: Statement;
	private readonly addDecided: Statement;
	private readonly addKeys: Statement;
	private readonly addPolicies: Statement;
	private readonly setHead: Statement;
	private readonly contacts: ContactRows;
	private readonly codes: CodeRows;
	private readonly erasures: ErasureRows;

	constructor(statement: MakeStatement) {
		this.lockBrand = statement('lock_brand', "SELECT id, seq, encode(hash, 'hex') AS hash FROM @brands WHERE name = $1 FOR UPDATE");
		this.addBrand = statement('add_brand', 'INSERT INTO @brands (name, seq, hash) VALUES ($1, 0, $2) ON CONFLICT (name) DO NOTHING');
		this.getChanged = statement(
			'changed_since',
			`SELECT encode(subject, 'escape') AS subject, max(seq) AS seq FROM @events WHERE brand_id = $1 AND seq > $2 AND kind IN (${FEED_KINDS_IN_SQL}) GROUP BY subject`,
		);
		this.addEvents = statement(
			'add_events',
			`INSERT INTO @events (brand_id, seq, at, kind, subject, channel, payload, origin, evidence_digest, previous_hash, hash)
			SELECT $1::integer, u.seq, $2::bigint, u.kind, u.subject, u.channel, u.payload, $3::text, u.evidence_digest, u.previous_hash, u.hash
			FROM unnest($4::bigint[], $5::text[], $6::bytea[], $7::text[], $8::text[], $9::bytea[], $10::bytea[], $11::bytea[])
			AS u (seq, kind, subject, channel, payload, evidence_digest, previous_hash, hash)`,
		);
		this.addEvidence = statement('add_evidence', 'INSERT INTO @evidence (brand_id, seq, salt, body) SELECT $1::integer, u.seq, u.salt, u.body FROM unnest($2::bigint[], $3::text[], $4::text[]) AS u (seq, salt, body)');
		this.addDecided = statement('add_decided', 'INSERT INTO @decided (brand_id, seq, prefixes) SELECT $1::integer, u.seq, u.prefixes FROM unnest($2::bigint[], $3::bytea[]) AS u (seq, prefixes)');
		this.addKeys = statement('add_keys', 'INSERT INTO @change_keys (brand_id, key, seq) SELECT $1::integer, u.key, u.seq FROM unnest($2::bytea[], $3::bigint[]) AS u (key, seq) ON CONFLICT (brand_id, key) DO NOTHING');
		this.addPolicies = statement('add_policies', 'INSERT INTO @policies (brand_id, seq, version, in_force) SELECT $1::integer, u.seq, u.version, u.in_force <> 0 FROM unnest($2::bigint[], $3::text[], $4::bigint[]) AS u (seq, version, in_force)');
		this.setHead = statement('set_head', 'UPDATE @brands SET seq = $1, hash = $2 WHERE id = $3 AND seq = $4');
		this.contacts = new ContactRows(statement);
		this.codes = new CodeRows(statement);
		this.erasures = new ErasureRows(statement);
	}

	/** The brand's chain, begun if there is none. Nobody else writes to it until the transaction ends. */
	async chain(session: Session, brand: string): Promise<Chain> {
		const name = Buffer.from(brand);
		const known = await this.locked(session, name);
		if (known !== undefined) return known;
		await session.run(this.addBrand, [name, Buffer.from(GENESIS_HASH, 'hex')]);
		const begun = await this.locked(session, name);
		if (begun === undefined) throw explain(CHAIN_LOST);
		return begun;
	}

	/** Number of the last event after this one that changed what is known about a contact, by subject. */
	async changedSince(session: Session, { brandId, head }: Chain, after: number): Promise<Map<string, number>> {
		if (after >= head.seq) return new Map();
		const rows = await session.rows<{ subject: string; seq: number }>(this.getChanged, [brandId, after]);
		return new Map(rows.map(({ subject, seq }) => [subject, seq]));
	}

	/** What is on record of contacts that are to be erased. */
	async traces(session: Session, chain: Chain, subjects: ReadonlySet<string>): ReturnType<ErasureRows['traces']> {
		return await this.erasures.traces(session, chain.brandId, chain.head.seq, subjects);
	}

	/** @param at the instant of recording, milliseconds. */
	async write(session: Session, { brandId, head }: Chain, plan: BatchPlan, at: number): Promise<void> {
		await this.erasures.delete(session, brandId, plan.erasures.changes());
		await this.writeEvents(session, brandId, plan, at);
		await this.contacts.write(session, brandId, plan);
		await this.codes.add(session, brandId, plan.codes.changes(), at);
		if (plan.head.seq === head.seq) return;
		const moved = await session.run(this.setHead, [plan.head.seq, Buffer.from(plan.head.hash, 'hex'), brandId, head.seq]);
		if (moved !== 1) throw explain(CHAIN_LOST);
	}

	private async locked(session: Session, name: Buffer): Promise<Chain | undefined> {
		const [row] = await session.rows<{ id: number } & LedgerHead>(this.lockBrand, [name]);
		return row && { brandId: row.id, head: { seq: row.seq, hash: row.hash } };
	}

	private async writeEvents(session: Session, brandId: number, { events, origin, evidence, sheets, keys, policies }: BatchPlan, at: number): Promise<void> {
		if (events.length > 0) {
			await session.run(this.addEvents, [
				brandId,
				at,
				origin,
				bigintArray(events.map(({ seq }) => seq)),
				textArray(events.map(({ kind }) => kind)),
				textBytesArray(events.map(({ subject }) => subject)),
				textArray(events.map(({ channel }) => channel)),
				textArray(events.map(({ payload }) => payload)),
				hexBytesArray(events.map(({ evidenceDigest }) => evidenceDigest)),
				hexBytesArray(events.map(({ previousHash }) => previousHash)),
				hexBytesArray(events.map(({ hash }) => hash)),
			]);
		}
		if (evidence.length > 0) {
			await session.run(this.addEvidence, [brandId, bigintArray(evidence.map(({ seq }) => seq)), textArray(evidence.map(({ salt }) => salt)), textArray(evidence.map(({ body }) => body))]);
		}
		if (sheets.length > 0) await session.run(this.addDecided, [brandId, bigintArray(sheets.map(({ seq }) => seq)), textBytesArray(sheets.map(({ subjects }) => prefixesOf(subjects)))]);
		if (keys.length > 0) await session.run(this.addKeys, [brandId, textBytesArray(keys.map(({ key }) => key)), bigintArray(keys.map(({ seq }) => seq))]);
		const { added } = policies;
		if (added.length > 0) {
			await session.run(this.addPolicies, [brandId, bigintArray(added.map(({ seq }) => seq)), textArray(added.map(({ version }) => writeText(version))), bigintArray(added.map(({ inForce }) => (inForce ? 1 : 0)))]);
		}
	}
}
