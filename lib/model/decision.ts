import type { Reason } from './reasons';
import type { Warning } from './warnings';
import type { ComplianceStatus, Verdict } from './verdict';

/** The answer to "may this message go to this contact now?", with everything needed to defend it. */
export interface Decision {
	verdict: Verdict;
	/** What the rules that were asked could prove about the contact. */
	status: ComplianceStatus;
	/** Everything that stands in the way; where nothing does, everything that permits. Strictest first. */
	reasons: Reason[];
	/** Holds only: first instant at which every time rule is satisfied together, ISO 8601 in UTC with milliseconds. */
	sendAt?: string;
	/** The instant decided for, ISO 8601 in UTC with milliseconds. */
	at: string;
	policyVersion: string;
	/** What may make this decision wrong although every check gave an answer; absent: nothing. */
	warnings?: Warning[];
}
