import fc from 'fast-check';
import { DEFAULT_POLICY, parsePolicy } from '../../lib/model/policy';
import { asDocument, loadPolicy, nodePolicy, onRecord } from '../../lib/n8n/node-policy';
import { versionedPolicy } from '../../lib/n8n/policy-version';
import { readStoredPolicy } from '../../lib/n8n/stored-policy';
import type { ComplianceStore, StoredPolicy } from '../../lib/store/port';
import { BRAND, day, ORIGIN } from '../support/store-changes';
import { sqlitePlace } from '../support/store-sqlite';

const EVENING = { days: ['mon'], start: '17:00', end: '19:00' };
const OFFICE = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '09:00', end: '17:00' };
const brand = versionedPolicy('acme', { consent: { maxAgeDays: 90 }, quietHours: { windows: [OFFICE], closedDates: ['2026-12-24'], unknownZone: 'America/New_York' } });

describe('the policy of a node', () => {
	it('is the brand\'s own where the node sets nothing', () => {
		expect(nodePolicy(brand, {})).toBe(brand);
	});

	it('narrows the hours, adds closed dates and replaces the rest', () => {
		const { quietHours, consent } = nodePolicy(brand, { quietHours: { windows: [EVENING], closedDates: ['2026-12-25', '2026-12-24'], unknownZone: 'strictest' } });
		expect(quietHours).toEqual({ ...brand.quietHours, stepWindows: [EVENING], closedDates: ['2026-12-24', '2026-12-25'], unknownZone: 'strictest' });
		expect(consent).toEqual(brand.consent);
		expect(nodePolicy(brand, { consent: { requiredEvidence: ['source'] } }).consent).toEqual({ ...brand.consent, requiredEvidence: ['source'] });
	});

	it('is named after the brand\'s policy and after what it says', () => {
		const versionOf = (settings: Record<string, unknown>) => nodePolicy(brand, settings).version;
		const version = versionOf({ quietHours: { windows: [EVENING], unknownZone: 'review' } });
		expect(version).toMatch(/^acme\.[0-9a-f]{8}\+node\.[0-9a-f]{8}$/);
		expect(versionOf({ quietHours: { unknownZone: 'review', windows: [{ end: '19:00', start: '17:00', days: ['mon'] }] } })).toBe(version);
		expect(versionOf({ quietHours: { unknownZone: 'review', windows: [{ ...EVENING, end: '19:01' }] } })).not.toBe(version);
		expect(nodePolicy(DEFAULT_POLICY, { consent: { maxAgeDays: 5 } }).version).toMatch(/^built-in-\d+\+node\.[0-9a-f]{8}$/);
	});

	it('is refused, naming the setting, where it makes no sense', () => {
		for (const [settings, field] of [
			[{ quietHours: { windows: 'always' } }, 'quietHours.stepWindows'],
			[{ quietHours: { closedDates: 'tomorrow' } }, 'quietHours.closedDates'],
			[{ quietHours: { closedDates: ['tomorrow'] } }, 'quietHours.closedDates'],
			[{ consent: 5 }, 'consent'],
			[{ hours: {} }, 'hours'],
		] as const) {
			expect(() => nodePolicy(brand, settings)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining(field) }));
		}
	});

	it('never loses a closed date or the hours of the brand, whatever the node sets', () => {
		const date = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((value) => value.toISOString().slice(0, 10));
		fc.assert(
			fc.property(fc.array(date, { maxLength: 4 }), fc.array(date, { maxLength: 4 }), fc.array(fc.constantFrom(EVENING, OFFICE), { maxLength: 2 }), (ofBrand, ofNode, windows) => {
				const base = parsePolicy({ quietHours: { windows: [OFFICE], closedDates: ofBrand } });
				const { quietHours } = nodePolicy(base, { quietHours: { closedDates: ofNode, windows } });
				expect(quietHours.closedDates).toEqual(expect.arrayContaining([...ofBrand, ...ofNode]));
				expect([quietHours.windows, quietHours.stepWindows]).toEqual([[OFFICE], windows]);
			}),
		);
	});
});

describe('the version of a policy', () => {
	it('is the same however much of the policy was written out, and in whatever order', () => {
		const { version, ...whole } = asDocument(brand);
		const backwards = Object.fromEntries(Object.entries(whole).reverse());
		expect(versionedPolicy('acme', backwards).version).toBe(version);
		expect(versionedPolicy('acme', { ...whole, version: 'anything' }).version).toBe(version);
	});

	it('differs for every other policy', () => {
		const others = [{}, { consent: { maxAgeDays: 1 } }, { consent: { maxAgeDays: 2 } }, { optOut: { scope: 'marketing' } }, { quietHours: { closedDates: ['2026-12-25'] } }];
		expect(new Set(others.map((input) => versionedPolicy('p', input).version)).size).toBe(others.length);
	});
});

describe('the policy on record', () => {
	const stored = (policy: object): Pick<StoredPolicy, 'policy' | 'version'> => ({ version: 'acme.1', policy: { version: 'acme.1', ...policy } as StoredPolicy['policy'] });

	it('is the built-in one until the brand sets its own, and then exactly that', async () => {
		const place = await sqlitePlace();
		const store = await place.open();
		expect(await loadPolicy({ store, brand: BRAND })).toBe(DEFAULT_POLICY);
		await store.record(BRAND, [{ kind: 'policy', version: brand.version, policy: asDocument(brand), inForce: true }], ORIGIN, day(1));
		expect(await loadPolicy({ store, brand: BRAND })).toEqual(brand);
		expect(await loadPolicy({ store, brand: 'other' })).toBe(DEFAULT_POLICY);
		await place.remove();
	});

	it('has another version where the package has completed it since, so that both can be told apart', () => {
		const { version: _, ...whole } = asDocument(brand);
		expect(readStoredPolicy(stored(whole)).version).toBe('acme.1');
		const { optOut: __, ...partial } = whole;
		const completed = readStoredPolicy(stored(partial));
		expect(completed).toEqual({ ...brand, version: completed.version });
		expect(completed.version).toMatch(/^acme\.1\.[0-9a-f]{8}$/);
	});

	it('that this version of the package cannot read stops everything, and says which field', () => {
		expect(() => readStoredPolicy(stored({ quietHours: { windows: 'any' } }))).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('quietHours.windows'), remedy: expect.stringContaining('Compliance Registry') }));
		expect(() => readStoredPolicy(stored({ newRule: true }))).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
	});

	it.each([null, 'policy', {}, { version: 'v1', policy: null }, { version: 'v1' }, { policy: {} }, { version: 'v1', policy: { version: 'v1', consent: 1 } }])('lets nobody through where the store answers %j', async (answer) => {
		const store = { readPolicy: async () => await Promise.resolve(answer) } as unknown as ComplianceStore;
		await expect(loadPolicy({ store, brand: BRAND })).rejects.toThrow();
	});

	it('can be put there once by whoever decides under it', async () => {
		const place = await sqlitePlace();
		const store = await place.open();
		const own = nodePolicy(DEFAULT_POLICY, { consent: { maxAgeDays: 30 } });
		for (const policy of [own, DEFAULT_POLICY, own]) await store.record(BRAND, [onRecord(policy)], ORIGIN, day(1));
		expect((await store.policies(BRAND)).map(({ version, policy }) => [version, policy])).toEqual([own, DEFAULT_POLICY].map((policy) => [policy.version, asDocument(policy)]));
		expect(await store.readPolicy(BRAND)).toBeUndefined();
		await place.remove();
	});
});
