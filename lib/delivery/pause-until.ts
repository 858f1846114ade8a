import type { Channel } from '../model/channel';
import type { Policy } from '../model/policy';
import type { Suppression, TemporaryReason } from '../model/suppression';
import { isInForce } from '../suppression';
import { readInstant } from '../time/instant';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The temporary failures of a contact that are on record. */
export interface Strikes {
	suppressions: readonly Suppression[];
	/** Those that came to their end by themselves. */
	ended?: readonly Suppression[];
}

/** How long a contact is not messaged after a temporary failure. */
export interface Pause {
	/** 1 for the first failure within the days that count. */
	strike: number;
	/** First instant at which messages may go out again, ISO 8601 in UTC; absent: when staff or a delivery ends it. */
	until?: string;
}

/**
 * The pause that one more temporary failure calls for. Failures while a pause for the same reason on the same channel runs are the same strike, as
 * several messages of one campaign fail together: it keeps its end. Past the lengths that the policy names there is no end.
 *
 * @param at the instant of the failure
 */
export function pauseUntil(policy: Policy, reason: TemporaryReason, channel: Channel, { suppressions, ended = [] }: Strikes, at: Date): Pause {
	const alike = [...suppressions, ...ended].filter((suppression) => suppression.reason === reason && suppression.channel === channel);
	const running = alike.filter((suppression) => isInForce(suppression, at.getTime()));
	const earlier = alike.filter((suppression) => !isInForce(suppression, at.getTime()) && counts(suppression, policy, at));
	const strike = earlier.length + 1;
	if (running.length > 0) return { strike, ...latestEnd(running) };
	const hours = policy.delivery.pauseHours[reason][earlier.length];
	return hours === undefined ? { strike } : { strike, until: new Date(at.getTime() + hours * HOUR_MS).toISOString() };
}

/** A beginning that cannot be read may have been yesterday. */
function counts({ since }: Suppression, { delivery }: Policy, at: Date): boolean {
	const begun = readInstant(since);
	return begun === undefined || at.getTime() - begun.getTime() <= delivery.strikeDays * DAY_MS;
}

/** One without an end outlasts all others; an end that cannot be read is none. */
function latestEnd(running: readonly Suppression[]): { until?: string } {
	const ends = running.map(({ until }) => readInstant(until)?.getTime() ?? Number.POSITIVE_INFINITY);
	const latest = Math.max(...ends);
	return Number.isFinite(latest) ? { until: new Date(latest).toISOString() } : {};
}
