import { AnswerStates } from './answer-state';
import type { StoredConsent } from './consent-state';
import { ReservationStates } from './reservation-state';
import type { StoredSuppression } from './suppression-state';

/** What is known about the contacts of one batch, and what of it the batch changed. */
export class ContactStates {
	readonly answers = new AnswerStates();
	readonly reservations = new ReservationStates();
	private readonly consents = new Map<string, Map<string, StoredConsent>>();
	private readonly suppressions = new Map<string, Map<number, StoredSuppression>>();
	private readonly addedConsents = new Set<StoredConsent>();
	private readonly replacingConsents = new Set<StoredConsent>();
	private readonly changedSuppressions = new Map<number, StoredSuppression>();
	private readonly endedSuppressions = new Map<number, StoredSuppression>();

	/** Takes in a consent that is on record. */
	loadConsent(consent: StoredConsent): void {
		this.consentsOf(consent.subject).set(consentKey(consent.channel, consent.messageClass), consent);
	}

	/** Takes in a suppression that is on record. */
	loadSuppression(suppression: StoredSuppression): void {
		this.suppressionsOf(suppression.subject).set(suppression.seq, suppression);
	}

	allConsents(subject: string): StoredConsent[] {
		return [...(this.consents.get(subject)?.values() ?? [])];
	}

	consent(subject: string, channel: string, messageClass: string): StoredConsent | undefined {
		return this.consents.get(subject)?.get(consentKey(channel, messageClass));
	}

	setConsent(consent: StoredConsent): void {
		const earlier = this.consent(consent.subject, consent.channel, consent.messageClass);
		const isNew = earlier === undefined || this.addedConsents.delete(earlier);
		if (earlier) this.replacingConsents.delete(earlier);
		this.loadConsent(consent);
		(isNew ? this.addedConsents : this.replacingConsents).add(consent);
	}

	/** Forgets all consents of a contact. @returns them. */
	forgetConsents(subject: string): StoredConsent[] {
		const known = this.allConsents(subject);
		for (const consent of known) {
			this.addedConsents.delete(consent);
			this.replacingConsents.delete(consent);
		}
		this.consents.delete(subject);
		return known;
	}

	suppressionsOf(subject: string): Map<number, StoredSuppression> {
		const known = this.suppressions.get(subject);
		if (known) return known;
		const fresh = new Map<number, StoredSuppression>();
		this.suppressions.set(subject, fresh);
		return fresh;
	}

	setSuppression(suppression: StoredSuppression): void {
		this.suppressionsOf(suppression.subject).set(suppression.seq, suppression);
		this.changedSuppressions.set(suppression.seq, suppression);
	}

	endSuppression(suppression: StoredSuppression): void {
		this.suppressionsOf(suppression.subject).delete(suppression.seq);
		this.changedSuppressions.delete(suppression.seq);
		this.endedSuppressions.set(suppression.seq, suppression);
	}

	/** Rows to write: consents of which none was on record, those that take the place of one, suppressions; and those that ended, which may never have been written. */
	changes(): { added: StoredConsent[]; replacing: StoredConsent[]; suppressions: StoredSuppression[]; ended: StoredSuppression[] } {
		return {
			added: [...this.addedConsents],
			replacing: [...this.replacingConsents],
			suppressions: [...this.changedSuppressions.values()],
			ended: [...this.endedSuppressions.values()],
		};
	}

	private consentsOf(subject: string): Map<string, StoredConsent> {
		const known = this.consents.get(subject);
		if (known) return known;
		const fresh = new Map<string, StoredConsent>();
		this.consents.set(subject, fresh);
		return fresh;
	}
}

function consentKey(channel: string, messageClass: string): string {
	return `${channel} ${messageClass}`;
}
