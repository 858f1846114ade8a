import type { Batch } from '../../lib/n8n/batch';
import { contactName } from '../../lib/n8n/contact-name';
import { loadPolicy } from '../../lib/n8n/node-policy';
import { requireEach } from '../../lib/n8n/require-each';
import type { StoreConnection } from '../../lib/n8n/store-connection';
import type { ChangeResult, StoredFacts } from '../../lib/store/port';
import { asksAboutContact, knownFrom, planChanges, type Known, type Plan } from './plan-changes';
import type { ReportEvent } from './read-reports';

/** An event and what became of it in the store. */
export interface RecordedEvent extends Plan {
	/** `none`: it asks for no change, or nobody knows for whom; being counted is none. */
	change: ChangeResult['outcome'] | 'none';
	ref?: string;
}

/** Looks all contacts up at once, and records what the events ask for at once. */
export async function recordReports(batch: Batch, connection: StoreConnection, events: readonly ReportEvent[]): Promise<RecordedEvent[]> {
	const policy = await loadPolicy(connection);
	const known = await lookUp(batch, connection, events);
	const plans = planChanges(events, (contact) => known.get(contactName(contact)), policy, batch.now);
	const changes = plans.flatMap((plan) => plan.changes);
	const recorded = changes.length > 0 ? requireEach(changes, await connection.store.record(connection.brand, changes, batch.origin, batch.now)) : [];
	let next = 0;
	return plans.map((plan) => {
		const results = recorded.slice(next, next + plan.changes.length);
		next += plan.changes.length;
		return { ...plan, ...summary(plan, results) };
	});
}

async function lookUp(batch: Batch, { store, brand }: StoreConnection, events: readonly ReportEvent[]): Promise<Map<string, Known>> {
	const asked = new Map(events.flatMap(({ report, contact }) => (contact !== undefined && asksAboutContact(report) ? [[contactName(contact), contact] as const] : [])));
	const contacts = [...asked.values()];
	const facts = contacts.length > 0 ? requireEach(contacts, await store.readFacts(brand, contacts, batch.now, ['consents', 'suppressions', 'place', 'ended'])) : [];
	return new Map(contacts.map((contact, index) => [contactName(contact), knownFrom(facts[index] as StoredFacts)]));
}

function summary({ changes, isRepeated }: Plan, results: readonly ChangeResult[]): Pick<RecordedEvent, 'change' | 'ref'> {
	if (isRepeated === true) return { change: 'duplicate' };
	const [first] = results;
	if (first === undefined) return { change: 'none' };
	const isOnlyCounted = changes.every(({ kind }) => kind === 'report') && first.outcome === 'applied';
	const applied = results.some(({ outcome }) => outcome === 'applied');
	return { change: isOnlyCounted ? 'none' : applied ? 'applied' : first.outcome, ref: first.ref };
}
