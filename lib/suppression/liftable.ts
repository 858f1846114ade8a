import type { Channel } from '../model/channel';
import { SUPPRESSION_RULES, type Lifter, type Suppression } from '../model/suppression';
import { readInstant } from '../time/instant';

export interface LiftRequest {
	by: Lifter;
	/** The channel on which somebody asks. `all` reaches every suppression of the address. */
	channel: Channel | 'all';
	/** When the documented opt-in was given, ISO 8601 in UTC; only for `documented_opt_in`. */
	optInAt?: string;
}

/**
 * Which of a contact's suppressions the request may end; the others stay as they are.
 *
 * A person who writes START on one channel speaks for that channel only, so a suppression of all channels
 * stays. A documented opt-in ends only what is older than itself.
 */
export function liftable(suppressions: readonly Suppression[], request: LiftRequest): Suppression[] {
	return suppressions.filter((suppression) => {
		const lifters: readonly Lifter[] = Object.hasOwn(SUPPRESSION_RULES, suppression.reason) ? SUPPRESSION_RULES[suppression.reason].liftedBy : [];
		return (
			lifters.includes(request.by) &&
			(request.channel === 'all' || suppression.channel === request.channel) &&
			(request.by !== 'documented_opt_in' || isNewer(request.optInAt, suppression.since))
		);
	});
}

function isNewer(optInAt: string | undefined, since: string): boolean {
	const [given, begun] = [readInstant(optInAt), readInstant(since)];
	return given !== undefined && begun !== undefined && given > begun;
}
