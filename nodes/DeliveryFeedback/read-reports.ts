import type { INodeExecutionData } from 'n8n-workflow';
import { ADDRESS_KINDS, CHANNELS, type Channel } from '../../lib/model/channel';
import { isAbsent } from '../../lib/model/is-absent';
import type { Batch } from '../../lib/n8n/batch';
import { readChoice, requireChoice } from '../../lib/n8n/choice';
import { createAddressNormalizer } from '../../lib/n8n/fields/target';
import { classifyCode, classifyDeliveries, DELIVERY_PROVIDERS, type DeliveryReport } from '../../lib/providers';
import type { ContactAddress } from '../../lib/store/port';

/** One event of a delivery report, and whom it is about. */
export interface ReportEvent {
	/** Index of the item that holds it. */
	item: number;
	report: DeliveryReport;
	/** Absent where the message went over a channel that is none of ours. */
	channel?: Channel;
	/** Absent where nobody knows who it was for. */
	contact?: ContactAddress;
	/** Our own number or account that the message came from. */
	sender?: string;
}

/** What an item holds that is no report. */
const NO_REPORT: DeliveryReport = { outcome: 'unknown' };

/**
 * Reads the events of all items, in their order; at least one for each.
 *
 * @throws ComplianceError `CONFIG_INVALID` for a setting that is none of its choices
 */
export function readReports(batch: Batch): ReportEvent[] {
	const mode = readChoice(batch.context, 'report', 'Report', ['auto', 'fields']);
	const reportsOf = mode === 'fields' ? fieldReader(batch) : formReader(batch);
	const complete = completer(batch);
	return batch.items.flatMap((_, item) => {
		const reports = reportsOf(item);
		const isAlone = reports.length < 2;
		return (reports.length > 0 ? reports : [NO_REPORT]).map((report) => complete(item, report, isAlone));
	});
}

function formReader(batch: Batch): (item: number) => DeliveryReport[] {
	const hint = readChoice(batch.context, 'options.providerHint', 'Provider Hint', ['any', ...DELIVERY_PROVIDERS]);
	const provider = hint === 'any' ? undefined : hint;
	return (item) => {
		const { json, error } = batch.items[item] as INodeExecutionData;
		// n8n keeps the error of a node beside the fields of the item, or among them. It is newer than anything else there.
		const ofError = error === undefined ? [] : classifyDeliveries({ ...json, error }, provider);
		return ofError.length > 0 ? ofError : classifyDeliveries(json, provider);
	};
}

function fieldReader(batch: Batch): (item: number) => DeliveryReport[] {
	requireChoice(batch.context, 'provider', 'Provider', DELIVERY_PROVIDERS);
	const [provider, code] = [batch.read('provider', 'twilio'), batch.read('code')];
	return (item) => [classifyCode(provider(item), code(item))];
}

/**
 * Adds what a report does not tell from the settings of the node, which are read only where they are needed. The recipient that they name is that of
 * an item with one event: of several nobody knows whose it is.
 */
function completer(batch: Batch): (item: number, report: DeliveryReport, isAlone: boolean) => ReportEvent {
	const normalize = createAddressNormalizer(batch);
	const [channelOf, recipient, sender] = [batch.read('channel', 'sms'), batch.read('recipient'), batch.read('options.sender')];
	return (item, report, isAlone) => {
		if (report.provider === undefined) return { item, report };
		const channel = report.channel ?? (report.otherChannel === true ? undefined : named(channelOf(item)));
		const address = channel === undefined ? undefined : normalize(item, channel, addressOf(report, () => (isAlone ? recipient(item) : undefined)));
		const from = report.sender ?? textOf(sender(item));
		return {
			item,
			report,
			...(channel !== undefined && { channel }),
			...(channel !== undefined && address?.ok === true && { contact: { kind: ADDRESS_KINDS[channel], address: address.address } }),
			...(from !== undefined && { sender: from }),
		};
	};
}

/** What the report itself says counts most, and what only stands beside it least. */
function addressOf({ address, addressGuessed }: DeliveryReport, recipient: () => unknown): unknown {
	if (address !== undefined && addressGuessed !== true) return address;
	const given = recipient();
	return isAbsent(given) ? address : given;
}

function named(channel: unknown): Channel | undefined {
	return CHANNELS.find((known) => known === channel);
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
