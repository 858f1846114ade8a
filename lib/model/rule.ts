import type { ContactFacts } from './facts';
import type { Policy } from './policy';
import type { Reason } from './reasons';

/** Says what one rule finds about one contact. Has to say something: silence permits nothing. */
export type PreparedRule = (facts: ContactFacts) => readonly Reason[];

/**
 * Works out once per batch what depends only on the policy and the instant.
 *
 * Pure: no I/O, no clock, no system time zone; the same arguments give a rule that says the same things.
 */
export type RuleFactory = (policy: Policy, at: Date) => PreparedRule;
