import { verifyLedger } from '../../lib/ledger/verify';
import type { ComplianceStore, ContactAddress, StoredFacts } from '../../lib/store/port';
import { contactOf, type Deed, type Life, recipientOf, SENDS_PER_CONTACT, sendRequest, stopChanges } from './crash-deeds';
import { BRAND, ORIGIN } from './store-changes';

type Stop = Deed & { kind: 'stop' };

/** How far something was seen to come: told before it was done, and acknowledged after it. */
type Progress = 'none' | 'pending' | 'done';

/**
 * What a store did not keep of its promises to processes that were killed, a sentence each; none where it kept them all. Works with nothing but what they
 * were told and what is in the store now.
 */
export async function faultsOf(store: ComplianceStore, lives: readonly Life[]): Promise<string[]> {
	const verification = await verifyLedger(store, BRAND);
	return [
		...lives.flatMap(({ name, complaints }) => complaints.map((complaint) => `${name} complained: ${complaint}`)),
		...(verification.ok ? [] : [`the chain is broken: ${JSON.stringify(verification)}`]),
		...(await stopFaults(store, lives)),
		...(await touchedFaults(store, lives)),
		...(await sendFaults(store, lives)),
		...(await redeliveryFaults(store, lives)),
	];
}

function stopsOf({ told }: Life): Array<{ deed: Stop; acknowledged: boolean }> {
	return told.flatMap(({ deed, acknowledged }) => (deed.kind === 'stop' ? [{ deed, acknowledged: acknowledged !== undefined }] : []));
}

function contactsOf(name: string, { first, count }: Stop): ContactAddress[] {
	return Array.from({ length: count }, (_, offset) => contactOf(name, first + offset));
}

function progressOf({ told }: Life, kind: 'lift' | 'erase', index: number): Progress {
	const one = told.find(({ deed }) => deed.kind === kind && deed.of === index);
	return one === undefined ? 'none' : one.acknowledged ? 'done' : 'pending';
}

function isTouched(life: Life, index: number): boolean {
	return progressOf(life, 'lift', index) !== 'none' || progressOf(life, 'erase', index) !== 'none';
}

/** Contacts who were opted out, and nothing else: all of a call or none of them, and all of them where it was acknowledged. */
async function stopFaults(store: ComplianceStore, lives: readonly Life[]): Promise<string[]> {
	const stops = lives.flatMap((life) => stopsOf(life).map((stop) => ({ life, ...stop })));
	const facts = (await store.readFacts(BRAND, stops.flatMap(({ life, deed }) => contactsOf(life.name, deed)), new Date())).values();
	return stops.flatMap(({ life, deed, acknowledged }) => {
		const states = new Set<string>();
		for (let index = deed.first; index < deed.first + deed.count; index++) {
			const state = stopState(facts.next().value as StoredFacts);
			if (!isTouched(life, index)) states.add(state);
		}
		return [
			...(acknowledged && (states.has('absent') || states.has('torn')) ? [`${life.name} lost an acknowledged opt-out`] : []),
			...(states.size > 1 || states.has('torn') ? [`${life.name} left half of a batch of ${deed.count}`] : []),
		];
	});
}

/** Of a contact that was opted out and whose consent was withdrawn in the same call. */
function stopState({ suppressions, consents }: StoredFacts): 'whole' | 'absent' | 'torn' {
	if (suppressions.length === 1 && consents[0]?.state === 'withdrawn') return 'whole';
	return suppressions.length + consents.length === 0 ? 'absent' : 'torn';
}

/** Contacts who were lifted or erased after their opt-out was acknowledged. */
async function touchedFaults(store: ComplianceStore, lives: readonly Life[]): Promise<string[]> {
	const touched = lives.flatMap((life) => life.told.flatMap(({ deed }) => (deed.kind === 'lift' || deed.kind === 'erase' ? [{ life, index: deed.of }] : [])));
	const contacts = touched.map(({ life, index }) => contactOf(life.name, index));
	const facts = await store.readFacts(BRAND, contacts, new Date());
	const faults = touched.map(async ({ life, index }, position) => {
		const { suppressions, consents } = facts[position] as StoredFacts;
		const events = await store.history(BRAND, contacts[position] as ContactAddress);
		const [lifted, erased] = [progressOf(life, 'lift', index), progressOf(life, 'erase', index)];
		const has = (kind: string): boolean => events.some((event) => event.kind === kind);
		const hasEvidence = events.some(({ evidence }) => evidence !== undefined);
		const found: Record<string, boolean> = {
			'lost an acknowledged lift': lifted === 'done' && suppressions.length > 0,
			'lost an opt-out that nobody lifted': lifted === 'none' && suppressions.length !== 1,
			'lifted without an event, or the other way round': (suppressions.length === 0) !== has('lift'),
			'lost an acknowledged erasure': erased === 'done' && !has('erase'),
			'left half of an erasure': has('erase') === consents.some(({ source }) => source !== undefined) || has('erase') === hasEvidence,
			'lost that a consent was withdrawn': consents[0]?.state !== 'withdrawn',
		};
		return Object.keys(found).flatMap((fault) => (found[fault] ? [`${life.name} ${fault}`] : []));
	});
	return (await Promise.all(faults)).flat();
}

/** A send may be granted to somebody who did not live to hear it, but never twice, and no contact gets more than the cap says. */
async function sendFaults(store: ComplianceStore, lives: readonly Life[]): Promise<string[]> {
	const [keys, perContact, refs] = [new Set<unknown>(), new Map<unknown, number>(), new Set<string>()];
	const faults: string[] = [];
	for await (const { kind, seq, subject, payload } of store.events(BRAND)) {
		if (kind !== 'reserve' || payload['outcome'] !== 'applied') continue;
		const count = (perContact.get(subject) ?? 0) + 1;
		if (keys.has(payload['key'])) faults.push(`event ${seq} grants a send again`);
		if (count > SENDS_PER_CONTACT) faults.push(`event ${seq} grants more sends than the cap`);
		keys.add(payload['key']);
		perContact.set(subject, count);
		refs.add(`${BRAND}:${seq}`);
	}
	const heard = heardOf(lives);
	for (const [send, grants] of heard) {
		if (grants.length > 1) faults.push(`send ${send} was granted to ${grants.length} who asked`);
		if (grants.some((ref) => !refs.has(ref))) faults.push(`the grant of send ${send} is lost`);
	}
	const asked = [...heard.keys()];
	if (asked.length === 0) return faults;
	const again = await store.reserve(BRAND, asked.map(sendRequest), ORIGIN, new Date());
	const contacts = await store.readFacts(BRAND, asked.map(recipientOf), new Date(), []);
	// Asked for once more, each is what the store says it was; what was granted to a dead process is not granted to the next.
	for (const [index, { outcome, ref }] of again.entries()) {
		const send = asked[index] as number;
		const [before] = heard.get(send) ?? [];
		if (before !== undefined && (outcome !== 'duplicate' || ref !== before)) faults.push(`send ${send} is ${outcome} after it was granted`);
		if (outcome === 'duplicate' && !refs.has(ref)) faults.push(`send ${send} is taken by an event that grants nothing`);
		if (outcome === 'granted' && (perContact.get(contacts[index]?.subject) ?? 0) >= SENDS_PER_CONTACT) faults.push(`send ${send} is granted beyond the cap`);
	}
	return faults;
}

/** By send that anybody asked for, the events that processes were told grant it. */
function heardOf(lives: readonly Life[]): Map<number, string[]> {
	const heard = new Map<number, string[]>();
	for (const { deed, acknowledged } of lives.flatMap(({ told }) => told)) {
		if (deed.kind !== 'reserve') continue;
		for (const [index, send] of deed.sends.entries()) {
			const result = acknowledged?.[index];
			heard.set(send, [...(heard.get(send) ?? []), ...(result?.outcome === 'granted' ? [result.ref] : [])]);
		}
	}
	return heard;
}

/** Messages whose handling was cut short come again: they are recorded now, or are known to have been. */
async function redeliveryFaults(store: ComplianceStore, lives: readonly Life[]): Promise<string[]> {
	const cut = lives.flatMap((life) => stopsOf(life).flatMap(({ deed, acknowledged }) => (acknowledged ? [] : [{ name: life.name, deed }])));
	const results = (await store.record(BRAND, cut.flatMap(({ name, deed }) => stopChanges(name, deed)), ORIGIN, new Date())).values();
	const facts = (await store.readFacts(BRAND, cut.flatMap(({ name, deed }) => contactsOf(name, deed)), new Date())).values();
	return cut.flatMap(({ name, deed }) => {
		const outcomes = new Set(stopChanges(name, deed).map(() => results.next().value?.outcome));
		const states = contactsOf(name, deed).map(() => stopState(facts.next().value as StoredFacts));
		return [
			...(outcomes.size === 1 && !outcomes.has('already') ? [] : [`${name} left a batch that is ${[...outcomes].join(' and ')} when it comes again`]),
			...(states.every((state) => state === 'whole') ? [] : [`${name} has no opt-out even after it came again`]),
		];
	});
}
