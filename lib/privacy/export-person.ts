import { channelsOfKind, MESSAGE_CLASSES, type Channel } from '../model/channel';
import type { JsonObject } from '../model/json';
import { REASONS } from '../model/reasons';
import { SUPPRESSION_RULES, type Suppression } from '../model/suppression';
import type { ComplianceStore, ContactAddress, HistoryEntry, StoredFacts, StoredPolicy } from '../store/port';
import { dndState } from '../suppression';
import { PERSON_FORMAT, PERSON_VERSION, type OnRecord, type PersonDnd, type PersonDocument, type PersonEvent, type PersonLift, type PersonPolicy, type PersonSuppression } from './person-document';

/** Kinds of events after which the address of a contact is on record. */
const KEEPING_THE_ADDRESS: ReadonlySet<HistoryEntry['kind']> = new Set<HistoryEntry['kind']>(['consent', 'suppress', 'lift']);

const SAYS: Readonly<Record<OnRecord, string>> = {
	present: 'This is everything on record about this address for this brand.',
	erased: 'The address, place, consents and evidence were removed. What stays are stops, withdrawals, counted sends and the ledger, under a keyed hash that does not tell the address.',
	nothing: 'Nothing is on record about this address for this brand.',
};

/**
 * Everything on record about one address of a person in one brand, as plain JSON: for whoever asks what is stored about them, and to take with them
 * (GDPR, articles 15 and 20).
 *
 * @param at the instant it is made for; decides which suppressions are in force.
 * @throws ComplianceError `STORE_*`, `INSTANT_INVALID`, or `CONFIG_INVALID` for what can be no brand.
 */
export async function exportPerson(store: ComplianceStore, brand: string, contact: ContactAddress, at: Date): Promise<PersonDocument> {
	const head = await store.head(brand);
	const facts = (await store.readFacts(brand, [contact], at))[0] ?? { subject: '', consents: [], suppressions: [] };
	const history = await store.history(brand, contact, { decisions: true });
	const events = new Map(history.map((entry) => [entry.ref, entry]));
	const proofOf = (ref: string): { ref: string; evidence?: JsonObject } => {
		const evidence = events.get(ref)?.evidence;
		return { ref, ...(evidence !== undefined && { evidence }) };
	};
	// A suppression is named after the event that began it.
	const presentSuppression = (suppression: Suppression): PersonSuppression => ({ ...suppression, meaning: SUPPRESSION_RULES[suppression.reason].label, ...proofOf(`${brand}:${suppression.id.slice(1)}`) });
	const onRecord = stateOf(facts, history);
	return {
		format: PERSON_FORMAT,
		version: PERSON_VERSION,
		brand,
		at: at.toISOString(),
		contact: { kind: contact.kind, address: contact.address },
		subject: facts.subject,
		onRecord,
		says: SAYS[onRecord],
		place: { ...(facts.timeZone !== undefined && { timeZone: facts.timeZone }), ...(facts.jurisdiction !== undefined && { jurisdiction: facts.jurisdiction }) },
		consents: facts.consents.map((consent) => ({ ...consent, ...proofOf(consent.ref ?? '') })),
		suppressions: {
			inForce: facts.suppressions.map(presentSuppression),
			ended: (facts.ended ?? []).map(presentSuppression),
			lifted: history.filter(({ kind, payload }) => kind === 'lift' && payload['id'] !== undefined).map((entry) => presentLift(entry, proofOf(entry.ref))),
		},
		answers: facts.answers ?? [],
		dnd: channelsOfKind(contact.kind).map((channel) => dndOn(channel, facts.suppressions, at)),
		history: history.map(presentEvent),
		reasons: Object.fromEntries(codesIn(history).map((code) => [code, { text: REASONS[code].text, remedy: REASONS[code].remedy }])),
		policies: policiesIn(history, history.some(({ kind }) => kind === 'decision') ? await store.policies(brand) : []),
		head: head ?? null,
	};
}

function stateOf({ consents, suppressions }: StoredFacts, history: readonly HistoryEntry[]): OnRecord {
	const erased = history.findLastIndex(({ kind }) => kind === 'erase');
	const kept = history.findLastIndex(({ kind, evidence }) => KEEPING_THE_ADDRESS.has(kind) || evidence !== undefined);
	if (erased >= 0 && kept <= erased) return 'erased';
	return history.length + consents.length + suppressions.length > 0 ? 'present' : 'nothing';
}

function presentLift({ at, channel, payload: { id, reason, by } }: HistoryEntry, proof: { ref: string; evidence?: JsonObject }): PersonLift {
	return {
		...proof,
		at,
		...(typeof id === 'string' && { id }),
		...(typeof reason === 'string' && { reason }),
		...(channel !== undefined && { channel }),
		...(typeof by === 'string' && { by }),
	};
}

function presentEvent({ ref, at, kind, channel, payload, origin, evidence, evidenceDigest, hash }: HistoryEntry): PersonEvent {
	return { ref, at, kind, ...(channel !== undefined && { channel }), payload, origin, ...(evidence !== undefined && { evidence }), ...(evidenceDigest !== undefined && { evidenceDigest }), hash };
}

function dndOn(channel: Channel, suppressions: readonly Suppression[], at: Date): PersonDnd {
	const stopped = MESSAGE_CLASSES.filter((messageClass) => dndState([{ channels: [channel], suppressions }], messageClass, at).status === 'on');
	const status = stopped.length === 0 ? 'off' : stopped.length === MESSAGE_CLASSES.length ? 'on' : 'partial';
	const says = { off: 'No messages are stopped.', on: 'All messages are stopped.', partial: `Stopped: ${stopped.join(', ')}. All others are not.` }[status];
	return { channel, status, stopped, says };
}

/** The reason codes of decisions that this version of the package knows. */
function codesIn(history: readonly HistoryEntry[]): Array<keyof typeof REASONS> {
	const named = new Set(history.flatMap(({ kind, payload }) => (kind === 'decision' && Array.isArray(payload['codes']) ? payload['codes'] : [])));
	return [...named].filter((code): code is keyof typeof REASONS => typeof code === 'string' && Object.hasOwn(REASONS, code));
}

function policiesIn(history: readonly HistoryEntry[], recorded: readonly StoredPolicy[]): PersonPolicy[] {
	const known = new Map(recorded.map((policy) => [policy.version, policy]));
	const versions = new Set(history.flatMap(({ kind, payload }) => (kind === 'decision' && typeof payload['policyVersion'] === 'string' ? payload['policyVersion'] : [])));
	return [...versions].map((version) => ({ version, ref: known.get(version)?.ref ?? null, since: known.get(version)?.since ?? null }));
}
