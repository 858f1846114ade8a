import { canonicalJson } from '../ledger/canonical-json';
import type { JsonObject, JsonValue } from '../model/json';
import type { DecisionChange } from './port';

/** Decisions that one event holds at most. */
export const DECISIONS_PER_SHEET = 1000;

/**
 * The decisions of a batch as the payload of one event. A gate decides the same for most contacts, so each outcome
 * stands once, and a row is the contact's subject (null where the address could not be read) and the outcome's place.
 */
export class DecisionSheet {
	private readonly outcomes = new Map<string, number>();
	private readonly texts: string[] = [];
	private readonly rows: string[] = [];
	/** Of the contacts decided about, in the order of the rows. */
	readonly subjects: string[] = [];

	get isFull(): boolean {
		return this.rows.length >= DECISIONS_PER_SHEET;
	}

	/** @returns the row the decision got. */
	add(decision: DecisionChange, subject: string | undefined): number {
		if (subject !== undefined) this.subjects.push(subject);
		return this.rows.push(`[${subject === undefined ? 'null' : JSON.stringify(subject)},${this.outcomeOf(decision)}]`) - 1;
	}

	/** Canonical JSON. */
	payload(): string {
		return `{"outcomes":[${this.texts.join(',')}],"rows":[${this.rows.join(',')}]}`;
	}

	private outcomeOf(decision: DecisionChange): number {
		const { verdict, status, codes, policyVersion, at, channel, messageClass, sendAt } = decision;
		const name = [verdict, status, codes, policyVersion, at, channel, messageClass, sendAt].join('\0');
		const known = this.outcomes.get(name);
		if (known !== undefined) return known;
		const place = this.texts.push(canonicalJson({ verdict, status, codes, policyVersion, at, channel, messageClass, sendAt })) - 1;
		this.outcomes.set(name, place);
		return place;
	}
}

/** One decision of a sheet. */
export interface SheetRow {
	row: number;
	outcome: JsonObject;
}

/** The decisions of a sheet about one contact; none where somebody wrote over the sheet. */
export function decisionsAbout(subject: string, payload: JsonObject): SheetRow[] {
	const { outcomes, rows } = payload;
	if (!Array.isArray(outcomes) || !Array.isArray(rows)) return [];
	return rows.flatMap((entry, row) => {
		if (!Array.isArray(entry) || entry[0] !== subject) return [];
		const outcome = outcomes[Number(entry[1])];
		return isObject(outcome) ? [{ row, outcome }] : [];
	});
}

function isObject(value: JsonValue | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
