import type { Channel } from '../model/channel';
import type { JsonObject } from '../model/json';
import { policySource, type Policy } from '../model/policy';
import { makeSharedReason, type Reason, type ReasonCode } from '../model/reasons';
import type { QuietHoursRow, SmsCoverage } from '../packs/quiet-hours';
import type { QuietHoursPacks } from './law-hours';
import { localMinute, type ClosedIn, type Permission } from './next-permitted';
import { CLOSED_BECAUSE, type ClosedBecause, type Schedule } from './schedule';

/** What was asked about a contact. */
export interface Question {
	policy: Policy;
	packs: QuietHoursPacks;
	channel: Channel;
	codes: readonly string[];
	zones: readonly string[];
	/** Where zones were taken from, and whether they are assumed. */
	facts: JsonObject;
}

const MOST_LISTED = 6;
const MOST_ROWS_LISTED = 24;
const HOLD_CODES: Partial<Record<ClosedBecause, ReasonCode>> = { hours: 'QUIET_HOURS', day: 'DAY_CLOSED', holiday: 'PUBLIC_HOLIDAY' };
const REVIEW_CODES: Partial<Record<ClosedBecause, ReasonCode>> = { holidays_unknown: 'HOLIDAYS_UNKNOWN', emergency: 'EMERGENCY_DECLARED' };

/**
 * Says why it is open or closed, one reason for each source: the rule pack, with the rows that decided, and the policy. Rows whose reach is
 * contested or unknown are named as such. A hold carries the instant at which everything is open together.
 */
export function explainPermission(permission: Permission, question: Question, schedule: Schedule, atMs: number): readonly Reason[] {
	if (permission.open) return [permit(question, schedule, atMs)];
	const [fromPack, fromPolicy] = [permission.closed.filter(({ part }) => part.rows.length > 0), permission.closed.filter(({ part }) => part.rows.length === 0)];
	return [
		...(fromPack.length > 0 ? [refusal(permission, fromPack, question, packSource(question))] : []),
		...(fromPolicy.length > 0 ? [refusal(permission, fromPolicy, question, policySource(question.policy))] : []),
	];
}

function permit(question: Question, schedule: Schedule, atMs: number): Reason {
	const rows = unique(question.zones.flatMap((zone) => schedule.rows(localMinute(zone, atMs).day)));
	const source = rows.length > 0 ? packSource(question) : policySource(question.policy);
	return makeSharedReason('WITHIN_WINDOW', source, { ...describe(question), ...describeRows(rows, question) });
}

function refusal(permission: { opensAt?: number }, closed: readonly ClosedIn[], question: Question, source: ReturnType<typeof policySource>): Reason {
	const because = CLOSED_BECAUSE.findLast((cause) => closed.some(({ part }) => part.because === cause)) ?? 'hours';
	const telling = closed.find(({ part }) => part.because === because);
	const facts = { ...describe(question), ...(telling && { closedIn: telling.zone }), ...describeRows(unique(closed.flatMap(({ part }) => part.rows)), question) };
	const review = REVIEW_CODES[because];
	if (review !== undefined) return makeSharedReason(review, source, facts);
	if (permission.opensAt === undefined) return makeSharedReason('NO_OPEN_WINDOW', source, facts);
	return makeSharedReason(HOLD_CODES[because] ?? 'QUIET_HOURS', source, facts, new Date(permission.opensAt).toISOString());
}

function describe({ zones, codes, facts, policy: { quietHours } }: Question): JsonObject {
	return {
		zones: zones.slice(0, MOST_LISTED),
		zoneCount: zones.length,
		...facts,
		...(quietHours.packs === 'apply' ? { jurisdictions: codes.slice(0, MOST_LISTED), ...(codes.length > MOST_LISTED && { jurisdictionCount: codes.length }) } : { legalHours: 'replaced', because: quietHours.replaceReason ?? '' }),
	};
}

/** Rows on calls are certain for calls: only for texts and chats is their reach a question. */
function describeRows(rows: readonly string[], { packs, channel }: Question): JsonObject {
	if (rows.length === 0) return {};
	const listed = packs.quietHours.rows.filter(({ id }) => rows.includes(id));
	const reaches = (coverage: SmsCoverage) => (row: QuietHoursRow) => channel !== 'call' && row.smsCoverage === coverage;
	const idsOf = (holds: (row: QuietHoursRow) => boolean) => listed.filter(holds).map(({ id }) => id).slice(0, MOST_ROWS_LISTED);
	const contested = idsOf((row) => row.contested === true || reaches('contested')(row));
	const unknown = idsOf(reaches('unknown'));
	return {
		rows: rows.slice(0, MOST_ROWS_LISTED),
		...(rows.length > MOST_ROWS_LISTED && { rowCount: rows.length }),
		...(contested.length > 0 && { contested }),
		...(unknown.length > 0 && { unknown }),
	};
}

function packSource({ packs }: Question): ReturnType<typeof policySource> {
	return { pack: 'quiet-hours', packVersion: packs.quietHours.version };
}

function unique(ids: readonly string[]): string[] {
	return [...new Set(ids)];
}
