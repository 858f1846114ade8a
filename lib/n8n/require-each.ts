import { ComplianceError } from '../model/errors';

/**
 * The answers of the store, which has to give one for each question: a contact that it leaves out would pass for one that nothing stops, and a change
 * for one that is on record.
 *
 * @throws ComplianceError `STORE_CORRUPT`
 */
export function requireEach<Answers extends readonly unknown[]>(asked: readonly unknown[], answers: Answers): Answers {
	if (answers.length === asked.length && !answers.includes(undefined)) return answers;
	throw new ComplianceError('STORE_CORRUPT', 'The compliance store did not answer for everything that it was asked.', 'Run the workflow again. If it happens again, check the store.');
}
