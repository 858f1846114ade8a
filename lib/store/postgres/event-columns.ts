/** What a stored event is read from, where `events` is `e`. */
export const EVENT_COLUMNS = `e.seq, e.at, e.kind, encode(e.subject, 'escape') AS subject, e.channel, e.payload, e.origin,
	encode(e.evidence_digest, 'hex') AS evidence_digest, encode(e.previous_hash, 'hex') AS previous_hash, encode(e.hash, 'hex') AS hash`;
