import { canonicalJson } from '../ledger/canonical-json';
import { hashEventText } from '../ledger/chain';
import type { EventKind, LedgerHead, Origin } from '../ledger/event';
import { evidenceDigest, sealEvidence, type SealedEvidence } from '../ledger/evidence';
import { type Applied, applyChange } from './apply-change';
import { ContactStates } from './contact-states';
import { writeInstant } from './instants';
import type { Change, ChangeResult, ContactAddress } from './port';

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
	/** Numbers of the events that earlier calls recorded under these keys. */
	keys: Map<string, number>;
}

/** Everything one `record` call writes. A backend writes it in one transaction, or nothing. */
export interface BatchPlan {
	results: ChangeResult[];
	/** Canonical JSON, the same for every event of the batch. */
	origin: string;
	events: EventRow[];
	evidence: Array<SealedEvidence & { seq: number }>;
	keys: Array<{ key: string; seq: number }>;
	contacts: Map<string, KnownContact>;
	states: ContactStates;
	head: LedgerHead;
}

/** What the table that maps subjects back to addresses learns. */
export interface KnownContact {
	contact: ContactAddress;
	/** Replaces the zone on record. */
	timeZone?: string | undefined;
	/** Used only where no zone is on record. */
	fallbackZone?: string | undefined;
}

/**
 * Works out what a batch of changes writes, without any I/O, so that every backend records alike.
 *
 * @param at the instant of recording, milliseconds.
 */
export function planBatch(brand: string, changes: readonly PreparedChange[], origin: Origin, at: number, known: Known): BatchPlan {
	const plan: BatchPlan = {
		results: [],
		origin: canonicalJson(origin),
		events: [],
		evidence: [],
		keys: [],
		contacts: new Map(),
		states: known.states,
		head: known.head,
	};
	const newKeys = new Set<string>();
	const recordedAt = writeInstant(at);
	const write = payloadWriter();
	for (const prepared of changes) {
		const first = prepared.key === undefined ? undefined : known.keys.get(prepared.key);
		if (first !== undefined) {
			plan.results.push({ outcome: 'duplicate', ref: `${brand}:${first}` });
			continue;
		}
		const seq = plan.head.seq + 1;
		if (prepared.key !== undefined && !newKeys.has(prepared.key)) {
			newKeys.add(prepared.key);
			plan.keys.push({ key: prepared.key, seq });
		}
		const applied = applyChange(plan.states, prepared.change, prepared.subject, seq, at);
		append(plan, brand, prepared, write(prepared, applied), applied.channel, seq, recordedAt);
		noteContact(plan.contacts, prepared, applied);
		plan.results.push({ outcome: applied.outcome, ref: `${brand}:${seq}` });
	}
	return plan;
}

function append(plan: BatchPlan, brand: string, { change, subject }: PreparedChange, payload: string, channel: string | undefined, seq: number, at: string): void {
	const evidence = change.kind === 'decision' ? undefined : sealEvidence(change.evidence);
	if (evidence) plan.evidence.push({ seq, salt: evidence.salt, body: evidence.body });
	const previousHash = plan.head.hash;
	const digest = evidence && evidenceDigest(evidence);
	const hash = hashEventText({ brand, seq, at, kind: change.kind, subject, channel, payload, origin: plan.origin, evidenceDigest: digest, previousHash });
	plan.events.push({ seq, kind: change.kind, subject, channel, payload, evidenceDigest: digest, previousHash, hash });
	plan.head = { seq, hash };
}

/** Writes payloads as canonical JSON. A gate decides the same for most contacts, so decisions are written once for each kind. */
function payloadWriter(): (prepared: PreparedChange, applied: Applied) => string {
	const decisions = new Map<string, string>();
	return ({ change, key }, { payload }) => {
		if (change.kind !== 'decision') return canonicalJson(key === undefined ? payload : { ...payload, key });
		const { verdict, status, codes, policyVersion, at, messageClass, sendAt } = change;
		const kind = [verdict, status, codes, policyVersion, at, messageClass, sendAt].join('\0');
		let text = decisions.get(kind);
		if (text === undefined) decisions.set(kind, (text = canonicalJson(payload)));
		return text;
	};
}

/** A contact we only decided about is not remembered: no reason to keep the address. */
function noteContact(contacts: Map<string, KnownContact>, { change, subject }: PreparedChange, applied: Applied): void {
	if (change.kind === 'decision' || subject === undefined) return;
	const before = contacts.get(subject);
	const said = applied.timeZone;
	const replaces = said !== undefined && applied.outcome === 'applied';
	contacts.set(subject, {
		contact: change.contact,
		timeZone: replaces ? said : before?.timeZone,
		fallbackZone: before?.fallbackZone ?? said,
	});
}

