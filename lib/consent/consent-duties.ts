import type { Channel, GatedClass } from '../model/channel';
import { CONSENT_BASES, type ConsentBasis, type EvidenceField } from '../model/consent';
import type { ConsentPack, ConsentRow } from '../packs/consent';
import { earliestDeadline } from './opt-out-deadline';
import { isAbout, rowsInForce, type CallKind } from './rows-in-force';
import { monthsOf } from './terms';

/** What the rules say about consents that rest on one basis. Row ids name the rules. */
export interface BasisDuty {
	accepted: boolean;
	/** Rows that refuse it. */
	refusedBy: readonly string[];
	/** Countries without a rule that accepts it. */
	unacceptedIn: readonly string[];
	/** The shortest term and the rows that set it; absent: it counts until it is withdrawn. */
	limit?: { months: number; rows: readonly string[] };
}

/** What the rules of all places together ask of a consent for one kind of message. */
export interface ConsentDuties {
	/** Every row about such messages, those that ask for no consent included. */
	rows: readonly ConsentRow[];
	/** Those that ask something of a consent. */
	asking: readonly string[];
	/** Rows that nobody has checked or that are doubtful. They apply like the others. */
	uncertain: ReadonlySet<string>;
	/** What an express consent has to prove, each with the rows that ask for it. */
	evidence: ReadonlyMap<EvidenceField, readonly string[]>;
	bases: Readonly<Record<ConsentBasis, BasisDuty>>;
	/** Rows that require a double opt-in, and rows by which it is expected as proof. */
	doubleOptIn: { required: readonly string[]; expected: readonly string[] };
	/** The earliest of the terms within which an opt-out has to be followed. */
	optOutDeadline?: string;
}

/**
 * What the rules ask of a consent, strictest first: evidence is united, a basis has to be accepted everywhere, the shortest term counts.
 *
 * Rules that ask for no consent loosen nothing: what the policy asks for stays. An implied basis is accepted only where the country's own
 * rule says so; a place without any rule, or nobody knowing the place, accepts only what the contact said.
 *
 * @param codes ISO 3166, without parents
 * @param at decides which rows are in force, by its day in UTC
 */
export function consentDuties(
	pack: ConsentPack,
	codes: readonly string[],
	channel: Channel,
	messageClass: GatedClass,
	at: Date,
	calls: CallKind = 'automated',
): ConsentDuties {
	const rows = rowsInForce(pack, codes, at).filter((row) => isAbout(row, channel, messageClass, calls));
	const optOutDeadline = earliestDeadline(rows.flatMap((row) => row.optOutDeadline ?? []));
	return {
		rows,
		asking: idsOf(rows.filter(asksSomething)),
		uncertain: new Set(idsOf(rows.filter(({ confidence, verified }) => confidence === 'low' || verified === 'no'))),
		evidence: evidenceOf(rows),
		bases: Object.fromEntries(CONSENT_BASES.map((basis) => [basis, basisDuty(basis, rows, codes)])) as Record<ConsentBasis, BasisDuty>,
		doubleOptIn: {
			required: idsOf(rows.filter(({ doubleOptIn }) => doubleOptIn === 'required')),
			expected: idsOf(rows.filter(({ doubleOptIn }) => doubleOptIn === 'expected')),
		},
		...(optOutDeadline !== undefined && { optOutDeadline }),
	};
}

function basisDuty(basis: ConsentBasis, rows: readonly ConsentRow[], codes: readonly string[]): BasisDuty {
	const refusedBy = idsOf(rows.filter(({ bases }) => bases !== null && bases[basis] === undefined));
	const accepting = rows.filter(({ bases }) => bases !== null && bases[basis] !== undefined);
	const countries = [...new Set(codes.map((code) => code.slice(0, 2)))];
	const unacceptedIn = basis === 'express' ? [] : countries.filter((country) => !accepting.some(({ jurisdiction }) => jurisdiction === country));
	const isSaid = basis === 'express' || countries.length > 0;
	const limit = shortest(basis, accepting);
	return { accepted: isSaid && refusedBy.length === 0 && unacceptedIn.length === 0, refusedBy, unacceptedIn, ...(limit !== undefined && { limit }) };
}

function shortest(basis: ConsentBasis, rows: readonly ConsentRow[]): BasisDuty['limit'] {
	const limits = rows.flatMap(({ id, bases }) => {
		const term = bases?.[basis];
		return typeof term === 'string' ? [{ id, months: monthsOf(term) }] : [];
	});
	if (limits.length === 0) return undefined;
	const months = Math.min(...limits.map((limit) => limit.months));
	return { months, rows: idsOf(limits.filter((limit) => limit.months === months)) };
}

function evidenceOf(rows: readonly ConsentRow[]): Map<EvidenceField, string[]> {
	const askedBy = new Map<EvidenceField, string[]>();
	for (const { id, evidence } of rows) {
		for (const field of evidence) askedBy.set(field, [...(askedBy.get(field) ?? []), id]);
	}
	return askedBy;
}

function asksSomething({ evidence, bases, doubleOptIn }: ConsentRow): boolean {
	return evidence.length > 0 || bases !== null || doubleOptIn !== 'no';
}

function idsOf(rows: ReadonlyArray<{ id: string }>): string[] {
	return rows.map(({ id }) => id);
}
