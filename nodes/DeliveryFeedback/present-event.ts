import type { JsonObject } from '../../lib/model/json';
import { makeReason, type ReasonCode } from '../../lib/model/reasons';
import { presentReason } from '../../lib/n8n/result';
import { DELIVERY_PACK_VERSION } from '../../lib/packs/delivery';
import type { ReportEvent } from './read-reports';
import type { RecordedEvent } from './record-reports';

/** An event as it stands on an item. */
export function presentEvent({ event, pause, change, ref }: RecordedEvent, at: string): JsonObject {
	const { report, channel, contact } = event;
	const problem = problemOf(event);
	const reasons = problem === undefined ? [] : [presentReason(makeReason(problem, { pack: 'delivery', packVersion: DELIVERY_PACK_VERSION }))];
	const result: JsonObject = { outcome: report.outcome, change, reasons, at };
	const parts = {
		provider: report.provider,
		code: report.code,
		reason: report.reason,
		channel,
		address: contact?.address,
		strike: pause?.strike,
		until: pause?.until,
		ref,
	};
	for (const [name, value] of Object.entries(parts)) if (value !== undefined) result[name] = value;
	return result;
}

function problemOf({ report, channel, contact }: ReportEvent): ReasonCode | undefined {
	if (report.provider === undefined) return 'DELIVERY_UNREADABLE';
	if (report.unlisted === true) return 'DELIVERY_CODE_UNKNOWN';
	// Only what stops a contact has to be recorded.
	if (report.reason === undefined) return undefined;
	if (channel === undefined) return 'CHANNEL_INVALID';
	return contact === undefined ? 'DELIVERY_RECIPIENT_UNREADABLE' : undefined;
}
