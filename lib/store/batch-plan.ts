import { canonicalJson } from '../ledger/canonical-json';
import { hashEventText } from '../ledger/chain';
import type { EventKind, LedgerHead, Origin } from '../ledger/event';
import { evidenceDigest, sealEvidence, type SealedEvidence } from '../ledger/evidence';
import type { JsonObject } from '../model/json';
import { type Applied, applyChange, applyPolicy, applyReport, unusable } from './apply-change';
import { CodeCounts } from './code-counts';
import { learnPlace, type LearntPlace } from './contact-place';
import { ContactStates } from './contact-states';
import { writeInstant } from './instants';
import { DecisionSheet } from './decision-sheet';
import type { Erasures } from './erasure-state';
import type { PolicyStates } from './policy-state';
import { FEED_KINDS, type Change, type ChangeResult, type ContactAddress, type DecisionChange } from './port';
import { heardBy } from './suppression-state';

/** A change with its contact and its key hashed. */
export interface PreparedChange {
	change: Change;
	subject?: string | undefined;
	key?: string | undefined;
}

/** An event ready to be written, its objects as canonical JSON. */
export interface EventRow {
	seq: number;
	kind: EventKind;
	subject?: string | undefined;
	channel?: string | undefined;
	payload: string;
	evidenceDigest?: string | undefined;
	previousHash: string;
	hash: string;
}

/** What the plan has to know before: everything about the contacts and keys that the changes name. */
export interface Known {
	head: LedgerHead;
	states: ContactStates;
	policies: PolicyStates;
	erasures: Erasures;
	/** Numbers of the events that earlier calls recorded under these keys; those of sends are burnt in their own call too, and added to it. */
	keys: Map<string, number>;
	/** Number of the last event, by subject, that changed what is known about it since the facts of any decision were read. */
	changed: Map<string, number>;
}

/** Everything one `record` call writes. A backend writes it in one transaction, or nothing. */
export interface BatchPlan {
	results: ChangeResult[];
	/** Canonical JSON, the same for every event of the batch. */
	origin: string;
	events: EventRow[];
	evidence: Array<SealedEvidence & { seq: number; subject?: string | undefined }>;
	/** Which contacts each event with decisions is about. */
	sheets: Array<{ seq: number; subjects: string[] }>;
	keys: Array<{ key: string; seq: number }>;
	contacts: Map<string, KnownContact>;
	states: ContactStates;
	policies: PolicyStates;
	/** To be deleted before anything is added. */
	erasures: Erasures;
	codes: CodeCounts;
	head: LedgerHead;
}

/** What the table that maps subjects back to addresses learns. */
export interface KnownContact {
	contact: ContactAddress;
	/** Absent: nothing was said of it. */
	place: LearntPlace | undefined;
}

/**
 * Works out what a batch of changes writes, without any I/O, so that every backend records alike.
 *
 * @param at the instant of recording, milliseconds.
 */
export function planBatch(brand: string, changes: readonly PreparedChange[], origin: Origin, at: number, known: Known): BatchPlan {
	const plan = emptyPlan(origin, known);
	const newKeys = new Set<string>();
	const recordedAt = writeInstant(at);
	let sheet: DecisionSheet | undefined;
	const closeSheet = (): void => {
		if (sheet === undefined) return;
		plan.sheets.push({ seq: plan.head.seq + 1, subjects: sheet.subjects });
		append(plan, brand, { kind: 'decisions', payload: sheet.payload() }, recordedAt);
		sheet = undefined;
	};
	for (const { change, subject, key } of changes) {
		const overtaken = overtakenBy(change, subject, known.changed);
		if (overtaken !== undefined) {
			plan.results.push({ outcome: 'outdated', ref: `${brand}:${overtaken}` });
			continue;
		}
		if (change.kind === 'decision') {
			sheet ??= new DecisionSheet();
			plan.results.push({ outcome: 'applied', ref: `${brand}:${plan.head.seq + 1}/${sheet.add(change, subject)}` });
			if (sheet.isFull) closeSheet();
			continue;
		}
		closeSheet();
		const first = key === undefined ? undefined : known.keys.get(key);
		if (first !== undefined) {
			plan.results.push({ outcome: 'duplicate', ref: `${brand}:${first}` });
			continue;
		}
		const seq = plan.head.seq + 1;
		const applied = apply(plan, change, subject, seq, at);
		const isRefusedSend = change.kind === 'reserve' && applied.outcome !== 'applied';
		if (key !== undefined && !isRefusedSend && !newKeys.has(key)) {
			newKeys.add(key);
			plan.keys.push({ key, seq });
			if (change.kind === 'reserve') known.keys.set(key, seq);
		}
		const payload = canonicalJson(key === undefined ? applied.payload : { ...applied.payload, key });
		append(plan, brand, { kind: change.kind, subject, channel: applied.channel, payload, evidence: sealEvidence(evidenceOf(change)) }, recordedAt);
		if (subject !== undefined && CHANGING.has(change.kind)) known.changed.set(subject, seq);
		if (change.kind === 'consent' || change.kind === 'suppress' || change.kind === 'lift') noteContact(plan.contacts, change.contact, subject, applied);
		plan.results.push({ outcome: applied.outcome, ref: `${brand}:${seq}`, ...(applied.cappedBy !== undefined && { cappedBy: applied.cappedBy }) });
	}
	closeSheet();
	return plan;
}

const CHANGING: ReadonlySet<string> = new Set(FEED_KINDS);

/** Number of the event that a decision or a send knows nothing of: whoever opted out meanwhile is not let through by what was read before. */
function overtakenBy(change: Change, subject: string | undefined, changed: ReadonlyMap<string, number>): number | undefined {
	if (change.kind !== 'decision' && change.kind !== 'reserve') return undefined;
	const { factsUpTo } = change;
	const last = subject === undefined ? undefined : changed.get(subject);
	return last !== undefined && factsUpTo !== undefined && last > factsUpTo ? last : undefined;
}

/** Nothing yet. */
export function emptyPlan(origin: Origin, known: Omit<Known, 'keys' | 'changed'>): BatchPlan {
	return {
		results: [],
		origin: canonicalJson(origin),
		events: [],
		evidence: [],
		sheets: [],
		keys: [],
		contacts: new Map(),
		states: known.states,
		policies: known.policies,
		erasures: known.erasures,
		codes: new CodeCounts(),
		head: known.head,
	};
}

/** Which of our numbers was told is a number all the same, and no number stands in an event. */
function evidenceOf(change: Exclude<Change, DecisionChange>): JsonObject | undefined {
	const receivedBy = change.kind === 'suppress' ? heardBy(change).receivedBy : undefined;
	return receivedBy === undefined ? change.evidence : { ...change.evidence, receivedBy };
}

function apply(plan: BatchPlan, change: Exclude<Change, DecisionChange>, subject: string | undefined, seq: number, at: number): Applied {
	if (change.kind === 'policy') return applyPolicy(plan.policies, change, seq);
	if (change.kind === 'report') return applyReport(plan.codes, change);
	if (subject === undefined) throw unusable();
	if (change.kind !== 'erase') return applyChange(plan.states, change, subject, seq, at);
	const applied = plan.erasures.erase(plan, subject);
	plan.evidence = plan.evidence.filter((one) => one.subject !== subject);
	return applied;
}

/** An event before it has its place in the chain. */
export interface NextEvent {
	kind: EventKind;
	subject?: string | undefined;
	channel?: string | undefined;
	payload: string;
	evidence?: SealedEvidence | undefined;
}

/** Puts an event at the end of the plan. @param at ISO 8601 in UTC with milliseconds */
export function append(plan: BatchPlan, brand: string, { kind, subject, channel, payload, evidence }: NextEvent, at: string): void {
	const seq = plan.head.seq + 1;
	if (evidence) plan.evidence.push({ seq, subject, salt: evidence.salt, body: evidence.body });
	const previousHash = plan.head.hash;
	const digest = evidence && evidenceDigest(evidence);
	const hash = hashEventText({ brand, seq, at, kind, subject, channel, payload, origin: plan.origin, evidenceDigest: digest, previousHash });
	plan.events.push({ seq, kind, subject, channel, payload, evidenceDigest: digest, previousHash, hash });
	plan.head = { seq, hash };
}

/** Whom we only decided about, answered or had a report on never comes here: there is no reason to keep the address. */
function noteContact(contacts: Map<string, KnownContact>, contact: ContactAddress, subject: string | undefined, applied: Applied): void {
	if (subject === undefined) return;
	contacts.set(subject, { contact, place: learnPlace(contacts.get(subject)?.place, applied.place, applied.outcome === 'applied') });
}

