import { ComplianceError, type ErrorCode } from '../model/errors';

/** A fault of a store in a marketer's words. */
export interface Explanation {
	code: ErrorCode;
	message: string;
	remedy: string;
}

export const CLOSED: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The compliance store is closed.',
	remedy: 'Open it again with openStore.',
};

/** @param detail tells those who look into it what the store said: a code, never a sentence. */
export function explain({ code, message, remedy }: Explanation, detail?: string): ComplianceError {
	return new ComplianceError(code, detail === undefined ? message : `${message} (${detail})`, remedy);
}

/** For a store that a newer version of the package has changed. */
export function tooNew(version: number, known: number): ComplianceError {
	return new ComplianceError(
		'STORE_TOO_NEW',
		`The compliance store has schema ${version}; this version of the package knows schemas up to ${known}.`,
		'Update the package in every n8n process that uses this store.',
	);
}

/** For a store without the random key that subjects are hashed with. */
export function keyLost(): ComplianceError {
	return new ComplianceError('STORE_CORRUPT', 'The compliance store has lost the key that its contacts are filed under.', 'Restore the store from a backup. Nothing is sent until then.');
}

/** For a row that says who is not to be messaged, and can't be understood. */
export function rowUnreadable(): ComplianceError {
	return new ComplianceError('STORE_CORRUPT', 'The compliance store holds a suppression that can not be read.', 'Update the package in every n8n process that uses this store; otherwise restore it from a backup. Nothing is sent until then.');
}
