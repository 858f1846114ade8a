/**
 * The first schema. Instants are milliseconds since 1970, objects are canonical JSON.
 *
 * `brands` holds the head of each chain. `subjects` is the only table that maps a subject back to an
 * address; it and `evidence` can lose rows when a person is erased, `events` can't.
 *
 * The index on events is cut into runs of 16,384 events: subjects are random, and in one big index every
 * event would touch a page of its own. A reader asks each run, which takes microseconds a run. `decided` tells
 * which events may hold decisions about a subject: the first letters of all subjects, one text for each event. Looking
 * through it costs a fifth of looking through the events; an index row for each decision cost more than recording it.
 */
export const SCHEMA_1 = `
CREATE TABLE meta (
	name TEXT PRIMARY KEY,
	value BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE brands (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	seq INTEGER NOT NULL DEFAULT 0,
	hash BLOB NOT NULL
);

CREATE TABLE events (
	brand_id INTEGER NOT NULL REFERENCES brands (id),
	seq INTEGER NOT NULL,
	at INTEGER NOT NULL,
	kind TEXT NOT NULL,
	subject TEXT,
	channel TEXT,
	payload TEXT NOT NULL,
	origin TEXT NOT NULL,
	evidence_digest BLOB,
	previous_hash BLOB NOT NULL,
	hash BLOB NOT NULL,
	PRIMARY KEY (brand_id, seq)
) WITHOUT ROWID;

CREATE INDEX events_by_subject ON events (brand_id, seq >> 14, substr(subject, 1, 6));

CREATE TABLE decided (
	brand_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	prefixes TEXT NOT NULL,
	PRIMARY KEY (brand_id, seq)
) WITHOUT ROWID;

CREATE TRIGGER events_keep_rows BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER events_keep_values BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TABLE evidence (
	brand_id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	salt TEXT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (brand_id, seq),
	FOREIGN KEY (brand_id, seq) REFERENCES events (brand_id, seq)
) WITHOUT ROWID;

CREATE TABLE change_keys (
	brand_id INTEGER NOT NULL REFERENCES brands (id),
	key TEXT NOT NULL,
	seq INTEGER NOT NULL,
	PRIMARY KEY (brand_id, key)
) WITHOUT ROWID;

CREATE TABLE subjects (
	subject TEXT PRIMARY KEY,
	brand_id INTEGER NOT NULL REFERENCES brands (id),
	kind TEXT NOT NULL,
	address TEXT NOT NULL,
	time_zone TEXT
) WITHOUT ROWID;

CREATE TABLE consents (
	subject TEXT NOT NULL,
	channel TEXT NOT NULL,
	message_class TEXT NOT NULL,
	brand_id INTEGER NOT NULL REFERENCES brands (id),
	effective INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	record TEXT NOT NULL,
	PRIMARY KEY (subject, channel, message_class)
) WITHOUT ROWID;

CREATE TABLE suppressions (
	subject TEXT NOT NULL,
	seq INTEGER NOT NULL,
	brand_id INTEGER NOT NULL REFERENCES brands (id),
	until INTEGER,
	record TEXT NOT NULL,
	PRIMARY KEY (subject, seq)
) WITHOUT ROWID;
`;
