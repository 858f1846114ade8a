import type { Channel, Direction, MessageClass } from './channel';

/** Who or what can end a suppression. */
export const LIFTERS = [
	/** The person wrote START (or an equal keyword) on that channel. */
	'person_keyword',
	/** The person chose it on the brand's own preference page. */
	'person_page',
	/** A documented opt-in newer than the suppression, where the policy accepts that. */
	'documented_opt_in',
	'staff',
	/** Staff, after the address was validated again. */
	'staff_after_validation',
	/** A message to the same address was delivered later. */
	'delivery',
	/** A newer import of the same registry. */
	'registry_import',
	/** Reaching its own end. */
	'expiry',
] as const;
export type Lifter = (typeof LIFTERS)[number];

export interface SuppressionRule {
	/** A suppression with a higher strength is never replaced or lifted by way of a weaker one. */
	strength: number;
	permanence: 'permanent' | 'temporary' | 'as_set';
	/** Which message classes it stops unless its own scope says otherwise. */
	classes: readonly MessageClass[];
	direction: Direction;
	liftedBy: readonly Lifter[];
	/** Whether it also stops the one answer to STOP, START or HELP. */
	stopsAnswers: boolean;
	/** A short name for people. */
	label: string;
}

const EVERYTHING: readonly MessageClass[] = ['marketing', 'informational', 'transactional', 'emergency'];
/** An opt-out does not stop a warning about health or safety (47 CFR 64.1200(a)(1), (f)(4)). */
const ALL_BUT_EMERGENCY: readonly MessageClass[] = ['marketing', 'informational', 'transactional'];
const BY_THE_PERSON: readonly Lifter[] = ['person_keyword', 'person_page', 'documented_opt_in'];

/** Every reason not to message a contact: how strong it is, what it stops and who may lift it. */
export const SUPPRESSION_RULES = {
	spam_complaint: { strength: 90, permanence: 'permanent', classes: ALL_BUT_EMERGENCY, direction: 'outgoing', liftedBy: ['documented_opt_in'], stopsAnswers: true, label: 'Spam complaint' },
	registry: { strength: 80, permanence: 'as_set', classes: ['marketing'], direction: 'outgoing', liftedBy: ['registry_import', 'expiry'], stopsAnswers: false, label: 'Do-not-call registry' },
	opt_out_keyword: { strength: 70, permanence: 'permanent', classes: ALL_BUT_EMERGENCY, direction: 'outgoing', liftedBy: BY_THE_PERSON, stopsAnswers: false, label: 'Opt-out by reply' },
	opt_out_page: { strength: 70, permanence: 'permanent', classes: ALL_BUT_EMERGENCY, direction: 'outgoing', liftedBy: BY_THE_PERSON, stopsAnswers: false, label: 'Opt-out on a page' },
	opt_out_one_click: { strength: 70, permanence: 'permanent', classes: ALL_BUT_EMERGENCY, direction: 'outgoing', liftedBy: BY_THE_PERSON, stopsAnswers: false, label: 'One-click unsubscribe' },
	opt_out_recorded: { strength: 70, permanence: 'permanent', classes: ALL_BUT_EMERGENCY, direction: 'outgoing', liftedBy: BY_THE_PERSON, stopsAnswers: false, label: 'Opt-out recorded by staff or import' },
	provider_opt_out: { strength: 65, permanence: 'permanent', classes: ALL_BUT_EMERGENCY, direction: 'outgoing', liftedBy: BY_THE_PERSON, stopsAnswers: true, label: 'Opted out at the provider' },
	carrier_block: { strength: 60, permanence: 'permanent', classes: EVERYTHING, direction: 'outgoing', liftedBy: ['person_keyword'], stopsAnswers: true, label: 'Blocked by the carrier' },
	hard_bounce: { strength: 50, permanence: 'permanent', classes: EVERYTHING, direction: 'outgoing', liftedBy: ['staff_after_validation'], stopsAnswers: true, label: 'Hard bounce' },
	staff_dnd: { strength: 40, permanence: 'as_set', classes: EVERYTHING, direction: 'outgoing', liftedBy: ['staff', 'expiry'], stopsAnswers: true, label: 'DND set by staff' },
	inbound_dnd: { strength: 40, permanence: 'as_set', classes: EVERYTHING, direction: 'incoming', liftedBy: ['staff', 'expiry'], stopsAnswers: false, label: 'Inbound DND' },
	review_hold: { strength: 30, permanence: 'as_set', classes: ['marketing'], direction: 'outgoing', liftedBy: ['staff', ...BY_THE_PERSON], stopsAnswers: false, label: 'Unclear reply' },
	landline: { strength: 20, permanence: 'temporary', classes: EVERYTHING, direction: 'outgoing', liftedBy: ['staff', 'expiry', 'delivery'], stopsAnswers: false, label: 'Landline' },
	unknown_handset: { strength: 20, permanence: 'temporary', classes: EVERYTHING, direction: 'outgoing', liftedBy: ['staff', 'expiry', 'delivery'], stopsAnswers: false, label: 'Unknown handset' },
	unreachable: { strength: 10, permanence: 'temporary', classes: EVERYTHING, direction: 'outgoing', liftedBy: ['staff', 'expiry', 'delivery'], stopsAnswers: false, label: 'Unreachable' },
} as const satisfies Record<string, SuppressionRule>;

export type SuppressionReason = keyof typeof SUPPRESSION_RULES;
/** What holds outside of this store as well, for one of our senders: blocks for two senders are two. */
export const KEPT_BY_PROVIDER: ReadonlySet<SuppressionReason> = new Set(['provider_opt_out', 'carrier_block'] as const);

/** Those that end by themselves. */
export type TemporaryReason = { [Reason in SuppressionReason]: (typeof SUPPRESSION_RULES)[Reason]['permanence'] extends 'temporary' ? Reason : never }[SuppressionReason];
export const SUPPRESSION_REASONS = Object.keys(SUPPRESSION_RULES) as SuppressionReason[];

/** One reason not to message one contact. A contact can have several at once, kept side by side. */
export interface Suppression {
	/** Unique within the brand; names the suppression when it is lifted. */
	id: string;
	reason: SuppressionReason;
	/** `all`: every channel this address can be reached on. */
	channel: Channel | 'all';
	/** Message classes it stops. */
	classes: MessageClass[];
	direction: Direction;
	/** Only messages from this sender are stopped; absent: from every sender. */
	sender?: string;
	/** Our own number or account that was told to stop, or that the provider blocks. It narrows nothing. */
	receivedBy?: string;
	/** When it happened, where that is known and was before it was recorded: ISO 8601 in UTC. Of several that are one, the latest. */
	occurredAt?: string;
	/** When it was last said: a newer opt-in has to be newer than this. ISO 8601, UTC, milliseconds. */
	since: string;
	/** First instant at which it no longer holds, ISO 8601 in UTC; absent: until lifted. */
	until?: string;
}
