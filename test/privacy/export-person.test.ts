import { exportPerson } from '../../lib/privacy';
import { verifyLedger } from '../../lib/ledger/verify';
import type { Change, ComplianceStore } from '../../lib/store/port';
import type { StoreBackend, StorePlace } from '../support/store-backend';
import { ANNA, answer, BEN, BRAND, consent, day, decision, erase, isoDay, lift, optOut, ORIGIN, policy, reserve } from '../support/store-changes';
import { describePostgres, postgresPlace } from '../support/store-postgres';
import { sqlitePlace } from '../support/store-sqlite';

function describeExport(backend: StoreBackend): void {
	let place: StorePlace;
	let store: ComplianceStore;
	beforeEach(async () => {
		place = await backend();
		store = await place.open();
	});
	afterEach(() => place.remove());

	const record = async (number: number, ...changes: Change[]) => await store.record(BRAND, changes, ORIGIN, day(number));
	const life = async () => {
		await record(1, policy('p1'), consent({ wordingVersion: 'v1', timeZone: 'Europe/Paris', jurisdiction: 'FR', evidence: { page: '/join' } }), consent({ contact: BEN, evidence: { page: '/ben' } }));
		await record(2, optOut({ evidence: { text: 'STOP' } }), optOut({ reason: 'staff_dnd', classes: ['marketing'], channel: 'call', evidence: { note: 'asked' } }), optOut({ reason: 'unreachable', until: isoDay(3) }));
		await record(3, lift('s5', { by: 'staff', evidence: { note: 'changed mind' } }), reserve(), decision({ codes: ['OPTED_OUT', 'CONSENT_PROVEN'], policyVersion: 'p1', verdict: 'suppress' }), decision({ codes: ['NOT_SUPPRESSED'], policyVersion: 'built-in-4' }), decision({ contact: BEN, codes: ['LANDLINE'] }));
		await record(4, answer());
	};

	it('tells everything, each thing with its event and its proof', async () => {
		await life();
		const person = await exportPerson(store, BRAND, ANNA, day(4));
		expect(person).toMatchObject({ format: 'messaging-compliance/person', version: 1, brand: BRAND, at: isoDay(4), contact: ANNA, onRecord: 'present', place: { timeZone: 'Europe/Paris', jurisdiction: 'FR' } });
		expect(person.consents).toMatchObject([{ channel: 'sms', messageClass: 'marketing', state: 'granted', wordingVersion: 'v1', ref: 'acme:2', evidence: { page: '/join' } }]);
		expect(person.suppressions.inForce).toMatchObject([{ reason: 'opt_out_keyword', meaning: 'Opt-out by reply', ref: 'acme:4', evidence: { text: 'STOP' } }]);
		expect(person.suppressions.ended).toMatchObject([{ reason: 'unreachable', until: isoDay(3), ref: 'acme:6' }]);
		expect(person.suppressions.lifted).toEqual([{ ref: 'acme:7', at: isoDay(3), id: 's5', reason: 'staff_dnd', channel: 'call', by: 'staff', evidence: { note: 'changed mind' } }]);
		expect(person.answers).toMatchObject([{ to: 'opt_out' }]);
		expect(person.history.map(({ kind, ref }) => [kind, ref])).toEqual([
			['consent', 'acme:2'], ['suppress', 'acme:4'], ['suppress', 'acme:5'], ['suppress', 'acme:6'], ['lift', 'acme:7'], ['reserve', 'acme:8'], ['decision', 'acme:9/0'], ['decision', 'acme:9/1'], ['answer', 'acme:10'],
		]);
		expect(person.policies).toEqual([{ version: 'p1', ref: 'acme:1', since: isoDay(1) }, { version: 'built-in-4', ref: null, since: null }]);
		expect(person.reasons).toEqual({
			OPTED_OUT: { text: expect.any(String), remedy: expect.any(String) },
			CONSENT_PROVEN: { text: 'A consent with all required evidence is on record.', remedy: '' },
			NOT_SUPPRESSED: { text: expect.any(String), remedy: '' },
		});
		expect(person.head).toEqual(await store.head(BRAND));
		expect(await verifyLedger(store, BRAND, { notedHead: person.head ?? undefined })).toMatchObject({ ok: true });
	});

	it('says on which channels what is stopped', async () => {
		await record(1, optOut(), optOut({ reason: 'staff_dnd', channel: 'call', classes: ['marketing', 'informational', 'transactional', 'emergency'] }));
		expect((await exportPerson(store, BRAND, ANNA, day(2))).dnd).toEqual([
			{ channel: 'sms', status: 'partial', stopped: ['marketing', 'informational', 'transactional'], says: 'Stopped: marketing, informational, transactional. All others are not.' },
			{ channel: 'call', status: 'on', stopped: ['marketing', 'informational', 'transactional', 'emergency'], says: 'All messages are stopped.' },
			{ channel: 'whatsapp', status: 'off', stopped: [], says: 'No messages are stopped.' },
		]);
	});

	it('is plain JSON and tells nothing of anybody else', async () => {
		await life();
		const person = await exportPerson(store, BRAND, ANNA, day(4));
		expect(JSON.parse(JSON.stringify(person))).toEqual(person);
		expect(JSON.stringify(person)).not.toMatch(/\/ben|15551230002/);
		expect((await exportPerson(store, 'other', ANNA, day(4))).history).toEqual([]);
	});

	it('says that nothing is on record about somebody never seen', async () => {
		const person = await exportPerson(store, BRAND, ANNA, day(1));
		expect(person).toMatchObject({ onRecord: 'nothing', says: 'Nothing is on record about this address for this brand.', contact: ANNA, place: {}, consents: [], suppressions: { inForce: [], ended: [], lifted: [] }, history: [], policies: [], head: null });
	});

	it('tells what remains of somebody who was erased, and of whoever came back', async () => {
		await life();
		await record(5, erase({ evidence: { note: 'letter' } }));
		const erased = await exportPerson(store, BRAND, ANNA, day(6));
		expect(erased).toMatchObject({ onRecord: 'erased', place: {}, consents: [], suppressions: { inForce: [{ reason: 'opt_out_keyword' }] }, answers: [] });
		expect(erased.history.flatMap(({ evidence }) => evidence ?? [])).toEqual([{ note: 'letter' }]);
		expect(erased.history.find(({ ref }) => ref === 'acme:2')?.evidenceDigest).toMatch(/^[0-9a-f]{64}$/);
		await record(7, decision());
		expect((await exportPerson(store, BRAND, ANNA, day(7))).onRecord).toBe('erased');
		await record(8, consent({ source: 'import' }));
		expect(await exportPerson(store, BRAND, ANNA, day(8))).toMatchObject({ onRecord: 'present', consents: [{ source: 'import' }] });
	});
}

describe('the document about a person', () => describeExport(sqlitePlace));
describePostgres('the document about a person, out of PostgreSQL', () => describeExport(postgresPlace));
