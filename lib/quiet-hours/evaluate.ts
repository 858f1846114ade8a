import type { ContactFacts, ZoneFacts } from '../model/facts';
import type { JsonObject } from '../model/json';
import { policySource, type Policy } from '../model/policy';
import { makeSharedReason, type Reason, type ReasonCode } from '../model/reasons';
import type { PreparedRule, RuleFactory } from '../model/rule';
import { nextPermitted, type Permission } from './next-permitted';
import { compileSchedule, type Schedule } from './schedule';
import { WORLD_ZONES } from './world-zones';
import { readZone, requireZone } from '../time/zone';

const MOST_ZONES_LISTED = 6;

type QuietHoursCode = Extract<
	ReasonCode,
	'WITHIN_WINDOW' | 'QUIET_HOURS_NOT_APPLICABLE' | 'QUIET_HOURS' | 'DAY_CLOSED' | 'ZONE_UNKNOWN' | 'NO_OPEN_WINDOW' | 'INSTANT_INVALID'
>;
type Answer = (code: QuietHoursCode, facts: JsonObject, notBefore?: number) => readonly Reason[];

/**
 * Whether it is a permitted hour everywhere the contact may be.
 *
 * Applies to outgoing messages of the classes of `policy.quietHours.appliesTo`. A name among the contact's zones that
 * cannot be read goes to review whatever the policy says. Without any zone `policy.quietHours.unknownZone` decides:
 * `review`; `strictest`, which permits only when it is permitted at every distance from UTC in use on Earth
 * (usual hours never are: that goes to review as well); or an IANA zone to assume.
 *
 * @throws ComplianceError for windows, closed dates or an assumed zone that make no sense.
 */
export const prepareQuietHours: RuleFactory = (policy, at) => {
	const { windows, closedDates, unknownZone } = policy.quietHours;
	const schedule = compileSchedule({ windows, closedDates });
	const answer = answerOf(policy);
	const atMs = at.getTime();
	const whenUnknown = prepareUnknown(unknownZone, schedule, atMs, answer);
	if (Number.isNaN(atMs)) return () => answer('INSTANT_INVALID', {});

	const known = new Map<string, readonly Reason[]>();
	const notApplicable = new Map<string, readonly Reason[]>();
	const whenKnown = ({ zones, basis }: ZoneFacts): readonly Reason[] => {
		// As JSON: zones are what an item says they are, and one odd name must not pass for two good ones.
		const key = JSON.stringify([basis, zones]);
		const earlier = known.get(key);
		if (earlier) return earlier;
		const reasons = evaluateZones(schedule, zones, basis, atMs, answer);
		known.set(key, reasons);
		return reasons;
	};

	const rule: PreparedRule = (facts) => {
		if (!applies(policy, facts)) {
			const key = facts.direction === 'incoming' ? facts.direction : facts.messageClass;
			const earlier = notApplicable.get(key);
			if (earlier) return earlier;
			const reasons = answer('QUIET_HOURS_NOT_APPLICABLE', key === 'incoming' ? { direction: key } : { messageClass: key });
			notApplicable.set(key, reasons);
			return reasons;
		}
		return facts.zone && facts.zone.zones.length > 0 ? whenKnown(facts.zone) : whenUnknown();
	};
	return rule;
};

function applies(policy: Policy, facts: ContactFacts): boolean {
	return facts.direction !== 'incoming' && policy.quietHours.appliesTo.includes(facts.messageClass);
}

function answerOf(policy: Policy): Answer {
	const source = policySource(policy);
	return (code, facts, notBefore) => [makeSharedReason(code, source, facts, notBefore === undefined ? undefined : new Date(notBefore).toISOString())];
}

function evaluateZones(schedule: Schedule, given: readonly unknown[], basis: string, atMs: number, answer: Answer): readonly Reason[] {
	const zones = given.map(readZone).filter((zone) => zone !== undefined);
	if (zones.length < given.length) return answer('ZONE_UNKNOWN', { basis, unreadableZones: given.length - zones.length });
	return answerPermission(nextPermitted(schedule, zones, atMs), describe(zones, basis), answer);
}

function describe(zones: readonly string[], basis: string): JsonObject {
	return { zones: zones.slice(0, MOST_ZONES_LISTED), zoneCount: zones.length, basis };
}

function answerPermission(permission: Permission, facts: JsonObject, answer: Answer): readonly Reason[] {
	if (permission.open) return answer('WITHIN_WINDOW', facts);
	const closed = { ...facts, closedIn: permission.zone };
	if (permission.opensAt === undefined) return answer('NO_OPEN_WINDOW', closed);
	return answer(permission.because === 'closed_date' ? 'DAY_CLOSED' : 'QUIET_HOURS', closed, permission.opensAt);
}

/** What a contact without any zone gets; worked out at most once, and only if there is such a contact. */
function prepareUnknown(setting: string, schedule: Schedule, atMs: number, answer: Answer): () => readonly Reason[] {
	if (setting === 'review') return memo(() => answer('ZONE_UNKNOWN', { basis: 'none' }));
	if (setting === 'strictest') {
		return memo(() => {
			const permission = nextPermitted(schedule, WORLD_ZONES, atMs);
			const facts: JsonObject = { basis: 'none', assumed: true, assumption: 'strictest' };
			const never = !permission.open && permission.opensAt === undefined;
			return never ? answer('ZONE_UNKNOWN', facts) : answerPermission(permission, facts, answer);
		});
	}
	const zone = requireZone(setting);
	return memo(() => answerPermission(nextPermitted(schedule, [zone], atMs), { ...describe([zone], 'none'), assumed: true }, answer));
}

function memo<T>(work: () => T): () => T {
	let result: { value: T } | undefined;
	return () => (result ??= { value: work() }).value;
}
