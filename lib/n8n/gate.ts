import { prepareDecision, type DecisionRule } from '../decision';
import { GATED_CLASSES } from '../model/channel';
import type { Decision } from '../model/decision';
import { ComplianceError } from '../model/errors';
import type { ContactFacts } from '../model/facts';
import type { JsonObject } from '../model/json';
import type { Policy } from '../model/policy';
import { makeReason } from '../model/reasons';
import type { WarningCode } from '../model/warnings';
import type { ContactAddress, DecisionChange, FactPart, StoredFacts } from '../store/port';
import type { Batch } from './batch';
import { recordDecisions } from './decision-record';
import { readTargets, type Target } from './fields/target';
import { showHints } from './hints';
import { earliest, readInstants } from './instants';
import { loadPolicy } from './node-policy';
import { requireEach } from './require-each';
import { carriedStatus, presentDecision, resultField } from './result';
import type { ItemHandler, Routed } from './run-items';
import { connectStore } from './store-connection';

/** What one gate asks of a batch, worked out once before the first item. */
export interface GateQuestion {
	policy: Policy;
	/** Completes an item's facts with what this gate looks at. */
	facts: (itemIndex: number, target: Target, stored: StoredFacts | undefined) => Partial<ContactFacts>;
	/** What this gate adds to the result beside the decision. */
	extras?: (itemIndex: number, target: Target, stored: StoredFacts | undefined, at: Date) => JsonObject;
}

/** A gate: which checks it runs and which output each verdict takes. Everything else is the same for all gates. */
export interface Gate<Output extends string> {
	outputs: readonly Output[];
	failTo: Output;
	rules: readonly DecisionRule[];
	/** What the gate's facts are made of, so that nothing else is looked up. */
	needs: readonly FactPart[];
	/** @param policy the brand's, before the settings of the node */
	ask: (batch: Batch, policy: Policy) => GateQuestion;
	route: (decision: Decision) => Output;
}

/**
 * Runs a gate over a batch: one read of the store for all contacts, one decision for each, one write that
 * records them all. An item is let through only after its decision is on record, and only if nothing that is known about the contact
 * has changed in between: whoever opts out meanwhile is looked at again.
 */
export function gateHandler<Output extends string>(gate: Gate<Output>): ItemHandler<Output> {
	return { outputs: gate.outputs, failTo: gate.failTo, handle: async (batch) => await runGate(gate, batch) };
}

async function runGate<Output extends string>(gate: Gate<Output>, batch: Batch): Promise<Array<Routed<Output>>> {
	const instantOf = readInstants(batch);
	const connection = await connectStore(batch.context);
	const { store, brand } = connection;
	const question = gate.ask(batch, await loadPolicy(connection));
	// Settings that make no sense are an error before the first item.
	let prepared = { at: batch.now, decide: prepareDecision(question.policy, batch.now, gate.rules) };
	const targets = readTargets(batch);
	const instants = targets.map((_, index) => instantOf(index));

	// Whether an automatic answer is due, every gate asks.
	const needs: readonly FactPart[] = targets.some(({ messageClass }) => messageClass === 'confirmation') ? [...gate.needs, 'answers'] : gate.needs;
	const read = async (contacts: ContactAddress[]) => await store.readFacts(brand, contacts, earliest(instants, batch.now), needs);

	const decideFor = (index: number, target: Target, stored: StoredFacts | undefined): Decision => {
		const at = instants[index];
		if (at === undefined) return unreadableInstant(question.policy, batch.now);
		if (at !== prepared.at) prepared = { at, decide: prepareDecision(question.policy, at, gate.rules) };
		return prepared.decide(factsOf(target, stored, question.facts(index, target, stored)));
	};
	const field = resultField(batch.context);
	const warned = new Set<WarningCode>();
	const routed = new Array<Routed<Output>>(targets.length);

	/** @returns the items of which something has changed between the look at it and the record of the decision. */
	const settle = async (items: readonly Item[]): Promise<Item[]> => {
		const factsUpTo = (await store.head(brand))?.seq ?? 0;
		const stored = await readStored(items, read);
		const proofs: DecisionChange[] = [];
		const results: JsonObject[] = [];
		for (const [position, { index, target }] of items.entries()) {
			const facts = stored[position];
			const decision = decideFor(index, target, facts);
			for (const { code } of decision.warnings ?? NOTHING) warned.add(code);
			proofs.push(proof(decision, target, factsUpTo));
			const result = present(decision, target, batch.items[index]?.json[field], question.extras?.(index, target, facts, instants[index] ?? batch.now));
			if (instants[index] !== batch.now) result.preview = true;
			results.push(result);
			routed[index] = { output: gate.route(decision), gains: { [field]: result } };
		}
		const recorded = requireEach(proofs, await recordDecisions(connection, question.policy, proofs, batch));
		results.forEach((result, position) => {
			result.ref = recorded[position]?.ref ?? null;
		});
		return items.filter((_, position) => recorded[position]?.outcome === 'outdated');
	};

	let open: Item[] = targets.map((target, index) => ({ index, target }));
	for (let round = 1; open.length > 0; round++) {
		if (round > MOST_ROUNDS) throw keepChanging();
		open = await settle(open);
	}
	showHints(batch, warned, instants.some((at) => at !== batch.now));
	return routed;
}

/** What is known about a contact changes once in a while, not time after time within milliseconds. */
const MOST_ROUNDS = 10;

interface Item {
	index: number;
	target: Target;
}

function keepChanging(): ComplianceError {
	return new ComplianceError('STORE_UNAVAILABLE', 'What is known about some contacts changed again and again while it was decided about them.', 'Look for a workflow that records the same contacts over and over, then run again.');
}

const NOTHING: readonly never[] = [];
const CLASSES: ReadonlySet<string> = new Set(GATED_CLASSES);

/** Field by field, so that the facts of all contacts have one shape, which the engine reads fastest. */
function factsOf({ channel, messageClass, address, sender }: Target, stored: StoredFacts | undefined, more: Partial<ContactFacts>): ContactFacts {
	return {
		channel,
		messageClass,
		direction: more.direction,
		sender,
		address,
		consent: more.consent ?? NOTHING,
		suppressions: more.suppressions ?? NOTHING,
		answers: stored?.answers,
		zone: more.zone,
		jurisdiction: more.jurisdiction,
	};
}

function present(decision: Decision, target: Target, earlier: unknown, extras: JsonObject | undefined): JsonObject {
	const { channel, messageClass, address } = target;
	const result = presentDecision(decision);
	result.status = carriedStatus(decision, earlier, target);
	result.channel = channel;
	result.messageClass = messageClass;
	if (address.ok) result.address = address.address;
	return extras === undefined ? result : Object.assign(result, extras);
}

/** Asks the store once for all readable addresses and puts each answer where its item is. */
async function readStored(items: readonly Item[], read: (contacts: ContactAddress[]) => Promise<StoredFacts[]>): Promise<Array<StoredFacts | undefined>> {
	const contacts: ContactAddress[] = [];
	const positions: number[] = [];
	items.forEach(({ target: { contact } }, position) => {
		if (contact === undefined) return;
		contacts.push(contact);
		positions.push(position);
	});
	const stored = new Array<StoredFacts | undefined>(items.length).fill(undefined);
	if (contacts.length === 0) return stored;
	requireEach(contacts, await read(contacts)).forEach((facts, asked) => {
		const position = positions[asked];
		if (position !== undefined) stored[position] = facts;
	});
	return stored;
}

/** What no channel or class is may be anything, such as a text: it has no place in the ledger. */
function proof({ verdict, status, reasons, policyVersion, at, sendAt }: Decision, { contact, channel, messageClass }: Target, factsUpTo: number): DecisionChange {
	const codes = reasons.map(({ code }) => code);
	const isReadable = contact !== undefined;
	return { kind: 'decision', contact, channel: isReadable ? channel : undefined, messageClass: isReadable && CLASSES.has(messageClass) ? messageClass : undefined, verdict, status, codes, policyVersion, at, sendAt, factsUpTo };
}

function unreadableInstant(policy: Policy, now: Date): Decision {
	const reason = makeReason('INSTANT_INVALID', { pack: 'engine', packVersion: '1' });
	return { verdict: 'suppress', status: 'unknown', reasons: [reason], at: now.toISOString(), policyVersion: policy.version };
}
