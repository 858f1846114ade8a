import { deliveryCodes } from '../../packs/delivery';
import { open } from '../envelopes';
import { shapesFor } from './find-shapes';
import { readEvent, saysItIs, type DeliveryReport } from './read-event';
import { eventsOf } from './report-events';

/**
 * All events of a delivery report, in its order. Recognised by its shape, bare or as n8n's Webhook node, its triggers and queues deliver it. Never
 * throws; an empty list for anything that is no report of a known shape, incoming messages among them.
 *
 * @param provider restricts the shapes to those of one provider, see `DELIVERY_PROVIDERS`.
 */
export function classifyDeliveries(payload: unknown, provider?: string): DeliveryReport[] {
	// A table of codes that is damaged is no fault of the payload.
	deliveryCodes();
	const wanted = typeof provider === 'string' && provider.trim() !== '' ? provider.trim().toLowerCase() : undefined;
	try {
		const found: DeliveryReport[] = [];
		collect(payload, wanted, found, new Set());
		return found;
	} catch {
		// Only an exotic object (a revoked or hostile proxy) refuses to be read; it is no report.
		return [];
	}
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
	return classifyDeliveries(payload, provider)[0] ?? { outcome: 'unknown' };
}

/**
 * Adds the events of a payload to those found.
 *
 * @param seen the objects read so far: a cycle ends, and the work is bounded by the size of the payload.
 */
function collect(payload: unknown, provider: string | undefined, found: DeliveryReport[], seen: Set<unknown>): void {
	if (typeof payload !== 'object' || payload === null || seen.has(payload)) return;
	seen.add(payload);
	const before = found.length;
	if (!Array.isArray(payload)) {
		for (const shape of shapesFor(payload, provider)) {
			if (!saysItIs(shape, payload)) continue;
			for (const scope of eventsOf(payload, shape)) {
				const event = readEvent(shape, scope);
				if (event !== undefined) found.push(event);
			}
			if (found.length > before) return;
		}
	}
	for (const { payload: inner, filledAt } of open(payload, false)) {
		const first = found.length;
		collect(inner, provider, found, seen);
		if (filledAt !== undefined) for (const event of found.slice(first)) event.occurredAt ??= filledAt;
		// A list holds several reports. Of several envelopes (a webhook's body and its query) the first with a report is right.
		if (found.length > before && !Array.isArray(payload)) return;
	}
}
