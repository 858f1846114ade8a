import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ComplianceError } from '../../model/errors';
import { keyLost, tooNew } from '../explain';
import type { Connections } from './connections';
import { hasSqlState } from './errors';
import { SCHEMA_1 } from './schema-1';
import { SCHEMA_2 } from './schema-2';
import { inSchema, type Session, type Statement, statementsIn } from './statement';

/** Each takes the schema from its index to the next number. Released ones are never edited. */
const MIGRATIONS: readonly string[] = [SCHEMA_1, SCHEMA_2];

/** The schema this code writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Tells our tables from those of other programs. */
const APPLICATION = 'n8n-nodes-messaging-compliance';
/** In its place while a store is on its way here. Versions of the package that do not know it take it for another program, and refuse it as well. */
const APPLICATION_TO_COME = `${APPLICATION}, being moved here`;
const KEY_BYTES = 32;

/** One row: whose tables these are, the number of their schema, and the key of the subjects. Whoever changes the schema holds it. */
const META = `CREATE TABLE @meta (
	application TEXT NOT NULL,
	schema_version INTEGER NOT NULL,
	subject_key BYTEA NOT NULL
)`;

const TABLES = [META, ...MIGRATIONS].flatMap((sql) => [...sql.matchAll(/CREATE TABLE @(\w+)/g)].map(([, name]) => name));

/** Somebody else is creating the same at the same time; 23505 is what the server's own tables say to it. */
const ALREADY_THERE = ['23505', '42P06', '42P07', '42710'];
const NO_SUCH_COLUMN = ['42703'];
const MOST_ROUNDS = 20;

/**
 * Makes sure that the schema is there and up to date. Several processes may do so at the same time; where everything is there no right to create
 * anything is needed.
 *
 * @returns the random key that subjects are hashed with.
 * @throws ComplianceError `STORE_NOT_OURS`, `STORE_TOO_NEW` or `STORE_CORRUPT`.
 */
export async function prepareSchema(connections: Connections, schema: string): Promise<Uint8Array> {
	const migrations = new Migrations(schema);
	for (let round = 1; ; round++) {
		try {
			const meta = await connections.read((session) => migrations.identify(session));
			if (meta?.schema_version === SCHEMA_VERSION) return await connections.read((session) => migrations.key(session));
			await connections.write((session) => (meta === undefined ? migrations.create(session) : migrations.migrate(session)));
		} catch (error) {
			if (!isAlreadyThere(error)) throw error;
			if (round >= MOST_ROUNDS) throw nameTaken();
			await sleep(Math.random() * 100);
		}
	}
}

/** Keeps a schema for a store that is to come under the key of another one: until then everybody who opens it is refused. Runs inside a transaction of the caller. */
export async function keepPlace(session: Session, schema: string, subjectKey: Uint8Array): Promise<void> {
	await new Migrations(schema).create(session, subjectKey, APPLICATION_TO_COME);
}

/** Makes the store in the place kept for it, with everything in it but rows. Runs inside a transaction of the caller. */
export async function createStore(session: Session, schema: string): Promise<void> {
	const migrations = new Migrations(schema);
	await migrations.arrive(session);
	await migrations.migrate(session);
}

/** The key of the store that a schema holds, or is kept for; undefined where it is neither. @throws ComplianceError as `prepareSchema`. */
export async function subjectKeyIn(session: Session, schema: string): Promise<{ subjectKey: Uint8Array; isToCome: boolean } | undefined> {
	const migrations = new Migrations(schema);
	const meta = await migrations.find(session);
	return meta && { subjectKey: await migrations.key(session), isToCome: meta.application === APPLICATION_TO_COME };
}

/** Makes sure that a schema holds a store that this code can read, and leaves it as it is. @throws ComplianceError as `prepareSchema`. */
export async function requireStore(session: Session, schema: string): Promise<void> {
	const meta = await new Migrations(schema).identify(session);
	if (meta === undefined) throw new ComplianceError('STORE_NOT_OURS', 'There is no compliance store in the schema given.', 'Name the database and the schema that the store is in.');
}

/** Whether a statement failed because somebody else has made what it makes. */
export function isAlreadyThere(error: unknown): boolean {
	return hasSqlState(error, ALREADY_THERE);
}

interface MetaRow {
	application: string;
	schema_version: number;
}

class Migrations {
	private readonly findTables: Statement;
	private readonly findSchema: Statement;
	private readonly getMeta: Statement;
	private readonly getKey: Statement;
	private readonly lockMeta: Statement;
	private readonly addMeta: Statement;
	private readonly setVersion: Statement;
	private readonly setApplication: Statement;

	constructor(private readonly schema: string) {
		const statement = statementsIn(schema);
		this.findTables = statement('find_tables', 'SELECT c.relname::text AS name FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname::text = ANY($2::text[])');
		this.findSchema = statement('find_schema', 'SELECT nspname::text AS name FROM pg_catalog.pg_namespace WHERE nspname = $1');
		this.getMeta = statement('get_meta', 'SELECT application, schema_version FROM @meta');
		this.getKey = statement('get_key', 'SELECT subject_key FROM @meta');
		this.lockMeta = statement('lock_meta', 'SELECT schema_version FROM @meta FOR UPDATE');
		this.addMeta = statement('add_meta', 'INSERT INTO @meta (application, schema_version, subject_key) VALUES ($1, 0, $2)');
		this.setApplication = statement('set_application', 'UPDATE @meta SET application = $1');
		this.setVersion = statement('set_version', 'UPDATE @meta SET schema_version = $1');
	}

	/** @returns undefined where there is nothing yet. */
	async identify(session: Session): Promise<MetaRow | undefined> {
		const meta = await this.find(session);
		if (meta?.application === APPLICATION_TO_COME) throw toCome();
		return meta;
	}

	/** As `identify`, for whoever moves a store here: also finds the place that is kept for one. */
	async find(session: Session): Promise<MetaRow | undefined> {
		const tables = await session.rows<{ name: string }>(this.findTables, [this.schema, TABLES]);
		if (tables.length === 0) return undefined;
		if (!tables.some(({ name }) => name === 'meta')) throw notOurs();
		const rows = await session.rows<MetaRow>(this.getMeta).catch((error: unknown) => {
			throw hasSqlState(error, NO_SUCH_COLUMN) ? notOurs() : error;
		});
		const [row] = rows;
		if (row === undefined || rows.length > 1 || ![APPLICATION, APPLICATION_TO_COME].includes(row.application)) throw notOurs();
		if (row.schema_version > SCHEMA_VERSION) throw tooNew(row.schema_version, SCHEMA_VERSION);
		return row;
	}

	/** The key that subjects are hashed with; asked for apart, because whoever only verifies has no business with it. */
	async key(session: Session): Promise<Uint8Array> {
		const [row] = await session.rows<{ subject_key: Uint8Array | null }>(this.getKey);
		const key = row?.subject_key;
		if (key instanceof Uint8Array && key.length === KEY_BYTES) return key;
		throw keyLost();
	}

	/** The table that says whose schema it is comes into being together with its row. */
	async create(session: Session, subjectKey: Uint8Array = randomBytes(KEY_BYTES), application = APPLICATION): Promise<void> {
		const schemas = await session.rows(this.findSchema, [this.schema]);
		// Asking for it only where it is missing needs no right to create one where somebody else did.
		if (schemas.length === 0) await session.exec(`CREATE SCHEMA "${this.schema}"`);
		await session.exec(inSchema(this.schema, META));
		await session.run(this.addMeta, [application, subjectKey]);
	}

	async arrive(session: Session): Promise<void> {
		await session.run(this.setApplication, [APPLICATION]);
	}

	/** Runs what is missing, once: whoever comes second waits for the row and finds nothing left to do. */
	async migrate(session: Session): Promise<void> {
		const [row] = await session.rows<Pick<MetaRow, 'schema_version'>>(this.lockMeta);
		const missing = MIGRATIONS.slice(row?.schema_version ?? SCHEMA_VERSION);
		for (const sql of missing) await session.exec(inSchema(this.schema, sql));
		if (missing.length > 0) await session.run(this.setVersion, [SCHEMA_VERSION]);
	}
}

/** Everybody else would have finished by now. Another schema would be a store without any opt-outs, so it is not what to advise. */
function nameTaken(): ComplianceError {
	return new ComplianceError(
		'STORE_NOT_OURS',
		'A table of another program has the name of one that the compliance store needs, in the same schema.',
		'Rename that table or move it to another schema; the page about PostgreSQL lists our names. Then open the store again. It stayed as it was.',
	);
}

function toCome(): ComplianceError {
	return new ComplianceError('STORE_UNAVAILABLE', 'A compliance store is being moved to this place from its file. Until that is done nobody gets an answer, and nothing is sent.', 'Wait for the move, or run the same command again: it goes on, and with --undo it brings the old store back.');
}

function notOurs(): ComplianceError {
	return new ComplianceError('STORE_NOT_OURS', 'The schema given for the compliance store holds tables of another program.', 'Name another schema, or a new one, which is then created.');
}
