import { prepareDecision, type DecisionRule } from '../decision';
import { GATED_CLASSES } from '../model/channel';
import type { Decision } from '../model/decision';
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
 * records them all. An item is let through only after its decision is on record.
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
	const stored = await readStored(targets, async (contacts) => await store.readFacts(brand, contacts, earliest(instants, batch.now), needs));

	const decideFor = (index: number, target: Target): Decision => {
		const at = instants[index];
		if (at === undefined) return unreadableInstant(question.policy, batch.now);
		if (at !== prepared.at) prepared = { at, decide: prepareDecision(question.policy, at, gate.rules) };
		return prepared.decide(factsOf(target, stored[index], question.facts(index, target, stored[index])));
	};
	const field = resultField(batch.context);
	const warned = new Set<WarningCode>();
	const proofs: DecisionChange[] = [];
	const results: JsonObject[] = [];
	const routed = targets.map((target, index) => {
		const decision = decideFor(index, target);
		for (const { code } of decision.warnings ?? NOTHING) warned.add(code);
		proofs.push(proof(decision, target));
		const result = present(decision, target, batch.items[index]?.json[field], question.extras?.(index, target, stored[index], instants[index] ?? batch.now));
		if (instants[index] !== batch.now) result.preview = true;
		results.push(result);
		return { output: gate.route(decision), gains: { [field]: result } };
	});
	const recorded = await recordDecisions(connection, question.policy, proofs, batch);
	requireEach(proofs, recorded);
	results.forEach((result, index) => {
		result.ref = recorded[index]?.ref ?? null;
	});
	showHints(batch, warned, instants.some((at) => at !== batch.now));
	return routed;
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
async function readStored(
	targets: readonly Target[],
	read: (contacts: ContactAddress[]) => Promise<StoredFacts[]>,
): Promise<Array<StoredFacts | undefined>> {
	const contacts: ContactAddress[] = [];
	const positions: number[] = [];
	targets.forEach(({ contact }, index) => {
		if (contact === undefined) return;
		contacts.push(contact);
		positions.push(index);
	});
	const stored = new Array<StoredFacts | undefined>(targets.length).fill(undefined);
	if (contacts.length === 0) return stored;
	requireEach(contacts, await read(contacts)).forEach((facts, position) => {
		const index = positions[position];
		if (index !== undefined) stored[index] = facts;
	});
	return stored;
}

/** What no channel or class is may be anything, such as a text: it has no place in the ledger. */
function proof({ verdict, status, reasons, policyVersion, at, sendAt }: Decision, { contact, channel, messageClass }: Target): DecisionChange {
	const codes = reasons.map(({ code }) => code);
	const isReadable = contact !== undefined;
	return { kind: 'decision', contact, channel: isReadable ? channel : undefined, messageClass: isReadable && CLASSES.has(messageClass) ? messageClass : undefined, verdict, status, codes, policyVersion, at, sendAt };
}

function unreadableInstant(policy: Policy, now: Date): Decision {
	const reason = makeReason('INSTANT_INVALID', { pack: 'engine', packVersion: '1' });
	return { verdict: 'suppress', status: 'unknown', reasons: [reason], at: now.toISOString(), policyVersion: policy.version };
}
