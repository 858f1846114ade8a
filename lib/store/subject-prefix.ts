/** Letters of a subject that rows are found by where the whole would take too much room; the reader compares the whole. */
export const SUBJECT_PREFIX = 6;

/** Tells which contacts the decisions of one event are about. */
export function prefixesOf(subjects: readonly string[]): string {
	return subjects.map((subject) => subject.slice(0, SUBJECT_PREFIX)).join(' ');
}
