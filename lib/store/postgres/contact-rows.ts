import type { BatchPlan, KnownContact } from '../batch-plan';
import type { StoredConsent } from '../consent-state';
import { bigintArray, textArray, textBytesArray } from './arrays';
import { writeText } from './json-text';
import type { MakeStatement, Session, Statement } from './statement';

/** Where nothing is on record what was said counts (`alone`), otherwise what replaces it. A country leaves one of its regions in place, unless another place came in between. */
const TIME_ZONE = 'CASE WHEN s.time_zone IS NULL THEN u.zone_alone ELSE coalesce(u.zone, s.time_zone) END';
const JURISDICTION = `CASE WHEN s.jurisdiction IS NULL THEN u.place_alone
	WHEN u.has_moved = 0 AND substr(s.jurisdiction, 1, 3) = u.place || '-' THEN s.jurisdiction ELSE coalesce(u.place, s.jurisdiction) END`;

/** Where none is on record a plain insertion will do, which takes two thirds of the time: whoever holds the brand is the only one who writes its consents. */
const CONSENT_ROWS = `INSERT INTO @consents (subject, scope, brand_id, effective, seq, record)
	SELECT u.subject, u.scope, $1::integer, u.effective, u.seq, u.record FROM unnest($2::bytea[], $3::bytea[], $4::bigint[], $5::bigint[], $6::text[]) AS u (subject, scope, effective, seq, record)`;

/** Writes what a batch changes of what is known about contacts. All methods run inside a transaction of the caller, who holds the brand. */
export class ContactRows {
	private readonly moveSubjects: Statement;
	private readonly addSubjects: Statement;
	private readonly addConsents: Statement;
	private readonly putConsents: Statement;
	private readonly addSuppressions: Statement;
	private readonly endSuppressions: Statement;
	private readonly addAnswers: Statement;
	private readonly dropAnswers: Statement;
	private readonly addReservations: Statement;

	constructor(statement: MakeStatement) {
		this.moveSubjects = statement(
			'move_subjects',
			`UPDATE @subjects AS s SET time_zone = ${TIME_ZONE}, jurisdiction = ${JURISDICTION}
			FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[]) AS u (subject, zone, zone_alone, place, place_alone, has_moved)
			WHERE s.subject = u.subject AND (s.time_zone IS DISTINCT FROM ${TIME_ZONE} OR s.jurisdiction IS DISTINCT FROM ${JURISDICTION})`,
		);
		this.addSubjects = statement(
			'add_subjects',
			`INSERT INTO @subjects (subject, brand_id, kind, address, time_zone, jurisdiction)
			SELECT u.subject, $1::integer, u.kind, u.address, u.zone, u.place FROM unnest($2::bytea[], $3::text[], $4::text[], $5::text[], $6::text[]) AS u (subject, kind, address, zone, place)
			ON CONFLICT (subject) DO NOTHING`,
		);
		this.addConsents = statement('add_consents', CONSENT_ROWS);
		this.putConsents = statement('put_consents', `${CONSENT_ROWS} ON CONFLICT (subject, scope) DO UPDATE SET effective = excluded.effective, seq = excluded.seq, record = excluded.record`);
		this.addSuppressions = statement(
			'add_suppressions',
			`INSERT INTO @suppressions (subject, seq, brand_id, reason, until, record)
			SELECT u.subject, u.seq, $1::integer, u.reason, u.until, u.record FROM unnest($2::bytea[], $3::bigint[], $4::text[], $5::bigint[], $6::text[]) AS u (subject, seq, reason, until, record)`,
		);
		this.endSuppressions = statement('end_suppressions', deletion('suppressions'));
		this.addAnswers = statement(
			'add_answers',
			`INSERT INTO @answers (subject, seq, brand_id, at, record)
			SELECT u.subject, u.seq, $1::integer, u.at, u.record FROM unnest($2::bytea[], $3::bigint[], $4::bigint[], $5::text[]) AS u (subject, seq, at, record)`,
		);
		this.addReservations = statement(
			'add_reservations',
			`INSERT INTO @reservations (subject, seq, brand_id, at, channel, message_class)
			SELECT u.subject, u.seq, $1::integer, u.at, u.channel, u.message_class FROM unnest($2::bytea[], $3::bigint[], $4::bigint[], $5::text[], $6::text[]) AS u (subject, seq, at, channel, message_class)`,
		);
		this.dropAnswers = statement('drop_answers', deletion('answers'));
	}

	async write(session: Session, brandId: number, { contacts, states }: BatchPlan): Promise<void> {
		await this.writeSubjects(session, brandId, contacts);
		const { added, replacing, suppressions, ended } = states.changes();
		if (added.length > 0) await session.run(this.addConsents, consentRows(brandId, added));
		if (replacing.length > 0) await session.run(this.putConsents, consentRows(brandId, replacing));
		if (suppressions.length > 0) {
			await session.run(this.addSuppressions, [
				brandId,
				textBytesArray(suppressions.map(({ subject }) => subject)),
				bigintArray(suppressions.map(({ seq }) => seq)),
				textArray(suppressions.map(({ record }) => record.reason)),
				bigintArray(suppressions.map(({ until }) => until)),
				textArray(suppressions.map(({ record }) => JSON.stringify(record))),
			]);
		}
		if (ended.length > 0) await session.run(this.endSuppressions, named(ended));
		const { granted, outdated } = states.answers.changes();
		if (outdated.length > 0) await session.run(this.dropAnswers, named(outdated));
		if (granted.length > 0) {
			await session.run(this.addAnswers, [brandId, ...named(granted), bigintArray(granted.map(({ at }) => at)), textArray(granted.map(({ record }) => JSON.stringify(record)))]);
		}
		const sends = states.reservations.changes();
		if (sends.length > 0) {
			await session.run(this.addReservations, [brandId, ...named(sends), bigintArray(sends.map(({ at }) => at)), textArray(sends.map(({ channel }) => channel)), textArray(sends.map(({ messageClass }) => messageClass))]);
		}
	}

	/** Those who are on record are moved before the others are added, who are where they said. */
	private async writeSubjects(session: Session, brandId: number, contacts: ReadonlyMap<string, KnownContact>): Promise<void> {
		const all = [...contacts].map(([subject, { contact, place }]) => ({ subject, contact, place }));
		const placed = all.filter(({ place }) => place !== undefined);
		if (placed.length > 0) {
			await session.run(this.moveSubjects, [
				textBytesArray(placed.map(({ subject }) => subject)),
				textArray(placed.map(({ place }) => written(place?.replaces.timeZone))),
				textArray(placed.map(({ place }) => written(place?.alone.timeZone))),
				textArray(placed.map(({ place }) => place?.replaces.jurisdiction)),
				textArray(placed.map(({ place }) => place?.alone.jurisdiction)),
				bigintArray(placed.map(({ place }) => (place?.hasMoved === true ? 1 : 0))),
			]);
		}
		if (all.length === 0) return;
		await session.run(this.addSubjects, [
			brandId,
			textBytesArray(all.map(({ subject }) => subject)),
			textArray(all.map(({ contact }) => contact.kind)),
			textArray(all.map(({ contact }) => writeText(String(contact.address)))),
			textArray(all.map(({ place }) => written(place?.alone.timeZone))),
			textArray(all.map(({ place }) => place?.alone.jurisdiction)),
		]);
	}
}

function consentRows(brandId: number, consents: readonly StoredConsent[]): unknown[] {
	return [
		brandId,
		textBytesArray(consents.map(({ subject }) => subject)),
		textBytesArray(consents.map(({ channel, messageClass }) => `${channel} ${messageClass}`)),
		bigintArray(consents.map(({ effective }) => effective)),
		bigintArray(consents.map(({ seq }) => seq)),
		textArray(consents.map(({ record }) => JSON.stringify(record))),
	];
}

function deletion(table: string): string {
	return `DELETE FROM @${table} WHERE (subject, seq) IN (SELECT u.subject, u.seq FROM unnest($1::bytea[], $2::bigint[]) AS u (subject, seq))`;
}

function named(rows: ReadonlyArray<{ subject: string; seq: number }>): [subjects: Buffer, seqs: Buffer] {
	return [textBytesArray(rows.map(({ subject }) => subject)), bigintArray(rows.map(({ seq }) => seq))];
}

function written(text: string | undefined): string | undefined {
	return text === undefined ? undefined : writeText(text);
}
