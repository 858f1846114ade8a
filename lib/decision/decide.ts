import { prepareConsent } from '../consent/evaluate-consent';
import { isAnswerDue } from './answer-due';
import { jurisdictionFault } from './jurisdiction-fault';
import { RULE_PACKS, type RulePacks } from './rule-packs';
import { timeZoneWarnings } from './warnings';
import { jurisdictionsOf } from '../jurisdiction';
import { CHANNELS, DIRECTIONS, GATED_CLASSES } from '../model/channel';
import type { Decision } from '../model/decision';
import { ComplianceError } from '../model/errors';
import type { ContactFacts } from '../model/facts';
import { parsePolicy, type Policy } from '../model/policy';
import { makeReason, makeSharedReason, REASONS, type Reason } from '../model/reasons';
import type { PreparedRule } from '../model/rule';
import { prepareQuietHours } from '../quiet-hours/evaluate';
import { prepareSuppression } from '../suppression/evaluate-suppression';
import { readInstant } from '../time/instant';
import { combine, type Combined } from './combine';

type PackedRuleFactory = (policy: Policy, at: Date, packs: RulePacks) => PreparedRule;

const FACTORIES = {
	consent: (policy, at, { consent }) => prepareConsent(policy, at, consent),
	suppression: prepareSuppression,
	quiet_hours: prepareQuietHours,
} as const satisfies Record<string, PackedRuleFactory>;

/** A check that can be asked for on its own. */
export type DecisionRule = keyof typeof FACTORIES;
export const DECISION_RULES = Object.keys(FACTORIES) as DecisionRule[];

const ENGINE = { pack: 'engine', packVersion: '1' };
const FAILED: readonly Reason[] = [makeSharedReason('EVALUATION_ERROR', ENGINE)];
/** Checks whose answer depends on where the contact is. */
const NEED_PLACE: ReadonlySet<DecisionRule> = new Set(['consent', 'quiet_hours'] as const);
const KNOWN_CHANNELS: ReadonlySet<string> = new Set(CHANNELS);
const KNOWN_CLASSES: ReadonlySet<string> = new Set(GATED_CLASSES);
const KNOWN_DIRECTIONS: ReadonlySet<unknown> = new Set([...DIRECTIONS, undefined]);

/**
 * Decides whether one message may go to one contact at one instant. Pure: the same facts, policy and instant
 * give the same decision on every machine and in every system time zone.
 *
 * Nothing about the contact makes it throw: a fault in the facts, or in a rule, is a reason to suppress.
 *
 * @param policy as returned by `parsePolicy`; a plain object is checked and completed first.
 * @param rules which checks to ask; all of them by default.
 * @param packs the rules of law to ask; those that ship by default.
 * @throws ComplianceError `CONFIG_INVALID` or `WINDOW_INVALID` for a policy, `INSTANT_INVALID` for an instant that is none.
 */
export function decide(
	facts: ContactFacts,
	policy: Policy,
	at: Date,
	rules: readonly DecisionRule[] = DECISION_RULES,
	packs: RulePacks = RULE_PACKS,
): Decision {
	return prepareDecision(policy, at, rules, packs)(facts);
}

interface Prepared {
	at: number;
	rules: string;
	packs: RulePacks;
	decide: (facts: ContactFacts) => Decision;
}

/** The latest preparation for each frozen policy, so that deciding one by one costs no more than in a batch. */
const latest = new WeakMap<Policy, Prepared>();

/** Works out once what depends only on policy and instant; the result decides for any number of contacts. */
export function prepareDecision(
	policy: Policy,
	at: Date,
	rules: readonly DecisionRule[] = DECISION_RULES,
	packs: RulePacks = RULE_PACKS,
): (facts: ContactFacts) => Decision {
	const instant = readInstant(at)?.getTime();
	if (instant === undefined) {
		throw new ComplianceError('INSTANT_INVALID', 'The instant to decide for is not a date.', 'Pass a valid date.');
	}
	const asked = rules.join();
	const known = latest.get(policy);
	if (known?.at === instant && known.rules === asked && known.packs === packs) return known.decide;

	const decideFor = prepare(parsePolicy(policy), new Date(instant), rules, packs);
	// A policy that can still be changed may mean something else next time.
	if (isDeepFrozen(policy)) latest.set(policy, { at: instant, rules: asked, packs, decide: decideFor });
	return decideFor;
}

function isDeepFrozen(value: unknown): value is object {
	return typeof value === 'object' && value !== null && Object.isFrozen(value) && Object.values(value).every((part) => typeof part !== 'object' || part === null || isDeepFrozen(part));
}

function prepare(policy: Policy, at: Date, rules: readonly DecisionRule[], packs: RulePacks): (facts: ContactFacts) => Decision {
	const prepared = rules.map((name) => FACTORIES[name](policy, at, packs));
	const warnings = rules.includes('quiet_hours') ? timeZoneWarnings(packs) : [];
	const stamp = { at: at.toISOString(), policyVersion: policy.version };
	const finish = (combined: Combined): Decision => Object.assign(combined, stamp, warnings.length > 0 && { warnings: structuredClone(warnings) });
	const pointless = (facts: ContactFacts): readonly Reason[] => dismissal(facts, at.getTime());
	const asksForPlace = rules.some((name) => NEED_PLACE.has(name));
	return (facts) => {
		try {
			const problem = ask(pointless, facts);
			if (problem.length > 0) return finish(combine([problem]));
			const placed = asksForPlace && facts.jurisdiction === undefined ? withJurisdiction(facts) : facts;
			const findings = prepared.map((rule) => ask(rule, placed));
			const fault = asksForPlace ? ask(jurisdictionFault, facts) : [];
			if (fault.length > 0) findings.push(fault);
			return finish(combine(findings));
		} catch {
			// Findings that quote facts which no JSON can hold, such as an object that holds itself.
			return finish(combine([FAILED]));
		}
	};
}

/** Several checks ask where the contact is. */
function withJurisdiction(facts: ContactFacts): ContactFacts {
	return { ...facts, jurisdiction: { codes: jurisdictionsOf(facts), basis: 'derived' } };
}

/** Whatever fails has permitted nothing. */
function ask(rule: PreparedRule, facts: ContactFacts): readonly Reason[] {
	try {
		return rule(facts);
	} catch {
		return FAILED;
	}
}

/** What makes every further question pointless. @param at epoch milliseconds */
function dismissal(facts: ContactFacts, at: number): readonly Reason[] {
	if (!KNOWN_CHANNELS.has(facts.channel)) return [makeReason('CHANNEL_INVALID', ENGINE)];
	if (!KNOWN_CLASSES.has(facts.messageClass)) return [makeReason('MESSAGE_CLASS_INVALID', ENGINE)];
	if (!KNOWN_DIRECTIONS.has(facts.direction)) return FAILED;
	const problem = addressProblem(facts.address);
	if (problem.length > 0 || facts.messageClass !== 'confirmation') return problem;
	return facts.direction !== 'incoming' && isAnswerDue(facts, at) ? [] : [makeReason('ANSWER_NOT_DUE', ENGINE)];
}

function addressProblem(address: ContactFacts['address']): readonly Reason[] {
	if (address.ok === true) return isText(address.address) ? [] : [makeReason('ADDRESS_INVALID', ENGINE)];
	return [makeReason(REASONS[address.reason].rule === 'address' ? address.reason : 'ADDRESS_INVALID', ENGINE)];
}

function isText(value: unknown): boolean {
	return typeof value === 'string' && value.trim() !== '';
}
