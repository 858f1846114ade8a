import type { PreparedChange } from './batch-plan';
import type { Change } from './port';
import { countedSince } from './reservation-state';

/** Of whom a backend has to look up what, before a batch can be planned; subjects, once each. */
export interface BatchNeeds {
	consents: Set<string>;
	suppressions: Set<string>;
	answers: Set<string>;
	/** Sends granted since `reservedSince`. */
	reservations: Set<string>;
	/** Milliseconds; `Infinity` where no cap counts any. */
	reservedSince: number;
	/** The address and the evidence. */
	traces: Set<string>;
	/** Whether the policies on record are asked for. */
	policies: boolean;
	/** Number of the event since which changes of what is known outdate a decision; `Infinity` where none is asked about. */
	changesSince: number;
}

type Part = Exclude<keyof BatchNeeds, 'policies' | 'reservedSince' | 'changesSince'>;

/** What a change depends on. */
const PARTS: Readonly<Record<Change['kind'], readonly Part[]>> = {
	consent: ['consents'],
	suppress: ['suppressions'],
	lift: ['suppressions'],
	answer: ['answers'],
	reserve: ['reservations'],
	erase: ['consents', 'answers', 'traces'],
	report: [],
	policy: [],
	decision: [],
};

/** What the planning of these changes depends on. */
export function batchNeeds(changes: readonly PreparedChange[]): BatchNeeds {
	const needs: BatchNeeds = { consents: new Set(), suppressions: new Set(), answers: new Set(), reservations: new Set(), reservedSince: Infinity, traces: new Set(), policies: false, changesSince: Infinity };
	for (const { change, subject } of changes) {
		if (change.kind === 'policy') needs.policies = true;
		if (change.kind === 'decision' || change.kind === 'reserve') needs.changesSince = Math.min(needs.changesSince, change.factsUpTo ?? Infinity);
		if (change.kind === 'reserve') needs.reservedSince = Math.min(needs.reservedSince, countedSince(change) ?? Infinity);
		if (subject === undefined) continue;
		const parts = Object.hasOwn(PARTS, change.kind) ? PARTS[change.kind] : [];
		for (const part of parts) needs[part].add(subject);
	}
	return needs;
}
