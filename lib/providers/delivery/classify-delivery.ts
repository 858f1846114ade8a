import type { Channel } from '../../model/channel';
import type { SuppressionReason } from '../../model/suppression';
import type { DeliveryOutcome } from '../../packs/delivery';
import { readIdentifier, readPath, readText } from '../read-path';
import type { DeliveryShape, ReportScope } from './delivery-shape';
import { EMAIL_SHAPES } from './email-shapes';
import { lookUpCode } from './look-up-code';
import { MESSAGE_SHAPES } from './message-shapes';
import { eventsOf, reportsIn } from './report-events';

/** What became of one message to one person. */
export interface DeliveryReport {
	outcome: DeliveryOutcome;
	/** Whose report it is; absent for a payload that is none. */
	provider?: string;
	/** The provider's code, as the provider writes it. */
	code?: string;
	/** The recipient's address as the provider wrote it, with a plus sign where the form is known to be international; not normalised. */
	address?: string;
	/** Absent where the report does not tell it. */
	channel?: Channel;
	/** Why the contact may not be messaged: with `temporary`, `permanent` and `opted_out`. */
	reason?: SuppressionReason;
	/** The provider's id of the message. */
	messageId?: string;
}

const SHAPES: readonly DeliveryShape[] = [...MESSAGE_SHAPES, ...EMAIL_SHAPES];
/** Prefixes of an address that name the channel. */
const ADDRESS_PREFIXES: Readonly<Record<string, Channel>> = { whatsapp: 'whatsapp', messenger: 'facebook', rcs: 'sms' };
/** Channels by the names providers give them. */
const CHANNEL_NAMES: Readonly<Record<string, Channel>> = { sms: 'sms', mms: 'sms', rcs: 'sms', whatsapp: 'whatsapp', messenger: 'facebook', facebook: 'facebook', email: 'email' };

function named(table: Readonly<Record<string, Channel>>, name: string | undefined): Channel | undefined {
	return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

function addressOf(shape: DeliveryShape, scope: ReportScope): { address?: string; channel?: Channel } {
	const raw = readIdentifier(scope, shape.address);
	if (raw === undefined) return {};
	const channel = named(ADDRESS_PREFIXES, /^([a-z]{3,12}):/i.exec(raw)?.[1]?.toLowerCase());
	const address = channel === undefined ? raw : raw.slice(raw.indexOf(':') + 1).trim();
	return { address: shape.digitsAreInternational && /^[1-9]\d{6,14}$/.test(address) ? `+${address}` : address, ...(channel !== undefined && { channel }) };
}

function channelOf(shape: DeliveryShape, scope: ReportScope): Channel | undefined {
	const name = shape.channelPath && readIdentifier(scope, [shape.channelPath]);
	return name === undefined ? shape.channel : named(CHANNEL_NAMES, name.toLowerCase().split('.')[0]);
}

function isOfShape({ requires, only }: DeliveryShape, scope: ReportScope): boolean {
	if (only && !only.pattern.test(readText(scope, [only.path]) ?? '')) return false;
	return requires.every((paths) => paths.some((path) => ['string', 'number', 'boolean'].includes(typeof readPath(scope, path))));
}

function readEvent(shape: DeliveryShape, scope: ReportScope): DeliveryReport | undefined {
	if (!isOfShape(shape, scope)) return undefined;
	const found = lookUpCode(shape.provider, shape.lookups, scope);
	if (!found) return undefined;
	const { address, channel = channelOf(shape, scope) } = addressOf(shape, scope);
	const messageId = readIdentifier(scope, shape.messageId);
	return {
		outcome: found.row?.outcome ?? 'unknown',
		provider: shape.provider,
		...(found.code !== undefined && { code: found.code }),
		...(address !== undefined && { address }),
		...(channel !== undefined && { channel }),
		...(found.row?.reason !== undefined && { reason: found.row.reason }),
		...(messageId !== undefined && { messageId }),
	};
}

function* readReport(report: unknown, shapes: readonly DeliveryShape[]): Generator<DeliveryReport> {
	for (const shape of shapes) {
		let recognised = false;
		for (const scope of eventsOf(report, shape.each)) {
			const event = readEvent(shape, scope);
			if (!event) continue;
			recognised = true;
			yield event;
		}
		if (recognised) return;
	}
}

function* readPayload(payload: unknown, provider: string | undefined): Generator<DeliveryReport> {
	const wanted = typeof provider === 'string' && provider.trim() !== '' ? provider.trim().toLowerCase() : undefined;
	const shapes = SHAPES.filter((shape) => wanted === undefined || shape.provider === wanted);
	try {
		for (const reports of reportsIn(payload)) {
			let recognised = false;
			for (const report of reports) {
				for (const event of readReport(report, shapes)) {
					recognised = true;
					yield event;
				}
			}
			if (recognised) return;
		}
	} catch {
		// Only an exotic object (a revoked or hostile proxy) refuses to be read; it is no report.
	}
}

/**
 * All events of a delivery report, in its order. Recognised by its shape, bare or as n8n's Webhook node wraps it. Never
 * throws; an empty list for anything that is no report of a known shape, incoming messages among them.
 *
 * @param provider restricts the shapes to those of one provider: twilio, telnyx, bandwidth, vonage, infobip, sinch, bird,
 * messagebird, aws, plivo, whatsapp, sendgrid, mailgun, postmark, ses, brevo or mailjet.
 */
export function classifyDeliveries(payload: unknown, provider?: string): DeliveryReport[] {
	return [...readPayload(payload, provider)];
}

/**
 * What a delivery report says; its first event, where it has several. Never throws; `{ outcome: 'unknown' }` without a
 * provider for anything that is no report of a known shape. A code that is in no table is `unknown`.
 *
 * @example
 * classifyDelivery({ MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '30003', To: '+15551230000' })
 * // => { outcome: 'temporary', provider: 'twilio', code: '30003', address: '+15551230000', channel: 'sms', reason: 'unreachable', messageId: 'SM1' }
 */
export function classifyDelivery(payload: unknown, provider?: string): DeliveryReport {
	for (const event of readPayload(payload, provider)) return event;
	return { outcome: 'unknown' };
}
