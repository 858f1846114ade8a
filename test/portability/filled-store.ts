import type { Change, ComplianceStore, ContactAddress } from '../../lib/store/port';
import { ANNA, answer, BRAND, consent, day, decision, erase, hold, isoDay, optOut, ORIGIN, policy, report } from '../support/store-changes';

export const OTHER_BRAND = 'other "brand" é';
export const ERASED: ContactAddress = { kind: 'email', address: 'gone@example.com' };
export const ODD: ContactAddress = { kind: 'facebook', address: 'quote" back\\ line\nend' };

export function contactOf(index: number): ContactAddress {
	return { kind: 'phone', address: `+1415555${String(index).padStart(4, '0')}` };
}

/** Puts something into every table of a store, for two brands. */
export async function fillEverything(store: ComplianceStore): Promise<void> {
	const many: Change[] = Array.from({ length: 300 }, (_, index) => index).flatMap((index): Change[] => [
		consent({ contact: contactOf(index), timestamp: isoDay(1), evidence: { ip: `10.0.0.${index}` }, ...(index % 2 === 0 && { timeZone: 'America/Los_Angeles', jurisdiction: 'US-CA' }) }),
		...(index % 3 === 0 ? [optOut({ contact: contactOf(index), key: `stop-${index}`, receivedBy: '+15550009999', evidence: { text: 'STOP' } })] : []),
		...(index % 5 === 0 ? [optOut({ contact: contactOf(index), reason: 'unreachable', until: isoDay(2 + (index % 4)) })] : []),
	]);
	await store.record(BRAND, [policy('v1 "odd"'), policy('v2', { inForce: false })], ORIGIN, day(1));
	await store.record(BRAND, many, ORIGIN, day(1));
	await store.record(BRAND, [answer(), hold({ contact: ODD }), report({ code: 'new "code"' }), report({ code: 'new "code"' })], ORIGIN, day(3));
	await store.record(BRAND, Array.from({ length: 1500 }, (_, index) => decision({ contact: contactOf(index) })), ORIGIN, day(3));
	await store.record(BRAND, [consent({ contact: ERASED, evidence: { page: '/form' } }), optOut({ contact: ERASED, channel: 'email' }), erase({ contact: ERASED })], ORIGIN, day(3));
	await store.reserve(BRAND, [{ key: 'send-1', contact: ANNA, channel: 'sms', messageClass: 'marketing', caps: [{ name: 'day', limit: 1, since: isoDay(2) }] }], ORIGIN, day(3));
	await store.record(OTHER_BRAND, [optOut({ contact: contactOf(1) })], ORIGIN, day(3));
	await store.claimFeed(BRAND, { name: 'trigger "é"', owner: 'p "1"', leaseMs: 1000 }, 'beginning', day(3));
}

/** What a store answers to whoever asks: of every contact the facts, the history, the policies, the codes, the feed. */
export async function everyAnswer(store: ComplianceStore): Promise<object> {
	const contacts = [...Array.from({ length: 300 }, (_, index) => contactOf(index)), ANNA, ERASED, ODD];
	const events = [];
	for await (const event of store.events(BRAND)) events.push(event);
	return {
		facts: await store.readFacts(BRAND, contacts, day(3)),
		others: await store.readFacts(OTHER_BRAND, contacts, day(3)),
		contacts: await store.readContacts(BRAND, undefined, 1000),
		history: await store.history(BRAND, contactOf(0), { decisions: true }),
		policies: await store.policies(BRAND),
		inForce: await store.readPolicy(BRAND),
		codes: await store.unknownCodes(BRAND),
		waiting: await store.waitingReplies(BRAND, day(3), 0, 100),
		feed: await store.readFeed(BRAND, 0, 1000),
		events,
		heads: [await store.head(BRAND), await store.head(OTHER_BRAND)],
	};
}
