import { channelsOfKind } from '../model/channel';
import { ComplianceError } from '../model/errors';
import type { JsonObject } from '../model/json';
import type { Suppression } from '../model/suppression';
import type { ComplianceStore, ContactAddress } from '../store/port';
import { dndState, type DndState } from '../suppression';
import { concerns, suitsDnd, type FeedFilter } from './feed-filter';
import { readHappening, type Happening } from './happening';
import { readGroups } from './read-groups';

/** Events read at a time: for each happening to be told, and at least. */
const EVENTS_EACH = 10;
const FEWEST_EVENTS = 100;

/** What a reader of the feed is asked for. */
export interface FeedQuestion {
	store: Pick<ComplianceStore, 'readFeed' | 'readFacts'>;
	brand: string;
	filter: FeedFilter;
	/** Happenings to give at most. */
	limit: number;
}

/** A happening to be told, and how it stands with the contact now. */
export interface FeedItem {
	happening: Happening;
	/** Of marketing, over the channels of the address. Absent for an erased contact. */
	dnd?: DndState;
	/** The same without what ends by itself. */
	lastingDnd?: DndState;
}

export interface FeedBatch {
	/** In the order of the feed. */
	items: FeedItem[];
	/** Number of the event before the first item; everything up to it is done with. */
	before: number;
	/** Number of the last event that is done with once the items are. */
	upTo: number;
	/** Whether there is nothing after `upTo` at present; only told where there are no items. */
	isEnd: boolean;
}

/**
 * The next happenings after an event that somebody wants to be told of, with one look at the contacts for all of them.
 *
 * @param now the instant for which DND is derived
 * @throws ComplianceError `STORE_*`
 */
export async function nextBatch(question: FeedQuestion, after: number, now: Date): Promise<FeedBatch> {
	const { store, brand, filter, limit } = question;
	const { groups, upTo, isEnd } = await readGroups(store, brand, after, Math.max(FEWEST_EVENTS, limit * EVENTS_EACH));
	const wanted = groups.flatMap((group) => readHappening(group) ?? []).filter((happening) => concerns(filter, happening));
	const candidates = filter.onlyWhenDndOn ? wanted : wanted.slice(0, limit);
	const items = (await withDnd(question, candidates, now)).filter(({ happening, lastingDnd }) => suitsDnd(filter, happening, lastingDnd)).slice(0, limit);
	const [first, last] = [items[0], items.at(-1)];
	if (first === undefined || last === undefined) return { items, before: upTo, upTo, isEnd };
	return { items, before: first.happening.first - 1, upTo: last.happening.last, isEnd: false };
}

/** An item as a workflow gets it. @param attempt how often a run may have been given it, this one included */
export function presentItem({ happening, dnd }: FeedItem, attempt: number): JsonObject {
	const { changes = [], ...told } = happening.told;
	return { ...told, ...(dnd !== undefined && { dnd }), changes, attempt };
}

async function withDnd({ store, brand }: FeedQuestion, happenings: readonly Happening[], now: Date): Promise<FeedItem[]> {
	const contacts = happenings.flatMap(({ contact }) => contact ?? []);
	const facts = contacts.length > 0 ? await store.readFacts(brand, contacts, now, ['suppressions']) : [];
	if (facts.length !== contacts.length) {
		throw new ComplianceError('STORE_CORRUPT', 'The compliance store did not answer for every contact.', 'If it happens again, check the store.');
	}
	let next = 0;
	return happenings.map((happening) => {
		const { contact } = happening;
		const suppressions = contact === undefined ? undefined : facts[next++]?.suppressions;
		if (contact === undefined || suppressions === undefined) return { happening };
		const lasting = suppressions.filter(({ until }) => until === undefined);
		return { happening, dnd: dndOf(contact, suppressions, now), lastingDnd: dndOf(contact, lasting, now) };
	});
}

function dndOf({ kind }: ContactAddress, suppressions: readonly Suppression[], now: Date): DndState {
	return dndState([{ channels: channelsOfKind(kind), suppressions }], 'marketing', now);
}
