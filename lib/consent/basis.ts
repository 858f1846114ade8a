import type { ConsentBasis } from '../model/consent';

/**
 * What a consent rests on, as CRMs and exports call it, after trimming, lower-casing and joining words by `_`. `implied` alone says nothing: each
 * relation counts for another time. A business relationship may be a purchase or an inquiry, so it counts as the shorter of the two.
 */
const WORDS: Record<ConsentBasis, readonly string[]> = {
	express: [
		'express', 'expressed', 'explicit', 'express_consent', 'explicit_consent', 'express_written', 'prior_express', 'prior_express_written', 'prior_express_consent',
		'prior_express_written_consent', 'express_written_consent', 'written', 'written_consent', 'affirmative', 'signed', 'opt_in', 'optin', 'opted_in', 'double_opt_in', 'consent',
	],
	purchase: [
		'purchase', 'purchased', 'purchaser', 'sale', 'sold', 'order', 'ordered', 'buyer', 'bought', 'customer', 'existing_customer', 'client', 'existing_client', 'contract', 'lease',
		'transaction', 'soft_opt_in', 'implied_purchase',
	],
	inquiry: [
		'inquiry', 'enquiry', 'inquired', 'enquired', 'quote', 'quotation', 'quote_request', 'application', 'applied', 'implied_inquiry', 'implied_enquiry',
		'ebr', 'existing_business_relationship', 'established_business_relationship', 'business_relationship',
	],
	membership: ['membership', 'member', 'donation', 'donor', 'gift', 'volunteer', 'volunteering', 'implied_membership', 'existing_non_business_relationship', 'non_business_relationship'],
};

const BASES = new Map((Object.keys(WORDS) as ConsentBasis[]).flatMap((basis) => WORDS[basis].map((word) => [word, basis] as const)));

/** Longer values name no basis. */
const MAX_LENGTH = 64;

/** @returns `undefined` for a value that names no basis; it must not pass for an express consent. */
export function readBasis(value: unknown): ConsentBasis | undefined {
	if (typeof value !== 'string' || value.length > MAX_LENGTH) return undefined;
	const visible = value.normalize('NFKC').replace(/\p{Cf}/gu, '');
	return BASES.get(visible.trim().toLowerCase().replace(/[\s\p{Pd}_]+/gu, '_'));
}
