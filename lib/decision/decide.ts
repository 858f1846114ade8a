import { prepareConsent } from '../consent/evaluate-consent';
import { CHANNELS, MESSAGE_CLASSES } from '../model/channel';
import type { Decision } from '../model/decision';
import { ComplianceError } from '../model/errors';
import type { ContactFacts } from '../model/facts';
import { parsePolicy, type Policy } from '../model/policy';
import { makeReason, type Reason } from '../model/reasons';
import type { RuleFactory } from '../model/rule';
import { prepareQuietHours } from '../quiet-hours/evaluate';
import { prepareSuppression } from '../suppression/evaluate-suppression';
import { combine } from './combine';

const FACTORIES = {
	consent: prepareConsent,
	suppression: prepareSuppression,
	quiet_hours: prepareQuietHours,
} as const satisfies Record<string, RuleFactory>;

/** A check that can be asked for on its own. */
export type DecisionRule = keyof typeof FACTORIES;
export const DECISION_RULES = Object.keys(FACTORIES) as DecisionRule[];

const ENGINE = { pack: 'engine', packVersion: '1' };
const KNOWN_CHANNELS: ReadonlySet<string> = new Set(CHANNELS);
const KNOWN_CLASSES: ReadonlySet<string> = new Set(MESSAGE_CLASSES);

/**
 * Decides whether one message may go to one contact at one instant. Pure: the same facts, policy and instant
 * give the same decision on every machine and in every system time zone.
 *
 * Nothing about the contact makes it throw: a fault in the facts, or in a rule, is a reason to suppress.
 *
 * @param policy as returned by `parsePolicy`; a plain object is checked and completed first.
 * @param rules which checks to ask; all of them by default.
 * @throws ComplianceError `CONFIG_INVALID` or `WINDOW_INVALID` for a policy, `INSTANT_INVALID` for an instant that is none.
 */
export function decide(
	facts: ContactFacts,
	policy: Policy,
	at: Date,
	rules: readonly DecisionRule[] = DECISION_RULES,
): Decision {
	return prepareDecision(policy, at, rules)(facts);
}

interface Prepared {
	at: number;
	rules: string;
	decide: (facts: ContactFacts) => Decision;
}

/** The latest preparation for each frozen policy, so that deciding one by one costs no more than in a batch. */
const latest = new WeakMap<Policy, Prepared>();

/** Works out once what depends only on policy and instant; the result decides for any number of contacts. */
export function prepareDecision(
	policy: Policy,
	at: Date,
	rules: readonly DecisionRule[] = DECISION_RULES,
): (facts: ContactFacts) => Decision {
	const instant = at instanceof Date ? at.getTime() : Number.NaN;
	if (Number.isNaN(instant)) {
		throw new ComplianceError('INSTANT_INVALID', 'The instant to decide for is not a date.', 'Pass a valid date.');
	}
	const asked = rules.join();
	const known = latest.get(policy);
	if (known?.at === instant && known.rules === asked) return known.decide;

	const decideFor = prepare(parsePolicy(policy), new Date(instant), rules);
	// A policy that can still be changed may mean something else next time.
	if (Object.isFrozen(policy)) latest.set(policy, { at: instant, rules: asked, decide: decideFor });
	return decideFor;
}

function prepare(policy: Policy, at: Date, rules: readonly DecisionRule[]): (facts: ContactFacts) => Decision {
	const prepared = rules.map((name) => FACTORIES[name](policy, at));
	const stamp = { at: at.toISOString(), policyVersion: policy.version };
	return (facts) => {
		const problem = attempt(() => unreadable(facts));
		const findings = problem.length > 0 ? [problem] : prepared.map((rule) => attempt(() => rule(facts)));
		return { ...combine(findings), ...stamp };
	};
}

/** Whatever fails has permitted nothing. */
function attempt(question: () => readonly Reason[]): readonly Reason[] {
	try {
		return question();
	} catch {
		return [makeReason('EVALUATION_ERROR', ENGINE)];
	}
}

/** What makes every further question pointless. */
function unreadable(facts: ContactFacts): readonly Reason[] {
	if (!KNOWN_CHANNELS.has(facts.channel)) return [makeReason('CHANNEL_INVALID', ENGINE)];
	if (!KNOWN_CLASSES.has(facts.messageClass)) return [makeReason('MESSAGE_CLASS_INVALID', ENGINE)];
	if (!facts.address.ok) return [makeReason(facts.address.reason, ENGINE)];
	return [];
}
