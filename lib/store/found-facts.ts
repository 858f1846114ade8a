import type { Answer } from '../model/answer';
import type { ConsentRecord } from '../model/consent';
import type { Suppression } from '../model/suppression';
import { isKept } from './answer-state';
import { rowUnreadable } from './explain';
import type { FactPart, StoredFacts } from './port';
import { hasEnded, isReadable, type StoredSuppression, visibleSuppression } from './suppression-state';

/** Facts that are still being gathered. */
interface Gathered extends StoredFacts {
	consents: ConsentRecord[];
	suppressions: Suppression[];
	ended?: Suppression[];
	answers?: Answer[];
}

/** Shared by all contacts of whom nothing is known. */
const NONE: readonly never[] = Object.freeze([]);

/** Sorts the rows that a backend has read into what the gates see. Rows come in the order in which they are to be told. */
export class FoundFacts {
	private readonly facts = new Map<string, Gathered>();
	private readonly asksEnded: boolean;
	private readonly asksInForce: boolean;

	/** @param at milliseconds; decides which suppressions have ended, and which answers are of interest. */
	constructor(
		private readonly brand: string,
		private readonly at: number,
		parts: readonly FactPart[],
	) {
		this.asksEnded = parts.includes('ended');
		this.asksInForce = parts.includes('suppressions');
	}

	/** @param record is the caller's to give away. */
	addConsent(subject: string, seq: number, record: ConsentRecord): void {
		record.ref = `${this.brand}:${seq}`;
		this.of(subject).consents.push(record);
	}

	/** @throws ComplianceError `STORE_CORRUPT` for one that can't be read: it may be the very opt-out that is asked for. */
	addSuppression(suppression: StoredSuppression): void {
		if (!isReadable(suppression)) throw rowUnreadable();
		const isOver = hasEnded(suppression, this.at);
		if (isOver && this.asksEnded) (this.of(suppression.subject).ended ??= []).push(visibleSuppression(suppression));
		if (!isOver && this.asksInForce) this.of(suppression.subject).suppressions.push(visibleSuppression(suppression));
	}

	/** @param granted milliseconds. */
	addAnswer(subject: string, granted: number, record: Answer): void {
		if (isKept({ at: granted }, this.at)) (this.of(subject).answers ??= []).push(record);
	}

	addPlace(subject: string, timeZone: string | null, jurisdiction: string | null): void {
		const found = this.of(subject);
		if (timeZone !== null) found.timeZone = timeZone;
		if (jurisdiction !== null) found.jurisdiction = jurisdiction;
	}

	/** What is known of a contact; an entry as well for one of whom nothing is. */
	about(subject: string): StoredFacts {
		return this.facts.get(subject) ?? { subject, consents: NONE, suppressions: NONE };
	}

	private of(subject: string): Gathered {
		const known = this.facts.get(subject);
		if (known) return known;
		const fresh = { subject, consents: [], suppressions: [] };
		this.facts.set(subject, fresh);
		return fresh;
	}
}
