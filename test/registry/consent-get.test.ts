import type { IDataObject } from 'n8n-workflow';
import { CONSENT_PACK } from '../../lib/packs/consent';
import { ComplianceRegistry } from '../../nodes/ComplianceRegistry/ComplianceRegistry.node';
import { granted, newStore, phone, resultsOf, runConserved, type TestStore } from '../nodes/support';

const get = async (store: TestStore, items: IDataObject[], parameters: IDataObject = {}) =>
	resultsOf(await runConserved(ComplianceRegistry, { items: items as never, credentials: store.credentials, parameters: { resource: 'consent', operation: 'get', ...parameters } as never }));

/** Without the rule on opt-outs that begins in 2027, so that the test says the same in later years. */
const rowsOf = (duties: unknown) => (duties as { rows: IDataObject[] }).rows.filter(({ consentType }) => consentType !== 'not_addressed');
const ROWS = new Map(CONSENT_PACK.rows.map((row) => [row.id, row]));

describe('what the registry tells about the rules for a contact', () => {
	it('is every rule of the place of the phone number, with its source', async () => {
		const [texan, german] = await get(newStore(), [{ phone: '+17132345678' }, { phone: '+4915112345678' }]);
		expect(texan?.duties).toMatchObject({ pack: 'consent', packVersion: CONSENT_PACK.version, places: ['US-TX'], optOutDeadline: 'P10BD' });
		const { citation, source, proofRetention, confidence, verified } = ROWS.get('US/1')!;
		expect(rowsOf(texan?.duties)).toEqual([
			expect.objectContaining({ id: 'US-TX/1' }),
			expect.objectContaining({ id: 'US/1', consentType: 'prior_express_written', optOutDeadline: 'P10BD', proofRetention, citation, source, confidence, verified }),
		]);
		expect(german?.duties).toMatchObject({ places: ['DE'], optOutDeadline: 'no_delay', rows: [{ id: 'DE/1', doubleOptIn: 'expected' }, { id: 'EU/1' }] });
	});

	it('fits the channel and class that are asked for', async () => {
		const [call] = await get(newStore(), [{ phone: '+17132345678' }], { channel: 'call' });
		expect(rowsOf(call?.duties).map(({ id }) => id)).toEqual(['US-TX/1', 'US/6', 'US/8']);
		const [transactional] = await get(newStore(), [{ phone: '+17132345678' }], { messageClass: 'transactional' });
		expect(rowsOf(transactional?.duties).map(({ id }) => id)).toEqual(['US/3']);
	});

	it('stands beside what the Consent Check would say', async () => {
		const store = newStore();
		await store.record([granted(phone(1))]);
		const [known] = await get(store, [{ phone: phone(1) }]);
		expect(known?.status).toBe('compliant');
		expect(known?.reasons?.[0]).toMatchObject({ code: 'CONSENT_PROVEN', facts: { rows: ['US/1'] } });
	});

	it('is empty where no rule is known', async () => {
		const [known] = await get(newStore(), [{ phone: '+59171234567' }]);
		expect(known?.duties).toEqual({ pack: 'consent', packVersion: CONSENT_PACK.version, places: ['BO'], rows: [] });
	});
});
