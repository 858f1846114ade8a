import { deepFreeze } from './deep-freeze';
import type { Effect, ComplianceStatus } from './verdict';
import type { JsonObject } from './json';

/** The checks that a reason can come from. */
export const RULES = ['address', 'jurisdiction', 'consent', 'suppression', 'quiet_hours', 'reply', 'delivery', 'engine'] as const;
export type RuleName = (typeof RULES)[number];

export interface ReasonDefinition {
	rule: RuleName;
	effect: Effect;
	/** What the reason says about the contact's compliance status; absent: nothing. */
	status?: ComplianceStatus;
	/** What happened, for a marketer. */
	text: string;
	/** What to do about it. */
	remedy: string;
}

const DEFINITIONS = {
	ADDRESS_MISSING: { rule: 'address', effect: 'deny', status: 'non_compliant', text: 'The item has no address for this channel.', remedy: 'Check which field holds the address, and the Address setting of the node.' },
	ADDRESS_INVALID: { rule: 'address', effect: 'deny', status: 'non_compliant', text: 'The address cannot exist: it has the wrong form, length or country.', remedy: 'Correct the address at its source, or set the default country for numbers without a country code.' },
	ADDRESS_IMPRECISE: { rule: 'address', effect: 'deny', status: 'non_compliant', text: 'A spreadsheet has rounded this number, so digits are lost.', remedy: 'Export the contacts again with the phone column formatted as text.' },
	CHANNEL_INVALID: { rule: 'address', effect: 'deny', status: 'non_compliant', text: 'The item names a channel that does not exist.', remedy: 'Use sms, call, email, whatsapp, facebook or gmb.' },
	MESSAGE_CLASS_INVALID: { rule: 'address', effect: 'deny', status: 'non_compliant', text: 'The item names a message class that does not exist.', remedy: 'Use marketing, informational, transactional or emergency.' },

	COUNTRY_UNKNOWN: { rule: 'jurisdiction', effect: 'review', status: 'unknown', text: 'The country of the contact is not known, so nobody knows which rules hold.', remedy: 'Use a code such as US or an English name such as United States, or store the place of the contact. A field that is empty is passed over.' },
	STATE_UNKNOWN: { rule: 'jurisdiction', effect: 'review', status: 'unknown', text: 'The state on the item is not known, so nobody knows which rules hold.', remedy: 'Use a code such as TX or a name such as Texas, or leave the field empty.' },
	STATE_NOT_OF_COUNTRY: { rule: 'jurisdiction', effect: 'review', status: 'unknown', text: 'The state on the item is not one of its country.', remedy: 'Correct the state or the country at its source.' },
	POSTAL_CODE_UNKNOWN: { rule: 'jurisdiction', effect: 'review', status: 'unknown', text: 'The postal code on the item is not one of its country.', remedy: 'Correct the postal code at its source, or leave the field empty.' },

	CONSENT_PROVEN: { rule: 'consent', effect: 'permit', status: 'compliant', text: 'A consent with all required evidence is on record.', remedy: '' },
	CONSENT_NOT_REQUIRED: { rule: 'consent', effect: 'permit', status: 'compliant', text: 'The policy asks for no consent for this kind of message.', remedy: '' },
	CONSENT_MISSING: { rule: 'consent', effect: 'deny', status: 'unknown', text: 'No consent for this channel and message class is on record.', remedy: 'Record or import the consent, or ask the contact for it.' },
	CONSENT_PENDING: { rule: 'consent', effect: 'deny', status: 'unknown', text: 'The contact has not confirmed the double opt-in yet.', remedy: 'Wait for the answer; ask only once.' },
	CONSENT_EVIDENCE_MISSING: { rule: 'consent', effect: 'deny', status: 'non_compliant', text: 'The consent lacks evidence that the policy, or a rule of the place, requires.', remedy: 'Add the missing facts from the system that collected the consent, or ask the contact again.' },
	CONSENT_EXPIRED: { rule: 'consent', effect: 'deny', status: 'non_compliant', text: 'The consent is too old to count.', remedy: 'Ask the contact for a new consent.' },
	CONSENT_BASIS_INSUFFICIENT: { rule: 'consent', effect: 'deny', status: 'non_compliant', text: 'The consent rests on a relation that the law of the place does not accept for this message.', remedy: 'Ask the contact for an express consent.' },
	CONSENT_BASIS_UNREADABLE: { rule: 'consent', effect: 'deny', status: 'non_compliant', text: 'What the consent rests on cannot be read from the record.', remedy: 'Use express, purchase, inquiry or membership.' },
	CONSENT_NOT_CONFIRMED: { rule: 'consent', effect: 'deny', status: 'non_compliant', text: 'A double opt-in is needed for this contact, and no confirmation is on record.', remedy: 'Record when the contact confirmed, or ask the contact to confirm.' },
	CONSENT_WITHDRAWN: { rule: 'consent', effect: 'deny', status: 'non_compliant', text: 'The contact has withdrawn the consent.', remedy: 'Only a new opt-in by the contact changes this.' },
	CONSENT_UNREADABLE: { rule: 'consent', effect: 'deny', status: 'non_compliant', text: 'What the contact chose cannot be read from the record.', remedy: 'Use words such as opted in, opted out or pending.' },
	TIMESTAMP_INVALID: { rule: 'consent', effect: 'deny', status: 'non_compliant', text: 'The time of the consent is not a date that can be read without guessing.', remedy: 'Use ISO 8601, such as 2026-03-31T14:05:00Z.' },
	TIMESTAMP_IN_FUTURE: { rule: 'consent', effect: 'deny', status: 'non_compliant', text: 'The time of the consent lies in the future.', remedy: 'Check the clock and the time zone of the system that collected the consent.' },

	NOT_SUPPRESSED: { rule: 'suppression', effect: 'permit', text: 'Nothing on record stops this message.', remedy: '' },
	OPTED_OUT: { rule: 'suppression', effect: 'deny', status: 'non_compliant', text: 'The contact has opted out.', remedy: 'Only the contact can end this, by START or by a new documented opt-in.' },
	PROVIDER_OPTED_OUT: { rule: 'suppression', effect: 'deny', status: 'non_compliant', text: 'The provider reports that the contact has opted out.', remedy: 'The contact has to write START to the number they stopped.' },
	CARRIER_BLOCKED: { rule: 'suppression', effect: 'deny', status: 'non_compliant', text: 'The carrier blocks messages to this contact.', remedy: 'The contact has to write START.' },
	UNREACHABLE: { rule: 'suppression', effect: 'deny', status: 'non_compliant', text: 'The handset could not be reached lately.', remedy: 'Wait until the pause ends, or lift it after checking the number.' },
	UNKNOWN_HANDSET: { rule: 'suppression', effect: 'deny', status: 'non_compliant', text: 'The number may no longer exist.', remedy: 'Check the number with the contact.' },
	LANDLINE: { rule: 'suppression', effect: 'deny', status: 'non_compliant', text: 'The carrier reports a landline that takes no texts.', remedy: 'Ask the contact for a mobile number, or use calls or email.' },
	HARD_BOUNCED: { rule: 'suppression', effect: 'deny', status: 'non_compliant', text: 'The provider reports that this address does not exist.', remedy: 'Validate the address, then lift the suppression.' },
	SPAM_COMPLAINT: { rule: 'suppression', effect: 'deny', status: 'non_compliant', text: 'The contact reported a message as spam.', remedy: 'Only a new documented opt-in ends this.' },
	REGISTRY_LISTED: { rule: 'suppression', effect: 'deny', status: 'non_compliant', text: 'The address is on a do-not-call or litigator list.', remedy: 'Import a newer list if the address has been removed from it.' },
	STAFF_DND: { rule: 'suppression', effect: 'deny', status: 'non_compliant', text: 'Staff has set do-not-disturb.', remedy: 'Staff can lift it in the Compliance Registry.' },
	INBOUND_DND: { rule: 'suppression', effect: 'deny', status: 'non_compliant', text: 'Staff has set do-not-disturb for messages from this contact.', remedy: 'Staff can lift it in the Compliance Registry.' },
	REPLY_AWAITS_REVIEW: { rule: 'suppression', effect: 'review', status: 'unknown', text: 'An unclear reply of this contact waits for a person.', remedy: 'Read the reply and decide in the Compliance Registry, under Reply.' },
	NUMBER_NOT_TEXTABLE: { rule: 'suppression', effect: 'deny', status: 'non_compliant', text: 'This kind of number takes no text messages.', remedy: 'Ask the contact for a mobile number, or use calls or email.' },

	WITHIN_WINDOW: { rule: 'quiet_hours', effect: 'permit', text: 'It is a permitted time everywhere the contact may be.', remedy: '' },
	QUIET_HOURS_NOT_APPLICABLE: { rule: 'quiet_hours', effect: 'permit', text: 'Quiet hours do not apply to this kind of message.', remedy: '' },
	QUIET_HOURS: { rule: 'quiet_hours', effect: 'hold', text: 'It is outside the permitted hours somewhere the contact may be.', remedy: 'Send at sendAt or later; check again right before sending.' },
	DAY_CLOSED: { rule: 'quiet_hours', effect: 'hold', text: 'The local day is closed for sending somewhere the contact may be.', remedy: 'Send at sendAt or later; check again right before sending.' },
	PUBLIC_HOLIDAY: { rule: 'quiet_hours', effect: 'hold', text: 'It is a public holiday somewhere the contact may be, on which a rule permits no or other hours.', remedy: 'Send at sendAt or later; check again right before sending.' },
	HOLIDAYS_UNKNOWN: { rule: 'quiet_hours', effect: 'review', text: 'A rule closes public holidays, and this year is not in the table of holidays.', remedy: 'Update the package, or decide for a nearer date.' },
	EMERGENCY_DECLARED: { rule: 'quiet_hours', effect: 'review', text: 'The policy says that a declared emergency stops solicitation where the contact may be.', remedy: 'Remove the place from the emergencies of the policy when the emergency is over.' },
	ZONE_UNKNOWN: { rule: 'quiet_hours', effect: 'review', text: 'The time zone of the contact is not known.', remedy: 'Store a time zone such as America/Chicago for the contact, or choose what to do with unknown zones.' },
	NO_OPEN_WINDOW: { rule: 'quiet_hours', effect: 'review', text: 'No permitted time was found within the next 21 days.', remedy: 'Check the windows and closed dates of the policy and of the node: together with the rules of the place they leave no time.' },
	INSTANT_INVALID: { rule: 'quiet_hours', effect: 'deny', text: 'The instant to evaluate is not a date with a time zone.', remedy: 'Use ISO 8601, such as 2026-03-31T14:05:00Z.' },

	ANSWER_NOT_DUE: { rule: 'reply', effect: 'deny', text: 'There is no reply of this contact that may be answered automatically now.', remedy: 'Send only what the Keyword Handler gives as reply, within five minutes, with the message class Confirmation.' },
	REPLY_UNREADABLE: { rule: 'reply', effect: 'review', text: 'This is not an incoming message of a known form.', remedy: 'Choose "From Fields" in the node and name the fields that hold sender and text.' },
	REPLY_UNCLEAR: { rule: 'reply', effect: 'review', text: 'The reply may ask to stop, but that is not certain.', remedy: 'Read the reply and decide in the Compliance Registry, under Reply.' },
	REPLY_SENDER_UNREADABLE: { rule: 'reply', effect: 'review', text: 'The reply asks for a change, but its sender cannot be read, so nothing was recorded.', remedy: 'Find out who wrote it and record the change in the Compliance Registry.' },
	DECISION_UNREADABLE: { rule: 'reply', effect: 'review', text: 'What was decided about the reply cannot be read, so nothing was changed.', remedy: 'Use opt_out or dismiss. The reply still waits.' },
	DECISION_OUTDATED: { rule: 'reply', effect: 'review', text: 'The decision names no unclear reply that waits on this channel.', remedy: 'Read what waits with Get Waiting, and hand its ref over as the Reply Reference.' },

	DELIVERY_UNREADABLE: { rule: 'delivery', effect: 'review', text: 'This is not a delivery report or an error of a known form, so nothing was changed.', remedy: 'Choose "From Fields" in the node and name the fields that hold provider, code and address.' },
	DELIVERY_CODE_UNKNOWN: { rule: 'delivery', effect: 'review', text: 'The code of this report is in no table, so nothing was changed. It is counted.', remedy: 'Look the code up at the provider, and tell the makers of this package.' },
	DELIVERY_RECIPIENT_UNREADABLE: { rule: 'delivery', effect: 'review', text: 'The report asks for a change, but it does not tell whom it is about, so nothing was recorded.', remedy: 'Name the field that holds the recipient under Options, and set the default country for numbers without a country code.' },

	RULE_SILENT: { rule: 'engine', effect: 'deny', status: 'unknown', text: 'A check gave no answer, so nothing was permitted.', remedy: 'Report this as a fault of the package.' },
	EVALUATION_ERROR: { rule: 'engine', effect: 'deny', status: 'unknown', text: 'The check failed, so nothing was permitted.', remedy: 'Look at the error of the node and run the workflow again.' },
	STORE_UNAVAILABLE: { rule: 'engine', effect: 'deny', status: 'unknown', text: 'The compliance store could not be reached, so nothing was permitted.', remedy: 'Check the Compliance Store credential and the store, then run the workflow again.' },
} as const satisfies Record<string, ReasonDefinition>;

export type ReasonCode = keyof typeof DEFINITIONS;

/** The closed list of reason codes. A code never changes its meaning; new ones may be added. */
export const REASONS: Readonly<Record<ReasonCode, ReasonDefinition>> = DEFINITIONS;
export const REASON_CODES = Object.keys(REASONS) as ReasonCode[];

/** One finding of one rule, as it stands in a decision, on the item and in the ledger. */
export interface Reason {
	code: ReasonCode;
	rule: RuleName;
	effect: Effect;
	/** Which rule pack or policy the rule was taken from. */
	pack: string;
	packVersion: string;
	/** The facts the rule used. Never an address, a text or evidence. */
	facts: JsonObject;
	/** Holds only: first instant at which this rule permits, ISO 8601 in UTC with milliseconds. */
	notBefore?: string;
}

/** Where a rule was taken from. */
export interface ReasonSource {
	pack: string;
	packVersion: string;
}

/** Makes a reason for one decision; rule and effect follow from the code. */
export function makeReason(code: ReasonCode, source: ReasonSource, facts: JsonObject = {}, notBefore?: string): Reason {
	const { rule, effect } = REASONS[code];
	const { pack, packVersion } = source;
	return { code, rule, effect, pack, packVersion, facts, ...(notBefore !== undefined && { notBefore }) };
}

/** Makes a reason that many decisions share, and freezes it: a decision takes a copy of its own. */
export function makeSharedReason(...parts: Parameters<typeof makeReason>): Reason {
	return deepFreeze(makeReason(...parts));
}
