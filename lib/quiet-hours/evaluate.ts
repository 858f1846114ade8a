import { jurisdictionsOf } from '../jurisdiction';
import type { GatedClass } from '../model/channel';
import type { ContactFacts } from '../model/facts';
import type { JsonObject } from '../model/json';
import { policySource, type Policy } from '../model/policy';
import { makeSharedReason, type Reason } from '../model/reasons';
import type { PreparedRule } from '../model/rule';
import { HOLIDAY_PACK } from '../packs/holidays';
import { QUIET_HOURS_PACK } from '../packs/quiet-hours';
import { readZone, requireZone } from '../time/zone';
import { FALLBACK } from './applicable-rows';
import type { QuietHoursPacks } from './law-hours';
import { nextPermitted } from './next-permitted';
import { explainPermission, type Question } from './explain';
import { prepareSchedules, type SchedulesOf } from './schedules';
import { WORLD_ZONES } from './world-zones';

const SHIPPED: QuietHoursPacks = { quietHours: QUIET_HOURS_PACK, holidays: HOLIDAY_PACK };

/**
 * Whether it is a permitted hour everywhere the contact may be, by the rules of every place whose law may hold, and by the hours of
 * the brand and of the step, which narrow them.
 *
 * Applies to outgoing messages of the classes of `policy.quietHours.appliesTo`. A name among the contact's zones that
 * cannot be read goes to review whatever the policy says. Without any zone or country `policy.quietHours.unknownZone` decides:
 * `review`; `strictest`, which permits only when it is permitted at every distance from UTC in use on Earth
 * (usual hours never are: that goes to review as well); or an IANA zone to assume. A country nobody knows then falls
 * back to the rules for places without any.
 *
 * @throws ComplianceError for windows, closed dates or an assumed zone that make no sense.
 */
export function prepareQuietHours(policy: Policy, at: Date, packs: QuietHoursPacks = SHIPPED): PreparedRule {
	const { unknownZone } = policy.quietHours;
	const schedulesOf = prepareSchedules(policy.quietHours, packs);
	const assumed = assumedZones(unknownZone);
	const atMs = at.getTime();
	const source = policySource(policy);
	if (Number.isNaN(atMs)) return () => [makeSharedReason('INSTANT_INVALID', source)];

	const evaluate = prepareEvaluation(policy, packs, schedulesOf, assumed, atMs);
	const waiting = new Set<GatedClass>(policy.quietHours.appliesTo);
	const notApplicable = new Map<string, readonly Reason[]>();
	return (facts) => {
		if (facts.direction !== 'incoming' && waiting.has(facts.messageClass)) return evaluate(facts);
		const key = facts.direction === 'incoming' ? facts.direction : facts.messageClass;
		const reasons = notApplicable.get(key) ?? [makeSharedReason('QUIET_HOURS_NOT_APPLICABLE', source, key === 'incoming' ? { direction: key } : { messageClass: key })];
		notApplicable.set(key, reasons);
		return reasons;
	};
}

function prepareEvaluation(policy: Policy, packs: QuietHoursPacks, schedulesOf: SchedulesOf, assumed: AssumedZones | undefined, atMs: number): PreparedRule {
	const source = policySource(policy);
	const review = (code: 'ZONE_UNKNOWN' | 'COUNTRY_UNKNOWN', facts: JsonObject) => [makeSharedReason(code, source, facts)];
	const work = (facts: ContactFacts, codes: readonly string[]): readonly Reason[] => {
		const basis = facts.zone?.basis ?? 'none';
		const given: readonly unknown[] = facts.zone?.zones ?? [];
		const zones = given.map(readZone).filter((zone) => zone !== undefined);
		if (zones.length < given.length) return review('ZONE_UNKNOWN', { basis, unreadableZones: given.length - zones.length });
		if (zones.length === 0 && assumed === undefined) return review('ZONE_UNKNOWN', { basis: 'none' });
		if (codes.length === 0 && assumed === undefined && policy.quietHours.packs === 'apply') return review('COUNTRY_UNKNOWN', { basis });

		const question: Question = { policy, packs, channel: facts.channel, codes: codes.length > 0 ? codes : [FALLBACK], zones: zones.length > 0 ? zones : (assumed?.zones ?? []), facts: zones.length > 0 ? { basis } : { basis: 'none', ...assumed?.facts } };
		const schedule = schedulesOf(question.codes, facts.channel);
		const permission = nextPermitted(schedule, question.zones, atMs);
		const isNever = !permission.open && permission.opensAt === undefined;
		if (zones.length === 0 && assumed?.isWorld === true && isNever) return review('ZONE_UNKNOWN', question.facts);
		return explainPermission(permission, question, schedule, atMs);
	};

	const known = new Map<string, readonly Reason[]>();
	return (facts) => {
		const codes = jurisdictionsOf(facts);
		const key = keyOf(facts, codes);
		const sooner = key === undefined ? undefined : known.get(key);
		if (sooner !== undefined) return sooner;
		const reasons = work(facts, codes);
		if (key !== undefined) known.set(key, reasons);
		return reasons;
	};
}

/** No zone or place has it in its name: one odd name must not pass for two good ones. */
const SEPARATOR = '\u0000';
const LONGEST_NAME = 64;

/** What the answer depends on; `undefined` where a zone or code is no name at all: facts are what an item says they are. */
function keyOf({ channel, zone }: ContactFacts, codes: readonly string[]): string | undefined {
	let key = `${channel}${SEPARATOR}${zone?.basis ?? ''}${SEPARATOR}${codes.length}`;
	for (const names of [codes, zone?.zones ?? []]) {
		for (const name of names as readonly unknown[]) {
			if (typeof name !== 'string' || name.length > LONGEST_NAME || name.includes(SEPARATOR)) return undefined;
			key += SEPARATOR + name;
		}
	}
	return key;
}

interface AssumedZones {
	zones: readonly string[];
	isWorld: boolean;
	facts: JsonObject;
}

/** What counts as the contact's zones where nothing tells them; `undefined`: a person has to look. */
function assumedZones(setting: string): AssumedZones | undefined {
	if (setting === 'review') return undefined;
	if (setting === 'strictest') return { zones: WORLD_ZONES, isWorld: true, facts: { assumed: true, assumption: 'strictest' } };
	return { zones: [requireZone(setting)], isWorld: false, facts: { assumed: true } };
}
