/**
 * The second schema: sends granted to contacts, which caps count.
 *
 * The key has the instant before the number, because a cap counts from an instant on. The index is for throwing away what no cap counts any more; it
 * grows at its end only.
 */
export const SCHEMA_2 = `
CREATE TABLE @reservations (
	subject BYTEA NOT NULL,
	at BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	brand_id INTEGER NOT NULL,
	channel TEXT NOT NULL,
	message_class TEXT NOT NULL,
	PRIMARY KEY (subject, at, seq)
);

CREATE INDEX reservations_by_age ON @reservations (brand_id, at);
`;
