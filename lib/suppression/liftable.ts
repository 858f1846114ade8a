import type { Channel } from '../model/channel';
import { KEPT_BY_PROVIDER, SUPPRESSION_RULES, type Lifter, type Suppression } from '../model/suppression';
import { readInstant } from '../time/instant';
import { mayBeSameSender } from './same-sender';

export interface LiftRequest {
	by: Lifter;
	/** The channel on which somebody asks. `all` reaches every suppression of the address. */
	channel: Channel | 'all';
	/** Our own number or account that the person wrote to; only for `person_keyword`. */
	heardBy?: string;
	/** The provider says itself that it has heard the person, and so has ended its own block, whichever of our numbers it was for; only for `person_keyword`. */
	heardByProvider?: boolean;
	/** When the documented opt-in was given, ISO 8601 in UTC; only for `documented_opt_in`. */
	optInAt?: string;
}

/**
 * Which of a contact's suppressions the request may end; the others stay as they are.
 *
 * A person who writes START on one channel speaks for that channel only, so a suppression of all channels
 * stays. A documented opt-in ends only what is older than itself. A block that a provider keeps for one of our senders is not ended by a
 * START to another: the provider has not heard it, unless it says so itself. Of a carrier it knows nothing.
 */
export function liftable(suppressions: readonly Suppression[], request: LiftRequest): Suppression[] {
	return suppressions.filter((suppression) => {
		const lifters: readonly Lifter[] = Object.hasOwn(SUPPRESSION_RULES, suppression.reason) ? SUPPRESSION_RULES[suppression.reason].liftedBy : [];
		return (
			lifters.includes(request.by) &&
			(request.channel === 'all' || suppression.channel === request.channel) &&
			(request.by !== 'documented_opt_in' || isNewer(request.optInAt, suppression.since)) &&
			(!KEPT_BY_PROVIDER.has(suppression.reason) || isHeard(suppression, request))
		);
	});
}

function isHeard({ reason, receivedBy }: Suppression, { heardBy, heardByProvider }: LiftRequest): boolean {
	return (heardByProvider === true && reason === 'provider_opt_out') || mayBeSameSender(receivedBy, heardBy);
}

function isNewer(optInAt: string | undefined, since: string): boolean {
	const [given, begun] = [readInstant(optInAt), readInstant(since)];
	return given !== undefined && begun !== undefined && given > begun;
}
