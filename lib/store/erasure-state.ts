import type { Applied } from './apply-change';
import { erasedConsent } from './consent-state';
import type { ContactStates } from './contact-states';

/** What is on record of a contact beside consents and answers, and is removed with them. */
export interface Trace {
	hasAddress: boolean;
	/** Numbers of the events whose evidence is still there. */
	evidence: readonly number[];
}

/** A contact whose consents, answers, address and evidence a backend deletes before it writes what the batch adds. */
export interface Erasure {
	subject: string;
	/** Numbers of the events whose evidence goes. */
	evidence: readonly number[];
}

const NO_TRACE: Trace = { hasAddress: false, evidence: [] };

/** What the batch has recorded so far and may have to forget. */
export interface Recorded {
	states: ContactStates;
	/** By subject. */
	contacts: Map<string, unknown>;
	evidence: ReadonlyArray<{ subject?: string | undefined }>;
}

/** The contacts that one batch erases. */
export class Erasures {
	private readonly done = new Map<string, Erasure>();

	/** @param traces of every contact that the batch erases. */
	constructor(private readonly traces: ReadonlyMap<string, Trace>) {}

	/**
	 * Forgets what is on record of a contact and what the batch has added to it; suppressions stay, and of consents that they were withdrawn.
	 * The caller takes the contact's evidence out of the batch.
	 */
	erase({ states, contacts, evidence }: Recorded, subject: string): Applied {
		const trace = this.done.has(subject) ? NO_TRACE : (this.traces.get(subject) ?? NO_TRACE);
		const found = [
			contacts.delete(subject),
			forgetConsents(states, subject),
			states.answers.forget(subject),
			trace.hasAddress,
			trace.evidence.length > 0,
			evidence.some((one) => one.subject === subject),
		];
		if (!this.done.has(subject)) this.done.set(subject, { subject, evidence: trace.evidence });
		const outcome = found.includes(true) ? 'applied' : 'already';
		return { outcome, payload: { outcome } };
	}

	/** Rows to delete. */
	changes(): Erasure[] {
		return [...this.done.values()];
	}
}

/** @returns whether more was on record than what stays. */
function forgetConsents(states: ContactStates, subject: string): boolean {
	const forgotten = states.forgetConsents(subject).map((consent) => ({ consent, left: erasedConsent(consent) }));
	for (const { left } of forgotten) if (left !== undefined) states.setConsent(left);
	return forgotten.some(({ consent, left }) => JSON.stringify(consent.record) !== JSON.stringify(left?.record));
}
