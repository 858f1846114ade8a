/** What a stored event is read from, where `events` is `e`. */
export const EVENT_COLUMNS = 'e.seq, e.at, e.kind, e.subject, e.channel, e.payload, e.origin, e.evidence_digest, e.previous_hash, e.hash';
