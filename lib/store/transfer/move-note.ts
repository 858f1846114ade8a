import { ComplianceError } from '../../model/errors';
import { explain } from '../explain';

/** What a store says about itself once it is being moved. */
export interface MoveNote {
	/** `moving`: neither this store nor the new one answers. `moved`: the new one does. */
	state: 'moving' | 'moved';
	/** Tells the new place from others without naming it: a digest. */
	target: string;
	/** When it began, and once it is done when it ended: ISO 8601 in UTC. */
	at: string;
}

export function writeNote(note: MoveNote): Uint8Array {
	return Buffer.from(JSON.stringify(note));
}

/** @throws ComplianceError `STORE_CORRUPT` for a note that nobody can read: the store must not pass for one that is in use. */
export function readNote(stored: unknown): MoveNote {
	const text = stored instanceof Uint8Array ? Buffer.from(stored).toString() : '';
	const [state, target, at] = [/"state":"(moving|moved)"/, /"target":"([0-9a-f]{64})"/, /"at":"([0-9TZ:.-]{24})"/].map((field) => field.exec(text)?.[1]);
	if (state === undefined || target === undefined || at === undefined) {
		throw explain({ code: 'STORE_CORRUPT', message: 'The compliance store holds an unreadable note about a move.', remedy: 'Restore the store from a backup. Nothing is sent until then.' });
	}
	return { state: state as MoveNote['state'], target, at };
}

/** Why a store that is being moved answers nobody. */
export function movedAway({ state, at }: MoveNote): ComplianceError {
	const day = at.slice(0, 10);
	return state === 'moved'
		? new ComplianceError('STORE_UNAVAILABLE', `The compliance store was moved to PostgreSQL on ${day}; the old file answers no more.`, 'Choose PostgreSQL in the Compliance Store credential, and that credential in every node.')
		: new ComplianceError('STORE_UNAVAILABLE', `The compliance store is being moved to PostgreSQL since ${day}. Until that is done nobody gets an answer, and nothing is sent.`, 'Wait for the move, or run the same command again: it goes on, and with --undo it brings this store back.');
}
