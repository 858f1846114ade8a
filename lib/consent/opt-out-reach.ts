import type { Channel } from '../model/channel';
import { CONSENT_PACK, type ConsentPack } from '../packs/consent';
import { rowsInForce } from './rows-in-force';

/**
 * Every channel that an opt-out on one channel ends, that one first. More than one only where a rule of one of the places says so and is in
 * force at the instant.
 *
 * @param codes ISO 3166, without parents
 */
export function optOutReach(codes: readonly string[], channel: Channel, at: Date, pack: ConsentPack = CONSENT_PACK): Channel[] {
	const ended = rowsInForce(pack, codes, at).flatMap(({ optOutReach: reach }): Channel[] => (reach !== undefined && (reach as Channel[]).includes(channel) ? reach : []));
	return [...new Set([channel, ...ended])];
}
