import { TwoGenerationCache } from '../cache/two-generation-cache';
import { withParents } from '../jurisdiction';
import type { Channel } from '../model/channel';
import type { FooterLanguage, FooterPack, FooterRule } from '../packs/footers';
import { readFooterLanguage } from './language';

/** What the places where a contact may be ask of a message on one channel. */
export interface Destination {
	/** Rules of the place that decides on the wording, the most exact first; empty: none has any. */
	rules: readonly FooterRule[];
	/** First language of that place. */
	language?: FooterLanguage;
	/** Rules of all the places that ask for a label, each label once. */
	labelled: readonly FooterRule[];
}

const ANYWHERE = 'ZZ';
const GENERATION_SIZE = 1_000;

const destinations = new WeakMap<FooterPack, TwoGenerationCache<string, Destination>>();

/**
 * Looks up what holds for a contact. Of several places the first one that requires an opt-out text decides on the wording, and the labels of
 * all of them are needed.
 *
 * @param jurisdictions ISO 3166-1 or 3166-2, the most exact that is known; empty: unknown
 */
export function destinationOf(jurisdictions: readonly string[], channel: Channel, pack: FooterPack): Destination {
	let known = destinations.get(pack);
	if (known === undefined) destinations.set(pack, (known = new TwoGenerationCache(GENERATION_SIZE)));
	const key = `${channel} ${jurisdictions.join(' ')}`;
	const found = known.get(key);
	if (found !== undefined) return found;
	const destination = findDestination(jurisdictions, channel, pack);
	known.set(key, destination);
	return destination;
}

function findDestination(jurisdictions: readonly string[], channel: Channel, pack: FooterPack): Destination {
	const messages = pack.rows.filter(({ use }) => use === 'marketing');
	const places = jurisdictions.map((code) => withParents([code]).flatMap((place) => messages.filter(({ jurisdiction }) => jurisdiction === place)));
	const onChannel = (rules: readonly FooterRule[]): FooterRule[] => rules.filter(({ channels }) => channels.some((one) => one === channel));

	const withRules = places.map(onChannel).filter((rules) => rules.length > 0);
	const deciding = withRules.find((rules) => rules.some(({ required }) => required === 'yes')) ?? withRules[0];
	const [spoken] = deciding ?? places.find((rules) => rules.length > 0) ?? [];
	const language = readFooterLanguage(spoken?.language);
	return {
		rules: deciding ?? onChannel(messages.filter(({ jurisdiction }) => jurisdiction === ANYWHERE)),
		...(language !== undefined && { language }),
		labelled: eachLabelOnce(withRules.flat()),
	};
}

function eachLabelOnce(rules: readonly FooterRule[]): FooterRule[] {
	const byLabel = new Map<string, FooterRule>();
	for (const rule of rules) {
		const key = rule.label && `${rule.label.at} ${rule.label.text}`;
		if (key !== undefined && !byLabel.has(key)) byLabel.set(key, rule);
	}
	return [...byLabel.values()];
}
