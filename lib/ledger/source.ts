import { canonicalJson } from './canonical-json';
import type { ChainedText } from './chain';
import type { LedgerEvent, LedgerHead } from './event';
import type { StoredEvidence } from './evidence';

/** The part of a store that verification needs. */
export interface LedgerSource {
	/** The brand's events as they are on record, page by page, in the order of `seq`; whatever has a number below 1 first. */
	chain(brand: string): AsyncIterable<readonly ChainedText[]>;
	/** What the store believes to be the last event; read apart from the events. */
	head(brand: string): Promise<LedgerHead | undefined>;
	/** The evidence that was not erased, page by page, in the order of `seq`. A source without it is verified without it. */
	evidence?(brand: string): AsyncIterable<readonly StoredEvidence[]>;
}

/** Events as objects, such as those that `events` gives or that somebody exported. */
export interface EventSource {
	/** The brand's events in the order of `seq`. */
	events(brand: string): AsyncIterable<LedgerEvent>;
	/** The last event that there should be. */
	head(brand: string): Promise<LedgerHead | undefined>;
}

/** The chain of a brand, page by page, whichever way the source tells it. */
export function chainOf(source: LedgerSource | EventSource, brand: string): AsyncIterable<readonly ChainedText[]> {
	return 'chain' in source ? source.chain(brand) : asTexts(source.events(brand));
}

async function* asTexts(events: AsyncIterable<LedgerEvent>): AsyncIterable<readonly ChainedText[]> {
	for await (const event of events) yield [{ ...event, payload: canonicalJson(event.payload), origin: canonicalJson(event.origin) }];
}
