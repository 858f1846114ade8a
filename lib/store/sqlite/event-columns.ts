/** What a stored event is read from, where `events` is `e`. */
export const EVENT_COLUMNS = 'e.seq, e.at, e.kind, e.subject, e.channel, e.payload, e.origin, e.evidence_digest, e.previous_hash, e.hash';

/** Node refuses to read a greater number, and a row that somebody changed must not stop whoever looks for it. */
export const SAFE = Number.MAX_SAFE_INTEGER;
const number = (column: string): string => `iif(${column} BETWEEN -${SAFE} AND ${SAFE}, ${column}, NULL) AS ${column.slice(2)}`;
/** A text with the same digits is not what was recorded. */
const bytes = (column: string): string => `iif(typeof(${column}) = 'blob', ${column}, '') AS ${column.slice(2)}`;

/** The same for verification, which every value that was changed has to reach. */
export const CHAIN_COLUMNS = [
	number('e.seq'),
	number('e.at'),
	'e.kind, e.subject, e.channel, e.payload, e.origin',
	"iif(typeof(e.evidence_digest) IN ('blob', 'null'), e.evidence_digest, '') AS evidence_digest",
	bytes('e.previous_hash'),
	bytes('e.hash'),
].join(', ');
