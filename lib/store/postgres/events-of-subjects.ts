import { SUBJECT_PREFIX } from '../subject-prefix';
import { bigintArray, textBytesArray } from './arrays';

/** Events of one run of the index, as the schema says. */
const RUN = 2 ** 17;

/** Condition on `@events AS e` for the events of some subjects in one brand, by way of the index that is cut into runs. Takes the parameters $1 to $4. */
export const OF_SUBJECTS = 'e.brand_id = $1 AND (e.seq >> 17)::integer = ANY($2::bigint[]::integer[]) AND substr(e.subject, 1, 6) = ANY($3::bytea[]) AND e.subject = ANY($4::bytea[])';

/** The values for {@link OF_SUBJECTS}. @param last number of the last event to look at. */
export function ofSubjects(brandId: number, last: number, subjects: readonly string[]): [number, Buffer, Buffer, Buffer] {
	const runs = Array.from({ length: Math.floor(last / RUN) + 1 }, (_, run) => run);
	return [brandId, bigintArray(runs), textBytesArray(subjects.map((subject) => subject.slice(0, SUBJECT_PREFIX))), textBytesArray(subjects)];
}
