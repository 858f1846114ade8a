import { endedByDelivery, pauseUntil, type Pause } from '../../lib/delivery';
import type { Channel, MessageClass } from '../../lib/model/channel';
import type { ConsentRecord } from '../../lib/model/consent';
import type { JsonObject } from '../../lib/model/json';
import type { Policy } from '../../lib/model/policy';
import { SUPPRESSION_RULES, type Suppression, type SuppressionReason, type TemporaryReason } from '../../lib/model/suppression';
import type { DeliveryOutcome } from '../../lib/packs/delivery';
import type { DeliveryReport } from '../../lib/providers';
import { classesOf, optOutChanges } from '../../lib/registry';
import type { Change, ContactAddress, StoredFacts } from '../../lib/store/port';
import type { ReportEvent } from './read-reports';

/** What is known about a contact while the events of a run are worked off: what is on record and what the events before have changed. */
export interface Known {
	consents: ConsentRecord[];
	suppressions: Suppression[];
	ended: Suppression[];
	jurisdiction?: string;
	/** Latest time of a delivery among the events before, of those that tell theirs: a failure from before it comes too late to pause. */
	delivered: Map<Channel, Date>;
	/** Pauses that this run is about to record, which have no id yet, with the event each is from. */
	planned: Map<Suppression, Plan>;
}

/** An event and what it changes. */
export interface Plan {
	event: ReportEvent;
	changes: Change[];
	pause?: Pause;
	/** The very same event came before in this run. */
	isRepeated?: true;
}

/** An event that changes something, with everything that decides how. */
interface Task {
	plan: Plan;
	report: DeliveryReport;
	contact: ContactAddress;
	channel: Channel;
	known: Known;
	policy: Policy;
	now: Date;
	/** What every change of this event says about its cause. */
	cause: { key?: string; evidence: JsonObject };
}

/** What is known at the beginning of a run. */
export function knownFrom({ consents, suppressions, ended = [], jurisdiction }: StoredFacts): Known {
	return { consents: [...consents], suppressions: [...suppressions], ended: [...ended], delivered: new Map(), planned: new Map(), ...(jurisdiction !== undefined && { jurisdiction }) };
}

const PLANNERS: Readonly<Partial<Record<DeliveryOutcome, (task: Task) => Change[]>>> = {
	delivered: endPauses,
	temporary: pause,
	permanent: block,
	opted_out: optOut,
};

/** Outcomes for which the contact is looked up. */
export function asksAboutContact({ outcome }: DeliveryReport): boolean {
	return Object.hasOwn(PLANNERS, outcome);
}

/**
 * Plans the changes of all events in their order, so that an event sees what the ones before it have changed.
 *
 * @param knownAbout gives the same object for the same contact every time
 */
export function planChanges(events: readonly ReportEvent[], knownAbout: (contact: ContactAddress) => Known | undefined, policy: Policy, now: Date): Plan[] {
	const keys = new Set<string>();
	return events.map((event): Plan => {
		const plan: Plan = { event, changes: [] };
		const { report, contact, channel } = event;
		const key = keyOf(event);
		if (key !== undefined && keys.has(key)) return { ...plan, isRepeated: true };
		if (key !== undefined) keys.add(key);
		const cause = { ...(key !== undefined && { key }), evidence: evidenceOf(event) };
		if (report.unlisted === true) plan.changes = count(event, key);
		const planner = PLANNERS[report.outcome];
		const known = contact && knownAbout(contact);
		if (planner && contact && channel && known) plan.changes = planner({ plan, report, contact, channel, known, policy, now, cause });
		return plan;
	});
}

/**
 * Names the event, so that one that is delivered again acts once. The contact is part of it: a message can go to several. So is the event's own id or,
 * where it has none, its time: a person can unsubscribe by the same email twice.
 */
function keyOf({ report, contact }: ReportEvent): string | undefined {
	const { provider, messageId, eventId, outcome, code, occurredAt } = report;
	if (messageId === undefined && eventId === undefined) return undefined;
	return `delivery:${provider}:${messageId ?? ''}:${contact?.address ?? ''}:${outcome}:${code ?? ''}:${eventId ?? occurredAt ?? ''}`;
}

function evidenceOf({ report, sender }: ReportEvent): JsonObject {
	const evidence: JsonObject = {};
	const { provider, code, messageId, occurredAt } = report;
	for (const [name, value] of Object.entries({ provider, code, messageId, occurredAt, sender })) if (value !== undefined) evidence[name] = value;
	return evidence;
}

function endPauses({ report, contact, channel, known, cause }: Task): Change[] {
	if (report.occurredAt !== undefined) known.delivered.set(channel, laterOf(new Date(report.occurredAt), known.delivered.get(channel)));
	const over = new Set(endedByDelivery(known, channel, report.occurredAt));
	const isOver = (suppression: Suppression): boolean => over.has(suppression);
	known.suppressions = known.suppressions.filter((suppression) => !isOver(suppression));
	known.ended = known.ended.filter((suppression) => !isOver(suppression));
	return [...over].flatMap((suppression): Change[] => {
		const planned = known.planned.get(suppression);
		if (planned === undefined) return [{ kind: 'lift', contact, suppressionId: suppression.id, by: 'delivery', ...cause }];
		// It would be over as soon as it is recorded.
		planned.changes = [];
		delete planned.pause;
		return [];
	});
}

function pause({ plan, report, contact, channel, known, policy, now, cause }: Task): Change[] {
	const { reason } = report;
	if (reason === undefined || !isTemporary(reason)) return [];
	const delivered = known.delivered.get(channel);
	if (delivered !== undefined && report.occurredAt !== undefined && new Date(report.occurredAt) < delivered) return [];
	const found = pauseUntil(policy, reason, channel, known, now);
	const scope = {
		reason,
		channel,
		classes: [...classesFor(report, reason)],
		direction: SUPPRESSION_RULES[reason].direction,
		...(found.until !== undefined && { until: found.until }),
		...(happenedBefore(report, now) && { occurredAt: report.occurredAt }),
	};
	const suppression: Suppression = { ...scope, id: '', since: now.toISOString() };
	known.suppressions.push(suppression);
	known.planned.set(suppression, plan);
	plan.pause = found;
	return [{ kind: 'suppress', contact, ...scope, ...cause }];
}

function laterOf(one: Date, other: Date | undefined): Date {
	return other !== undefined && other > one ? other : one;
}

/** A clock that is ahead must not keep a pause from being ended. */
function happenedBefore(report: DeliveryReport, now: Date): report is DeliveryReport & { occurredAt: string } {
	return report.occurredAt !== undefined && new Date(report.occurredAt) <= now;
}

function isTemporary(reason: SuppressionReason): reason is TemporaryReason {
	return SUPPRESSION_RULES[reason].permanence === 'temporary';
}

function block({ plan: { event }, report, contact, channel, cause }: Task): Change[] {
	const { reason } = report;
	if (reason === undefined) return [];
	const receivedBy = reason === 'carrier_block' ? event.sender : undefined;
	const { direction } = SUPPRESSION_RULES[reason];
	return [{ kind: 'suppress', contact, reason, channel, classes: classesFor(report, reason), direction, ...(receivedBy !== undefined && { receivedBy }), ...cause }];
}

function optOut({ plan: { event }, report, contact, channel, known, policy, now, cause }: Task): Change[] {
	const { jurisdiction, consents } = known;
	const wished = optOutChanges({
		contact,
		channel,
		reason: 'provider_opt_out',
		scope: report.scope ?? policy.optOut.scope,
		source: 'provider_report',
		at: now,
		...(happenedBefore(report, now) && { saidAt: new Date(report.occurredAt) }),
		consents,
		...(jurisdiction !== undefined && { jurisdiction }),
		...(event.sender !== undefined && { receivedBy: event.sender }),
		...cause,
	});
	// How far the person's wish reaches is for the policy to say; what the provider refuses to send is not.
	const classes = classesOf(report.scope ?? 'channel', 'provider_opt_out');
	const changes = wished.map((change): Change => (change.kind === 'suppress' && change.channel === channel ? { ...change, classes } : change));
	const isWithdrawn = (consent: ConsentRecord): boolean => changes.some((change) => change.kind === 'consent' && change.channel === consent.channel && change.messageClass === consent.messageClass);
	known.consents = consents.map((consent) => (isWithdrawn(consent) ? { ...consent, state: 'withdrawn' } : consent));
	return changes;
}

/** A code that no table knows is counted, so that it can be looked up. */
function count({ report: { provider, code }, contact, channel }: ReportEvent, key: string | undefined): Change[] {
	if (provider === undefined || code === undefined) return [];
	return [{ kind: 'report', provider, code, ...(contact !== undefined && { contact }), ...(channel !== undefined && { channel }), ...(key !== undefined && { key }) }];
}

function classesFor({ scope }: DeliveryReport, reason: SuppressionReason): readonly MessageClass[] {
	return scope === 'marketing' ? ['marketing'] : SUPPRESSION_RULES[reason].classes;
}
