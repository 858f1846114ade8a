import type { Origin } from '../../ledger/event';
import type { ContactStates } from '../contact-states';
import type { Change, ChangeResult } from '../port';
import type { Removed, RetentionCutoffs } from '../retention-limits';
import { eventsBehind, isForgettable, outdatedEvidence, subjectsAskedFor } from '../retention-rules';
import { type Look, type OldContact, type OldReservation, planRetainEvent, type RetentionBackend, retentionNeeds, RETENTION_SLICE } from '../retention-run';
import type { BatchWriter, Chain } from './batch-writer';
import type { ContactReader } from './contact-reader';
import type { RetentionRows } from './retention-rows';

/** What retention takes from the store. */
export interface RetentionAccess {
	rows: RetentionRows;
	contacts: ContactReader;
	writer: BatchWriter;
	read<T>(work: () => T): Promise<T>;
	/** One write transaction on the chain of the brand. */
	inChain<T>(work: (chain: Chain) => T): Promise<T>;
	/** Records changes inside such a transaction. */
	record(chain: Chain, changes: readonly Change[]): ChangeResult[];
}

/** One run of retention for one brand. */
export class SqliteRetention implements RetentionBackend {
	/** @param at the instant of recording, milliseconds. */
	constructor(
		private readonly access: RetentionAccess,
		private readonly brand: string,
		private readonly cutoffs: RetentionCutoffs,
		private readonly origin: Origin,
		private readonly at: number,
	) {}

	async lastEvent(): Promise<number | undefined> {
		return await this.access.read(() => this.access.rows.last(this.brand)?.at);
	}

	async removeEvidence(after: number): Promise<{ removed: Partial<Removed>; next: number | undefined }> {
		const { rows } = this.access;
		return await this.access.inChain((chain) => {
			const events = rows.evidence(chain.brandId, after);
			const subjects = subjectsAskedFor(events, this.cutoffs);
			const states = this.states(subjects);
			const times = this.timesBehind(chain.brandId, subjects, states);
			const { replyTexts, consentEvidence } = outdatedEvidence(events, states, (seq) => times.get(seq), this.cutoffs, this.at);
			const removed = { replyTexts: rows.dropEvidence(chain.brandId, replyTexts), consentEvidence: rows.dropEvidence(chain.brandId, consentEvidence) };
			this.putOnRecord(chain, removed);
			return { removed, next: events.length < RETENTION_SLICE ? undefined : events.at(-1)?.seq };
		});
	}

	async oldContacts(after: string): Promise<Look<OldContact, string>> {
		const { read, rows } = this.access;
		return await read(() => {
			const last = rows.last(this.brand);
			if (last === undefined) return { found: [], next: undefined };
			const { found, next } = rows.contacts(last.brandId, after);
			const subjects = found.map(({ subject }) => subject);
			const states = this.states(subjects);
			const times = this.timesBehind(last.brandId, subjects, states);
			const heard = (subject: string): number => Math.max(Number.NEGATIVE_INFINITY, ...eventsBehind(subject, states).map((seq) => times.get(seq) ?? Number.POSITIVE_INFINITY));
			return { found: found.filter(({ subject }) => this.mayForget(subject, states, heard(subject))), next };
		});
	}

	async removeContacts(contacts: readonly OldContact[]): Promise<Partial<Removed>> {
		const { rows, writer, inChain, record } = this.access;
		return await inChain((chain) => {
			const states = this.states(contacts.map(({ subject }) => subject));
			const old = contacts.filter(({ subject }) => this.mayForget(subject, states, rows.lastHeard(this.brand, subject)));
			if (old.length === 0) return {};
			const results = record(chain, old.map(({ contact }) => ({ kind: 'erase', contact })));
			const removed = { contacts: results.filter(({ outcome }) => outcome === 'applied').length };
			this.putOnRecord(writer.chain(this.brand), removed);
			return removed;
		});
	}

	async oldReservations(after: OldReservation): Promise<Look<OldReservation, OldReservation>> {
		const { read, rows } = this.access;
		return await read(() => rows.reservations(rows.last(this.brand)?.brandId ?? Number.NaN, after, this.cutoff('reservations')));
	}

	async removeReservations(old: readonly OldReservation[]): Promise<Partial<Removed>> {
		return await this.removeBy(() => ({ reservations: this.access.rows.dropReservations(old) }));
	}

	async removeCodes(): Promise<Partial<Removed>> {
		return await this.removeBy(({ brandId }) => ({ unknownCodes: this.access.rows.dropCodes(brandId, this.cutoff('unknownCodes')) }));
	}

	async removeReaders(): Promise<Partial<Removed>> {
		return await this.removeBy(({ brandId }) => ({ feedReaders: this.access.rows.dropReaders(brandId, this.cutoff('feedReaders')) }));
	}

	private async removeBy(drop: (chain: Chain) => Partial<Removed>): Promise<Partial<Removed>> {
		return await this.access.inChain((chain) => {
			const removed = drop(chain);
			this.putOnRecord(chain, removed);
			return removed;
		});
	}

	private mayForget(subject: string, states: ContactStates, heard: number | undefined): boolean {
		return isForgettable(subject, states, heard, this.cutoff('contacts'), this.at);
	}

	private states(subjects: Iterable<string>): ContactStates {
		return this.access.contacts.states(retentionNeeds(subjects));
	}

	/** When the events were recorded that made the state of contacts what it is. */
	private timesBehind(brandId: number, subjects: readonly string[], states: ContactStates): Map<number, number> {
		return this.access.rows.times(brandId, subjects.flatMap((subject) => eventsBehind(subject, states)));
	}

	/** Nothing is that old where no period is set. */
	private cutoff(part: keyof RetentionCutoffs): number {
		return this.cutoffs[part] ?? Number.NEGATIVE_INFINITY;
	}

	private putOnRecord({ brandId, head }: Chain, removed: Partial<Removed>): void {
		const plan = planRetainEvent(this.brand, head, this.origin, this.at, removed, this.cutoffs);
		if (plan !== undefined) this.access.writer.write(brandId, plan, this.at);
	}
}
