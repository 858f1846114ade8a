import type { Path } from '../read-path';
import type { DeliveryShape } from './delivery-shape';

/** SES names the kind of event by one name in notifications and by another in published events. */
const SES_KINDS = ['notificationType', 'eventType'] as const;

/** Where SES lists the people one kind of event is about, when it happened, and what refines it. */
const SES_EVENTS: ReadonlyArray<{ kind: RegExp; each: readonly string[]; at: string; details: ReadonlyArray<readonly Path[]> }> = [
	{
		kind: /^Bounce$/,
		each: ['bounce', 'bouncedRecipients', '*'],
		at: 'bounce',
		details: [[['report', 'bounce', 'bounceType'], ['report', 'bounce', 'bounceSubType']], [['report', 'bounce', 'bounceType']]],
	},
	{ kind: /^Complaint$/, each: ['complaint', 'complainedRecipients', '*'], at: 'complaint', details: [[['report', 'complaint', 'complaintFeedbackType']]] },
	{ kind: /^Delivery$/, each: ['delivery', 'recipients', '*'], at: 'delivery', details: [] },
	{ kind: /^DeliveryDelay$/, each: ['deliveryDelay', 'delayedRecipients', '*'], at: 'deliveryDelay', details: [] },
	{ kind: /^Subscription$/, each: ['mail', 'destination', '*'], at: 'subscription', details: [[['report', 'subscription', 'newTopicPreferences', 'unsubscribeAll']]] },
	{ kind: /^(?:Send|Reject|Open|Click|Rendering Failure)$/, each: ['mail', 'destination', '*'], at: 'mail', details: [] },
];

/** Mailgun's current webhooks keep the event under a name of its own; workflows often pass on only that. */
const MAILGUN_EVENTS: ReadonlyArray<readonly string[]> = [['event-data'], []];

/** Reports on emails, in the order in which they are tried. */
export const EMAIL_SHAPES: readonly DeliveryShape[] = [
	{
		provider: 'sendgrid',
		requires: [[['item', 'event']], [['item', 'sg_event_id'], ['item', 'sg_message_id']]],
		address: [['item', 'email']],
		messageId: [['item', 'sg_message_id']],
		eventId: [['item', 'sg_event_id']],
		occurredAt: [['item', 'timestamp']],
		channel: 'email',
		lookups: [
			{ list: 'event', parts: [['item', 'event'], ['item', 'type']] },
			{ list: 'event', parts: [['item', 'event'], ['item', 'reason']], detail: true },
			{ list: 'event', parts: [['item', 'event']] },
		],
	},
	...MAILGUN_EVENTS.map((at): DeliveryShape => {
		const of = (...names: string[]): Path => ['item', ...at, ...names];
		return {
			provider: 'mailgun',
			requires: [[of('event')], [of('recipient'), of('log-level'), of('recipient-domain')], [of('log-level'), of('recipient-domain'), ['item', 'signature', 'token']]],
			address: [of('recipient')],
			messageId: [of('message', 'headers', 'message-id'), of('id')],
			eventId: [of('id')],
			occurredAt: [of('timestamp')],
			channel: 'email',
			lookups: [
				{ list: 'event', parts: [of('event'), of('severity'), of('reason')], detail: true },
				{ list: 'event', parts: [of('event'), of('severity')] },
				{ list: 'event', parts: [of('event')] },
			],
		};
	}),
	{
		provider: 'postmark',
		requires: [[['item', 'RecordType']], [['item', 'MessageID'], ['item', 'ID']], [['item', 'SuppressSending']]],
		only: { path: ['RecordType'], pattern: /^SubscriptionChange$/ },
		address: [['item', 'Recipient']],
		messageId: [['item', 'MessageID']],
		occurredAt: [['item', 'ChangedAt']],
		channel: 'email',
		lookups: [
			{ list: 'subscription', parts: [['item', 'SuppressSending'], ['item', 'SuppressionReason']], detail: true },
			{ list: 'subscription', parts: [['item', 'SuppressSending']] },
		],
	},
	{
		provider: 'postmark',
		requires: [[['item', 'MessageID'], ['item', 'ID']]],
		only: { path: ['RecordType'], pattern: /^(?:Bounce|SpamComplaint|Delivery|Open|Click)$/ },
		address: [['item', 'Email'], ['item', 'Recipient']],
		messageId: [['item', 'MessageID']],
		eventId: [['item', 'ID']],
		sender: [['item', 'From']],
		occurredAt: [['item', 'BouncedAt'], ['item', 'DeliveredAt']],
		channel: 'email',
		lookups: [{ list: 'event', parts: [['item', 'RecordType'], ['item', 'Type']], detail: true }, { list: 'event', parts: [['item', 'RecordType']] }],
	},
	...SES_KINDS.flatMap((name) =>
		SES_EVENTS.map(({ kind, each, at, details }): DeliveryShape => ({
			provider: 'ses',
			each,
			listsRecipients: true,
			requires: [[['report', 'mail', 'messageId']]],
			only: { path: [name], pattern: kind },
			address: [['item', 'emailAddress'], ['item']],
			messageId: [['report', 'mail', 'messageId']],
			eventId: [['report', at, 'feedbackId']],
			sender: [['report', 'mail', 'source']],
			occurredAt: [['report', at, 'timestamp']],
			channel: 'email',
			lookups: [...details.map((parts) => ({ list: 'event', parts: [['report', name] as Path, ...parts], detail: true as const })), { list: 'event', parts: [['report', name]] }],
		})),
	),
	{
		provider: 'brevo',
		requires: [[['item', 'event']], [['item', 'message-id'], ['item', 'camp_id'], ['item', 'ts_event']]],
		address: [['item', 'email']],
		messageId: [['item', 'message-id']],
		occurredAt: [['item', 'ts_epoch'], ['item', 'ts_event']],
		channel: 'email',
		leftList: [['item', 'list_id', 0], ['item', 'list_id'], ['item', 'camp_id']],
		lookups: [{ list: 'event', parts: [['item', 'event']] }],
	},
	{
		provider: 'mailjet',
		requires: [[['item', 'event']], [['item', 'mj_contact_id'], ['item', 'mj_campaign_id'], ['item', 'MessageID']]],
		address: [['item', 'email']],
		messageId: [['item', 'MessageID'], ['item', 'mj_message_id']],
		occurredAt: [['item', 'time']],
		channel: 'email',
		leftList: [['item', 'mj_list_id']],
		lookups: [
			{ list: 'event', parts: [['item', 'event'], ['item', 'hard_bounce']], detail: true },
			{ list: 'event', parts: [['item', 'event'], ['item', 'error']], detail: true },
			{ list: 'event', parts: [['item', 'event']] },
		],
	},
];
