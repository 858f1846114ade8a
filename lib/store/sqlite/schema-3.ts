/**
 * The third schema: permissions for automatic answers, readers of the feed, codes that nobody knows, and which suppressions wait for a person.
 *
 * A reader holds its lease from `leased_at` for `lease_ms`; without an owner nobody holds it. The index has an entry for each waiting reply and
 * for nothing else.
 */
export const SCHEMA_3 = `
CREATE TABLE answers (
	subject TEXT NOT NULL,
	seq INTEGER NOT NULL,
	brand_id INTEGER NOT NULL REFERENCES brands (id),
	at INTEGER NOT NULL,
	record TEXT NOT NULL,
	PRIMARY KEY (subject, seq)
) WITHOUT ROWID;

CREATE TABLE feed_readers (
	brand_id INTEGER NOT NULL REFERENCES brands (id),
	name TEXT NOT NULL,
	owner TEXT,
	leased_at INTEGER NOT NULL,
	lease_ms INTEGER NOT NULL,
	after_seq INTEGER NOT NULL,
	attempts INTEGER NOT NULL,
	PRIMARY KEY (brand_id, name)
) WITHOUT ROWID;

CREATE TABLE unknown_codes (
	brand_id INTEGER NOT NULL REFERENCES brands (id),
	provider TEXT NOT NULL,
	code TEXT NOT NULL,
	count INTEGER NOT NULL,
	first_at INTEGER NOT NULL,
	last_at INTEGER NOT NULL,
	PRIMARY KEY (brand_id, provider, code)
) WITHOUT ROWID;

CREATE INDEX waiting_replies ON suppressions (brand_id, seq) WHERE json_extract(record, '$.reason') = 'review_hold';
`;
