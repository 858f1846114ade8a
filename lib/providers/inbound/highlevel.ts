import type { InboundShape } from './shape';

/**
 * Source: https://marketplace.gohighlevel.com/docs/webhook/InboundMessage. Older events have no `from`, only a contact's
 * id: they cannot be read without looking the contact up.
 */
export const HIGHLEVEL_SHAPES: readonly InboundShape[] = [
	{
		provider: 'highlevel',
		identity: [{ path: ['type'], in: ['InboundMessage', 'OutboundMessage'] }, { path: ['locationId'] }],
		incoming: [{ path: ['type'], in: ['InboundMessage'] }, { path: ['direction'], in: ['inbound'] }],
		// `phone` is not HighLevel's: workflows that look the contact up put it there.
		from: [['from'], ['phone']],
		to: [['to']],
		text: [['body']],
		wordless: true,
		id: [['messageId']],
		receivedAt: [['dateAdded']],
		channel: 'sms',
		channelPath: [['messageType']],
	},
];
