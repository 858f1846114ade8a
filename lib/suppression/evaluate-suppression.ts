import type { ContactFacts } from '../model/facts';
import { policySource } from '../model/policy';
import { makeReason, makeSharedReason, type Reason, type ReasonCode } from '../model/reasons';
import type { RuleFactory } from '../model/rule';
import type { Suppression, SuppressionReason } from '../model/suppression';
import { isInForce, isReadable, stopsMessage } from './applies';

export const SUPPRESSION_CODES: Record<SuppressionReason, ReasonCode> = {
	spam_complaint: 'SPAM_COMPLAINT',
	registry: 'REGISTRY_LISTED',
	opt_out_keyword: 'OPTED_OUT',
	opt_out_page: 'OPTED_OUT',
	opt_out_one_click: 'OPTED_OUT',
	opt_out_recorded: 'OPTED_OUT',
	provider_opt_out: 'PROVIDER_OPTED_OUT',
	carrier_block: 'CARRIER_BLOCKED',
	hard_bounce: 'HARD_BOUNCED',
	review_hold: 'REPLY_AWAITS_REVIEW',
	staff_dnd: 'STAFF_DND',
	inbound_dnd: 'INBOUND_DND',
	landline: 'LANDLINE',
	unknown_handset: 'UNKNOWN_HANDSET',
	unreachable: 'UNREACHABLE',
};

/**
 * Kinds of number that take no text message (libphonenumber's types). `FIXED_LINE_OR_MOBILE` is not one of
 * them: in North America no library can tell a mobile from a landline.
 */
const NOT_TEXTABLE: ReadonlySet<string> = new Set(['FIXED_LINE', 'PREMIUM_RATE', 'SHARED_COST', 'TOLL_FREE', 'UAN', 'VOICEMAIL', 'PAGER']);

/** Names every suppression that stops or holds back the message, and denies where one cannot be understood; permits where there is none. */
export const prepareSuppression: RuleFactory = (policy, at) => {
	const source = policySource(policy);
	const clear = [makeSharedReason('NOT_SUPPRESSED', source)];
	const unreadable = makeSharedReason('EVALUATION_ERROR', source);
	const instant = at.getTime();
	return (facts) => {
		if (requireList(facts.suppressions).length === 0 && untextableType(facts) === undefined) return clear;
		// Not the list's own methods: they skip holes, and a hole may stand for a suppression that was lost.
		const found = Array.from(facts.suppressions, (suppression) => {
			if (!isInForce(suppression, instant)) return undefined;
			if (!isReadable(suppression)) return unreadable;
			if (suppression.reason === 'review_hold' && !policy.replies.holdUnclear) return undefined;
			return stopsMessage(suppression, facts) ? makeReason(SUPPRESSION_CODES[suppression.reason], source, describe(suppression)) : undefined;
		}).filter((reason) => reason !== undefined);
		const numberType = untextableType(facts);
		if (numberType !== undefined) found.push(makeReason('NUMBER_NOT_TEXTABLE', source, { numberType }));
		return found.length > 0 ? found : clear;
	};
};

/** @throws TypeError where there is no list: nothing is then known about the contact. */
function requireList(suppressions: readonly Suppression[]): readonly Suppression[] {
	if (!Array.isArray(suppressions)) throw new TypeError('No list of suppressions');
	return suppressions;
}

function untextableType(facts: ContactFacts): string | undefined {
	if (facts.channel !== 'sms' || facts.direction === 'incoming' || !facts.address.ok) return undefined;
	const { numberType } = facts.address;
	return numberType !== undefined && NOT_TEXTABLE.has(numberType) ? numberType : undefined;
}

/** What can be quoted of a suppression. It stops the message all the same if something in it is odd. */
function describe({ id, reason, channel, classes, since, until, sender }: Suppression): Reason['facts'] {
	const facts: Reason['facts'] = { classes: [...classes] };
	for (const [name, value] of Object.entries({ suppressionId: id, suppression: reason, channel, since, until, sender })) {
		if (typeof value === 'string' || typeof value === 'number') facts[name] = value;
	}
	return facts;
}
