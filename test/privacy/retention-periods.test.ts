import fc from 'fast-check';
import { decide } from '../../lib/decision';
import type { ContactFacts } from '../../lib/model/facts';
import { DEFAULT_POLICY, parsePolicy } from '../../lib/model/policy';
import { retentionLimits } from '../../lib/privacy';
import type { Change, ComplianceStore, ContactAddress, RetentionLimits } from '../../lib/store/port';
import { BRAND, consent, day, hold, isoDay, lift, optOut, ORIGIN, report } from '../support/store-changes';
import { sqlitePlace } from '../support/store-sqlite';

describe('the periods of a policy', () => {
	it('remove nothing by default but sends that were counted long ago', () => {
		expect(retentionLimits(DEFAULT_POLICY, day(1))).toEqual({ reservations: '2025-01-25T12:00:00.000Z' });
	});

	it('are counted back from now in days of 24 hours, whatever a clock on a wall does', () => {
		const retention = { replyTextDays: 1, consentEvidenceDays: 30, contactDays: 365, reservationDays: 400, unknownCodeDays: 2, feedReaderDays: 31 };
		expect(retentionLimits(parsePolicy({ retention }), new Date('2026-03-30T00:30:00.001Z'))).toEqual({
			replyTexts: '2026-03-29T00:30:00.001Z',
			consentEvidence: '2026-02-28T00:30:00.001Z',
			contacts: '2025-03-30T00:30:00.001Z',
			reservations: '2025-02-23T00:30:00.001Z',
			unknownCodes: '2026-03-28T00:30:00.001Z',
			feedReaders: '2026-02-27T00:30:00.001Z',
		});
	});
});

/** Noon in New York. */
const NOW = new Date('2026-05-01T16:00:00.000Z');
/** As late as the store takes them. */
const EVERYTHING: RetentionLimits = { ...Object.fromEntries(['replyTexts', 'consentEvidence', 'contacts', 'unknownCodes', 'feedReaders'].map((part) => [part, NOW.toISOString()])), reservations: new Date(NOW.getTime() - 400 * 86_400_000).toISOString() };

describe('whether somebody may be messaged', () => {
	it('is decided the same before and after, whatever was recorded, and by the same reasons for whoever may be', async () => {
		const place = await sqlitePlace();
		const store = await place.open();
		let number = 0;
		const step = fc.record({
			kind: fc.constantFrom('consent', 'withdrawn', 'pending', 'expiring', 'stop', 'hold', 'pause', 'lift', 'report'),
			channel: fc.constantFrom('sms' as const, 'call' as const),
			messageClass: fc.constantFrom('marketing' as const, 'informational' as const),
			on: fc.integer({ min: 1, max: 50 }),
			said: fc.integer({ min: 1, max: 70 }),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 9 }), async (steps) => {
				const contact: ContactAddress = { kind: 'phone', address: `+1212555${String(number++).padStart(4, '0')}` };
				for (const { kind, channel, messageClass, on, said } of [...steps].sort((a, b) => a.on - b.on)) {
					const given = { contact, channel, messageClass, wordingVersion: 'v1', timestamp: isoDay(said), evidence: { page: '/p' } };
					const change: Record<typeof kind, Change> = {
						consent: consent(given),
						withdrawn: consent({ ...given, state: 'withdrawn' }),
						pending: consent({ ...given, state: 'pending' }),
						expiring: consent({ ...given, expiresAt: isoDay(said + 40) }),
						stop: optOut({ contact, channel, evidence: { text: 'STOP' } }),
						hold: hold({ contact, channel }),
						pause: optOut({ contact, reason: 'unreachable', channel, until: isoDay(said) }),
						lift: lift(`s${number}`, { contact }),
						report: report({ contact, evidence: { raw: 'x' } }),
					};
					await store.record(BRAND, [change[kind]], ORIGIN, day(on));
				}
				const [before, proof] = [await decisions(store, contact), await proofOfGranted(store, contact)];
				await store.applyRetention(BRAND, EVERYTHING, ORIGIN, NOW);
				const after = await decisions(store, contact);
				for (const [index, { verdict, reasons }] of before.entries()) {
					expect(after[index]?.verdict).toBe(verdict);
					if (verdict === 'send') expect(after[index]?.reasons).toEqual(reasons);
				}
				expect(await proofOfGranted(store, contact)).toEqual(proof);
			}),
			{ numRuns: 120 },
		);
		await place.remove();
	}, 60_000);
});

/** What the gates decide on both channels and for both classes. */
async function decisions(store: ComplianceStore, contact: ContactAddress) {
	const [facts] = await store.readFacts(BRAND, [contact], NOW);
	return (['sms', 'call'] as const).flatMap((channel) =>
		(['marketing', 'informational'] as const).map((messageClass) => {
			const asked: ContactFacts = {
				channel,
				messageClass,
				address: { ok: true, address: contact.address, country: 'US' },
				consent: [{ from: 'store', records: facts?.consents ?? [] }],
				suppressions: facts?.suppressions ?? [],
				zone: { zones: ['America/New_York'], basis: 'phone' },
			};
			const { verdict, reasons } = decide(asked, DEFAULT_POLICY, NOW);
			return { verdict, reasons: reasons.map(({ code, facts: details }) => [code, details]) };
		}),
	);
}

/** The events that prove the consents which count, with their evidence. */
async function proofOfGranted(store: ComplianceStore, contact: ContactAddress) {
	const [facts] = await store.readFacts(BRAND, [contact], NOW);
	const refs = (facts?.consents ?? []).filter(({ state, expiresAt }) => state === 'granted' && (expiresAt ?? '9') > NOW.toISOString()).map(({ ref }) => ref);
	return (await store.history(BRAND, contact)).filter(({ ref }) => refs.includes(ref)).map(({ ref, evidence }) => [ref, evidence]);
}
