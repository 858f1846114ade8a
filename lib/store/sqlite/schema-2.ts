/**
 * The second schema: the place of a contact, and which events hold policies.
 *
 * A row of `policies` stands for an event that put a policy on record for the first time or into force; the document
 * itself is in the event, where it can't be changed unnoticed.
 */
export const SCHEMA_2 = `
ALTER TABLE subjects ADD COLUMN jurisdiction TEXT;

CREATE TABLE policies (
	brand_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	version TEXT NOT NULL,
	in_force INTEGER NOT NULL,
	PRIMARY KEY (brand_id, seq),
	FOREIGN KEY (brand_id, seq) REFERENCES events (brand_id, seq)
) WITHOUT ROWID;
`;
