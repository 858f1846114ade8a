import type { Answer } from '../../model/answer';
import type { ConsentRecord } from '../../model/consent';
import type { BatchNeeds } from '../batch-needs';
import { chunks } from '../chunks';
import { ContactStates } from '../contact-states';
import { FoundFacts } from '../found-facts';
import type { FactPart } from '../port';
import type { StoredSuppression } from '../suppression-state';
import { textBytesArray } from './arrays';
import type { MakeStatement, Session, Statement } from './statement';

type ConsentRow = [subject: string, effective: number, seq: number, record: ConsentRecord];
type SuppressionRow = [subject: string, seq: number, until: number | null, record: StoredSuppression['record']];
type AnswerRow = [subject: string, seq: number, at: number, record: Answer];
type ReservationRow = [subject: string, at: number, channel: string, messageClass: string];
type PlaceRow = [subject: string, timeZone: string | null, jurisdiction: string | null];
type KeyRow = [key: string, seq: number];

/** Lists of rows as JSON, by what they are of. */
type Lists = Record<'consents' | 'suppressions' | 'answers' | 'reservations' | 'places' | 'keys', string>;

/** What the recording of changes has to know. */
export interface KnownBefore {
	/** The schema as it is now. */
	version: number;
	/** All current consents, suppressions that were not lifted, answers, and sends that caps count, of those it is about. */
	states: ContactStates;
	/** Numbers of the events recorded under the keys that were asked for. */
	keys: Map<string, number>;
}

/**
 * All rows of some subjects as one JSON text, made by joining texts: for the server that is no more work than sending the rows, and the driver
 * does not make an object for each. @param subjects the number of the parameter that holds them.
 */
const list = (subjects: number, columns: string, order: string, rest: string): string =>
	`(SELECT '[' || coalesce(string_agg('["' || encode(t.subject, 'escape') || '",' || ${columns} || ']', ',' ORDER BY ${order}), '') || ']'
	FROM ${rest.replace('?', `t.subject = ANY($${subjects}::bytea[])`)})`;
const consents = (subjects: number): string => list(subjects, "t.effective::text || ',' || t.seq::text || ',' || t.record", 't.scope', '@consents AS t WHERE ?');
const suppressions = (subjects: number): string => list(subjects, "t.seq::text || ',' || coalesce(t.until::text, 'null') || ',' || t.record", 't.seq', '@suppressions AS t WHERE ?');
const answers = (subjects: number): string => list(subjects, "t.seq::text || ',' || t.at::text || ',' || t.record", 't.seq', '@answers AS t WHERE ?');
const reservations = (subjects: number, since: number): string =>
	list(subjects, "t.at::text || ',\"' || t.channel || '\",\"' || t.message_class || '\"'", 't.at', `@reservations AS t WHERE ? AND t.at >= $${since}::bigint`);
const quoted = (column: string): string => `coalesce('"' || ${column} || '"', 'null')`;
const places = (subjects: number): string =>
	list(subjects, `${quoted('t.time_zone')} || ',' || ${quoted('t.jurisdiction')}`, 't.subject', '@subjects AS t WHERE ? AND (t.time_zone IS NOT NULL OR t.jurisdiction IS NOT NULL)');

/** Reads consents, suppressions, answers and places of many subjects at a time. A subject belongs to one brand. */
export class ContactReader {
	private readonly getKnown: Statement;
	private readonly getKnownWithSends: Statement;
	private readonly getFacts = new Map<string, Statement>();

	constructor(private readonly statement: MakeStatement) {
		const known = `SELECT (SELECT schema_version FROM @meta) AS version, ${consents(1)} AS consents, ${suppressions(2)} AS suppressions, ${answers(3)} AS answers,
			(SELECT '[' || coalesce(string_agg('["' || encode(t.key, 'escape') || '",' || t.seq::text || ']', ','), '') || ']'
			FROM @change_keys AS t WHERE t.brand_id = $4 AND t.key = ANY($5::bytea[])) AS keys`;
		this.getKnown = statement('known', known);
		// Apart, so that opt-outs are recorded where nobody has granted the right to the table that came later.
		this.getKnownWithSends = statement('known_with_sends', `${known}, ${reservations(6, 7)} AS reservations`);
	}

	/** @param keys hashed. */
	async known(session: Session, brandId: number, needs: BatchNeeds, keys: readonly string[]): Promise<KnownBefore> {
		const parameters = [needs.consents, needs.suppressions, needs.answers].map((subjects) => textBytesArray([...subjects]));
		const [statement, counted] = Number.isFinite(needs.reservedSince) ? [this.getKnownWithSends, [textBytesArray([...needs.reservations]), needs.reservedSince]] : [this.getKnown, []];
		const [row] = await session.rows<Partial<Lists> & { version: number }>(statement, [...parameters, brandId, textBytesArray(keys), ...counted]);
		const states = new ContactStates();
		for (const [subject, effective, seq, record] of rowsOf<ConsentRow>(row?.consents)) {
			const { channel, messageClass } = record;
			states.loadConsent({ subject, channel, messageClass, effective, seq, record });
		}
		for (const found of rowsOf<SuppressionRow>(row?.suppressions)) states.loadSuppression(storedSuppression(found));
		for (const [subject, seq, at, record] of rowsOf<AnswerRow>(row?.answers)) states.answers.load({ subject, seq, at, record });
		for (const [subject, at, channel, messageClass] of rowsOf<ReservationRow>(row?.reservations)) states.reservations.load({ subject, at, channel, messageClass });
		return { version: row?.version ?? 0, states, keys: new Map(rowsOf<KeyRow>(row?.keys)) };
	}

	/**
	 * What the gates see. All there is about a contact is of one instant.
	 *
	 * @param at milliseconds; decides which suppressions have ended, and which answers are of interest.
	 */
	async facts(session: Session, brand: string, subjects: Iterable<string>, at: number, parts: readonly FactPart[]): Promise<FoundFacts> {
		const facts = new FoundFacts(brand, at, parts);
		const statement = this.factStatement(parts);
		if (statement === undefined) return facts;
		for (const chunk of chunks(subjects)) {
			const [row] = await session.rows<Partial<Lists>>(statement, [textBytesArray(chunk)]);
			for (const [subject, , seq, record] of rowsOf<ConsentRow>(row?.consents)) facts.addConsent(subject, seq, record);
			for (const [subject, timeZone, jurisdiction] of rowsOf<PlaceRow>(row?.places)) facts.addPlace(subject, timeZone, jurisdiction);
			for (const found of rowsOf<SuppressionRow>(row?.suppressions)) facts.addSuppression(storedSuppression(found));
			for (const [subject, , granted, record] of rowsOf<AnswerRow>(row?.answers)) facts.addAnswer(subject, granted, record);
		}
		return facts;
	}

	/** One statement for all parts, so that they are read at once; undefined for none. */
	private factStatement(parts: readonly FactPart[]): Statement | undefined {
		const lists = [
			parts.includes('consents') && `${consents(1)} AS consents`,
			(parts.includes('suppressions') || parts.includes('ended')) && `${suppressions(1)} AS suppressions`,
			parts.includes('answers') && `${answers(1)} AS answers`,
			parts.includes('place') && `${places(1)} AS places`,
		];
		if (!lists.some(Boolean)) return undefined;
		const name = `facts_${lists.map((one) => (one ? 1 : 0)).join('')}`;
		const known = this.getFacts.get(name) ?? this.statement(name, `SELECT ${lists.filter(Boolean).join(', ')}`);
		this.getFacts.set(name, known);
		return known;
	}
}

function rowsOf<Row>(found: string | undefined): Row[] {
	return found === undefined ? [] : (JSON.parse(found) as Row[]);
}

function storedSuppression([subject, seq, until, record]: SuppressionRow): StoredSuppression {
	return { subject, seq, until: until ?? undefined, record };
}
