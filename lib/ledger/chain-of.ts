import { canonicalJson } from './canonical-json';
import type { ChainedText } from './chain';
import type { LedgerEvent, LedgerHead } from './event';
import type { LedgerSource } from './verify';

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
