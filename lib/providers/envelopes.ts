import { meets, type Condition } from './condition';
import { readIdentifier, readPath, type Path } from './read-path';
import { readTime } from './read-time';

/** Something that a payload is delivered in. */
interface Envelope {
	path: Path;
	/**
	 * What has to hold for the envelope. Text is parsed as JSON only where this proves that the deliverer wrote it: a person
	 * can send JSON as the text of a message, and must not speak for somebody else with it.
	 */
	when?: readonly Condition[];
	json?: true;
	/** Of a provider: nothing that people build themselves lies in it. */
	ofProvider?: true;
	/** When the envelope was filled, for contents without a time. */
	filledAt?: Path;
}

/** Where n8n, queues and providers put the payload they deliver. */
const ENVELOPES: readonly Envelope[] = [
	{ path: ['body'] },
	// n8n's Webhook node leaves a body of type text/plain as it is, and Amazon SNS sends its JSON under that type.
	{ path: ['body'], json: true, when: [{ path: ['headers', 'host'] }, { path: ['params'] }, { path: ['query'] }] },
	{ path: ['query'] },
	// https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
	{ ofProvider: true, path: ['Message'], json: true, when: [{ path: ['Type'], in: ['Notification'] }, { path: ['TopicArn'] }], filledAt: ['Timestamp'] },
	// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events.html
	{ ofProvider: true, path: ['detail'], when: [{ path: ['detail-type'] }, { path: ['source'] }], filledAt: ['time'] },
	{ ofProvider: true, path: ['Records'] },
	{ ofProvider: true, path: ['Sns'] },
	// https://docs.aws.amazon.com/social-messaging/latest/userguide/managing-event-destination-dlrs.html
	{ ofProvider: true, path: ['whatsAppWebhookEntry'], json: true, when: [{ path: ['aws_account_id'] }, { path: ['context'] }], filledAt: ['message_timestamp'] },
	// Meta: entry, changes, value.
	{ ofProvider: true, path: ['entry'] },
	{ ofProvider: true, path: ['changes'] },
	{ ofProvider: true, path: ['value'] },
	// Sinch's list of incoming messages.
	{ ofProvider: true, path: ['inbounds'] },
];

/** A payload out of an envelope. */
export interface Enclosed {
	payload: unknown;
	/** When the envelope was filled, ISO 8601 in UTC. */
	filledAt?: string;
}

/**
 * What lies in a list, or in the envelopes that a payload may be.
 *
 * @param handmade only the envelopes that things without a provider come in.
 */
export function open(payload: object, handmade: boolean): Enclosed[] {
	if (Array.isArray(payload)) return Object.values(payload).map((entry: unknown) => ({ payload: entry }));
	const found: Enclosed[] = [];
	for (const { path, when, json, ofProvider, filledAt } of ENVELOPES) {
		if (handmade && ofProvider) continue;
		const value = readPath(payload, path);
		// The conditions are asked last: nearly every envelope is none.
		if (typeof value !== (json ? 'string' : 'object') || value === null || (when && !meets(payload, when))) continue;
		const enclosed = json ? parseJson(value as string) : value;
		if (typeof enclosed !== 'object' || enclosed === null) continue;
		const time = filledAt && readIdentifier(payload, [filledAt]);
		const at = time === undefined ? undefined : readTime(time, false);
		found.push(at === undefined ? { payload: enclosed } : { payload: enclosed, filledAt: at });
	}
	return found;
}

function parseJson(text: string): unknown {
	if (!/^\s*[[{]/.test(text)) return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		// Text that only looks like JSON is no envelope.
		return undefined;
	}
}
