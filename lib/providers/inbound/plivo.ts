import { DELIVERY_STATUSES, type InboundShape } from './shape';

/** Source: https://plivo.com/docs/messaging/api/message/handling-incoming; a status callback has a `Status` and no text. */
export const PLIVO_SHAPES: readonly InboundShape[] = [
	{
		provider: 'plivo',
		identity: [{ path: ['MessageUUID'] }, { path: ['From'] }],
		incoming: [{ path: ['Status'], notIn: DELIVERY_STATUSES }],
		from: [['From']],
		to: [['To']],
		text: [['Text'], ['Body']],
		wordless: true,
		id: [['MessageUUID']],
		channel: 'sms',
		channelPath: [['Type']],
		flag: [['MessageIntent']],
	},
];
