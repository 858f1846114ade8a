import type { Answer } from '../model/answer';
import { readMillis, writeInstant } from './instants';
import type { AnswerChange } from './port';

/** Within which `mostAMinute` counts, milliseconds. */
const MINUTE = 60_000;
/** An answer is kept this long, milliseconds. */
const HOUR = 3_600_000;

/** The permission for one automatic answer, as a backend keeps it. */
export interface StoredAnswer {
	subject: string;
	/** Of the event that granted it. */
	seq: number;
	/** When it was granted, milliseconds. */
	at: number;
	record: Answer;
}

/** The permissions of the contacts of one batch, and which rows the batch adds and drops. */
export class AnswerStates {
	private readonly known = new Map<string, StoredAnswer[]>();
	private readonly granted = new Set<StoredAnswer>();
	private readonly outdated = new Set<StoredAnswer>();

	/** Takes in one that is on record. */
	load(answer: StoredAnswer): void {
		this.of(answer.subject).push(answer);
	}

	/**
	 * Grants the permission unless too many were granted lately; those in the future count too, because a clock that was set back must not
	 * permit more. A limit or an end that can't be read permits nothing.
	 *
	 * @param at the instant of recording, milliseconds.
	 */
	grant({ channel, to, until, mostAMinute }: AnswerChange, subject: string, seq: number, at: number): 'applied' | 'already' {
		const answers = this.of(subject);
		const end = readMillis(until);
		const lately = answers.filter((answer) => at - answer.at < MINUTE).length;
		if (end === undefined || !(lately < mostAMinute)) return 'already';
		for (const answer of answers) {
			if (!isKept(answer, at)) this.outdated.add(answer);
		}
		const answer = { subject, seq, at, record: { id: `a${seq}`, channel, to, at: writeInstant(at), until: writeInstant(end) } };
		answers.push(answer);
		this.granted.add(answer);
		return 'applied';
	}

	/** Forgets all answers of a contact. @returns whether there were any. */
	forget(subject: string): boolean {
		const answers = this.known.get(subject) ?? [];
		this.known.delete(subject);
		for (const answer of answers) this.granted.delete(answer);
		return answers.length > 0;
	}

	/** Rows to write, and rows to delete. */
	changes(): { granted: StoredAnswer[]; outdated: StoredAnswer[] } {
		return { granted: [...this.granted], outdated: [...this.outdated] };
	}

	private of(subject: string): StoredAnswer[] {
		const known = this.known.get(subject);
		if (known) return known;
		const fresh: StoredAnswer[] = [];
		this.known.set(subject, fresh);
		return fresh;
	}
}

/** Whether it is still of interest: granted within the last hour, or later than now by a clock that ran ahead. */
export function isKept(answer: Pick<StoredAnswer, 'at'>, at: number): boolean {
	return at - answer.at <= HOUR;
}
