import type { InboundShape } from './shape';

/**
 * Source: https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html. `messageKeyword` is the keyword
 * registered for the number, not the person's words.
 */
export const AWS_SHAPES: readonly InboundShape[] = [
	{
		provider: 'aws',
		identity: [{ path: ['destinationNumber'] }, { path: ['messageBody'] }],
		from: [['originationNumber']],
		to: [['destinationNumber']],
		text: [['messageBody']],
		id: [['inboundMessageId']],
		channel: 'sms',
	},
];
