import type { Origin } from '../../ledger/event';
import type { ContactStates } from '../contact-states';
import { tooNew } from '../explain';
import type { Change, ChangeResult } from '../port';
import type { Removed, RetentionCutoffs } from '../retention-limits';
import { eventsBehind, isForgettable, outdatedEvidence, subjectsAskedFor } from '../retention-rules';
import { type Look, type OldContact, type OldReservation, planRetainEvent, type RetentionBackend, retentionNeeds, RETENTION_SLICE } from '../retention-run';
import type { BatchWriter, Chain } from './batch-writer';
import type { ContactReader } from './contact-reader';
import { SCHEMA_VERSION } from './migrations';
import type { RetentionRows } from './retention-rows';
import type { Session } from './statement';

/** What retention takes from the store. */
export interface RetentionAccess {
	rows: RetentionRows;
	contacts: ContactReader;
	writer: BatchWriter;
	read<T>(work: (session: Session) => Promise<T>): Promise<T>;
	/** One transaction on the chain of the brand. */
	inChain<T>(work: (session: Session, chain: Chain) => Promise<T>): Promise<T>;
	/** Records changes inside such a transaction. */
	record(session: Session, chain: Chain, changes: readonly Change[]): Promise<ChangeResult[]>;
}

/** One run of retention for one brand. */
export class PostgresRetention implements RetentionBackend {
	/** @param at the instant of recording, milliseconds. */
	constructor(
		private readonly access: RetentionAccess,
		private readonly brand: string,
		private readonly cutoffs: RetentionCutoffs,
		private readonly origin: Origin,
		private readonly at: number,
	) {}

	async lastEvent(): Promise<number | undefined> {
		return (await this.access.read((session) => this.access.rows.last(session, this.brand)))?.at;
	}

	async removeEvidence(after: number): Promise<{ removed: Partial<Removed>; next: number | undefined }> {
		const { rows, inChain } = this.access;
		return await inChain(async (session, chain) => {
			const { brandId } = chain;
			const events = await rows.evidence(session, brandId, after);
			const subjects = subjectsAskedFor(events, this.cutoffs);
			const states = await this.states(session, brandId, subjects);
			const times = await this.timesBehind(session, brandId, subjects, states);
			const { replyTexts, consentEvidence } = outdatedEvidence(events, states, (seq) => times.get(seq), this.cutoffs, this.at);
			const removed = { replyTexts: await rows.dropEvidence(session, brandId, replyTexts), consentEvidence: await rows.dropEvidence(session, brandId, consentEvidence) };
			await this.putOnRecord(session, chain, removed);
			return { removed, next: events.length < RETENTION_SLICE ? undefined : events.at(-1)?.seq };
		});
	}

	async oldContacts(after: string): Promise<Look<OldContact, string>> {
		const { read, rows } = this.access;
		return await read(async (session) => {
			const last = await rows.last(session, this.brand);
			if (last === undefined) return { found: [], next: undefined };
			const { found, next } = await rows.contacts(session, last.brandId, after);
			const subjects = found.map(({ subject }) => subject);
			const states = await this.states(session, last.brandId, subjects);
			const times = await this.timesBehind(session, last.brandId, subjects, states);
			const heard = (subject: string): number => Math.max(Number.NEGATIVE_INFINITY, ...eventsBehind(subject, states).map((seq) => times.get(seq) ?? Number.POSITIVE_INFINITY));
			return { found: found.filter(({ subject }) => this.mayForget(subject, states, heard(subject))), next };
		});
	}

	async removeContacts(contacts: readonly OldContact[]): Promise<Partial<Removed>> {
		const { rows, writer, inChain, record } = this.access;
		return await inChain(async (session, chain) => {
			const subjects = contacts.map(({ subject }) => subject);
			const states = await this.states(session, chain.brandId, subjects);
			const heard = await rows.lastHeard(session, chain.brandId, chain.head.seq, subjects);
			const old = contacts.filter(({ subject }) => this.mayForget(subject, states, heard.get(subject)));
			if (old.length === 0) return {};
			const results = await record(session, chain, old.map(({ contact }) => ({ kind: 'erase', contact })));
			const removed = { contacts: results.filter(({ outcome }) => outcome === 'applied').length };
			await this.putOnRecord(session, await writer.chain(session, this.brand), removed);
			return removed;
		});
	}

	async oldReservations(after: OldReservation): Promise<Look<OldReservation, OldReservation>> {
		const { read, rows } = this.access;
		return await read(async (session) => {
			const last = await rows.last(session, this.brand);
			if (last === undefined) return { found: [], next: undefined };
			return await rows.reservations(session, last.brandId, after, this.cutoff('reservations'));
		});
	}

	async removeReservations(old: readonly OldReservation[]): Promise<Partial<Removed>> {
		return await this.removeBy(async (session) => ({ reservations: await this.access.rows.dropReservations(session, old) }));
	}

	async removeCodes(): Promise<Partial<Removed>> {
		return await this.removeBy(async (session, { brandId }) => ({ unknownCodes: await this.access.rows.dropCodes(session, brandId, this.cutoff('unknownCodes')) }));
	}

	async removeReaders(): Promise<Partial<Removed>> {
		return await this.removeBy(async (session, { brandId }) => ({ feedReaders: await this.access.rows.dropReaders(session, brandId, this.cutoff('feedReaders')) }));
	}

	private async removeBy(drop: (session: Session, chain: Chain) => Promise<Partial<Removed>>): Promise<Partial<Removed>> {
		return await this.access.inChain(async (session, chain) => {
			const removed = await drop(session, chain);
			await this.putOnRecord(session, chain, removed);
			return removed;
		});
	}

	private mayForget(subject: string, states: ContactStates, heard: number | undefined): boolean {
		return isForgettable(subject, states, heard, this.cutoff('contacts'), this.at);
	}

	/** @throws ComplianceError `STORE_TOO_NEW` */
	private async states(session: Session, brandId: number, subjects: Iterable<string>): Promise<ContactStates> {
		const { version, states } = await this.access.contacts.known(session, brandId, retentionNeeds(subjects), []);
		if (version > SCHEMA_VERSION) throw tooNew(version, SCHEMA_VERSION);
		return states;
	}

	/** When the events were recorded that made the state of contacts what it is. */
	private async timesBehind(session: Session, brandId: number, subjects: readonly string[], states: ContactStates): Promise<Map<number, number>> {
		return await this.access.rows.times(session, brandId, subjects.flatMap((subject) => eventsBehind(subject, states)));
	}

	/** Nothing is that old where no period is set. */
	private cutoff(part: keyof RetentionCutoffs): number {
		return this.cutoffs[part] ?? Number.NEGATIVE_INFINITY;
	}

	private async putOnRecord(session: Session, chain: Chain, removed: Partial<Removed>): Promise<void> {
		const plan = planRetainEvent(this.brand, chain.head, this.origin, this.at, removed, this.cutoffs);
		if (plan !== undefined) await this.access.writer.write(session, chain, plan, this.at);
	}
}
