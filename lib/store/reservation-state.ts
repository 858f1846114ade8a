import { readCap, type ReadableCap } from './cap';
import type { Cap, ReserveChange } from './port';

/** A granted send, as a cap counts it. */
export interface GrantedSend {
	subject: string;
	/** When it was granted, milliseconds. */
	at: number;
	channel: string;
	messageClass: string;
}

/** A granted send, as a backend keeps it. */
export interface StoredReservation extends GrantedSend {
	/** Of the event that granted it. */
	seq: number;
}

/** The sends granted to the contacts of one batch, and which of them the batch adds. They survive an erasure: caps hold for whoever comes back. */
export class ReservationStates {
	private readonly known = new Map<string, GrantedSend[]>();
	private readonly granted: StoredReservation[] = [];

	/** Takes in one that is on record. */
	load(send: GrantedSend): void {
		const others = this.known.get(send.subject);
		if (others) others.push(send);
		else this.known.set(send.subject, [send]);
	}

	/**
	 * Grants the send unless a cap has no room; one that can't be read, or begins later than now and so counts nothing, has none.
	 *
	 * @param at the instant of recording, milliseconds.
	 * @returns the first cap without room; undefined where the send is granted.
	 */
	grant({ channel, messageClass, caps }: ReserveChange, subject: string, seq: number, at: number): { by: Cap } | undefined {
		const sends = this.known.get(subject) ?? [];
		for (const cap of caps) {
			const readable = readCap(cap);
			if (readable === undefined || readable.since > at || !hasRoom(readable, sends)) return { by: cap };
		}
		const reservation = { subject, seq, at, channel, messageClass };
		this.load(reservation);
		this.granted.push(reservation);
		return undefined;
	}

	/** Rows to write. */
	changes(): readonly StoredReservation[] {
		return this.granted;
	}
}

/** First instant that any cap of a reservation counts, milliseconds; undefined where none counts any. */
export function countedSince({ caps }: ReserveChange): number | undefined {
	const instants = caps.flatMap((cap) => readCap(cap)?.since ?? []);
	return instants.length === 0 ? undefined : Math.min(...instants);
}

/** Sends in the future count too: a clock that was set back must not permit more. */
function hasRoom({ limit, since, channels, classes }: ReadableCap, sends: readonly GrantedSend[]): boolean {
	let count = 0;
	for (const send of sends) {
		if (send.at >= since && covers(channels, send.channel) && covers(classes, send.messageClass)) count++;
	}
	return count < limit;
}

function covers(named: readonly string[] | undefined, value: string): boolean {
	return named === undefined || named.includes(value);
}
