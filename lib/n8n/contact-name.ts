import type { ContactAddress } from '../store/port';

/** One name for each contact of a run, to find it again in a map. */
export function contactName({ kind, address }: ContactAddress): string {
	return `${kind} ${address}`;
}
