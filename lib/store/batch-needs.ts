import type { PreparedChange } from './batch-plan';
import type { Change } from './port';

/** Of whom a backend has to look up what, before a batch can be planned; subjects, once each. */
export interface BatchNeeds {
	consents: Set<string>;
	suppressions: Set<string>;
	answers: Set<string>;
	/** The address and the evidence. */
	traces: Set<string>;
	/** Whether the policies on record are asked for. */
	policies: boolean;
}

type Part = Exclude<keyof BatchNeeds, 'policies'>;

/** What a change depends on. */
const PARTS: Readonly<Record<Change['kind'], readonly Part[]>> = {
	consent: ['consents'],
	suppress: ['suppressions'],
	lift: ['suppressions'],
	answer: ['answers'],
	erase: ['consents', 'answers', 'traces'],
	report: [],
	policy: [],
	decision: [],
};

/** What the planning of these changes depends on. */
export function batchNeeds(changes: readonly PreparedChange[]): BatchNeeds {
	const needs: BatchNeeds = { consents: new Set(), suppressions: new Set(), answers: new Set(), traces: new Set(), policies: false };
	for (const { change, subject } of changes) {
		if (change.kind === 'policy') needs.policies = true;
		if (subject === undefined) continue;
		const parts = Object.hasOwn(PARTS, change.kind) ? PARTS[change.kind] : [];
		for (const part of parts) needs[part].add(subject);
	}
	return needs;
}
