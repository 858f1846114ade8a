import type { StoredConsent } from './consent-state';
import type { StoredSuppression } from './suppression-state';

/** The consents and suppressions of the contacts of one batch, and which of them the batch changed. */
export class ContactStates {
	private readonly consents = new Map<string, StoredConsent>();
	private readonly suppressions = new Map<string, Map<number, StoredSuppression>>();
	private readonly changedConsents = new Set<string>();
	private readonly changedSuppressions = new Map<number, StoredSuppression>();
	private readonly endedSuppressions = new Map<number, StoredSuppression>();

	/** Takes in a consent that is on record. */
	loadConsent(consent: StoredConsent): void {
		this.consents.set(consentKey(consent), consent);
	}

	/** Takes in a suppression that is on record. */
	loadSuppression(suppression: StoredSuppression): void {
		this.suppressionsOf(suppression.subject).set(suppression.seq, suppression);
	}

	consent(subject: string, channel: string, messageClass: string): StoredConsent | undefined {
		return this.consents.get(consentKey({ subject, channel, messageClass }));
	}

	setConsent(consent: StoredConsent): void {
		const key = consentKey(consent);
		this.consents.set(key, consent);
		this.changedConsents.add(key);
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

	/** Rows to write; those that ended may never have been written. */
	changes(): { consents: StoredConsent[]; suppressions: StoredSuppression[]; ended: StoredSuppression[] } {
		return {
			consents: [...this.changedConsents].flatMap((key) => this.consents.get(key) ?? []),
			suppressions: [...this.changedSuppressions.values()],
			ended: [...this.endedSuppressions.values()],
		};
	}
}

function consentKey({ subject, channel, messageClass }: Pick<StoredConsent, 'subject' | 'channel' | 'messageClass'>): string {
	return `${subject} ${channel} ${messageClass}`;
}
