import type { Channel } from '../../model/channel';
import type { SuppressionReason } from '../../model/suppression';
import type { DeliveryOutcome } from '../../packs/delivery';
import { channelNamed, splitPrefix } from '../channels';
import { readIdentifier, readPath, readText, type Path } from '../read-path';
import { readTime } from '../read-time';
import type { DeliveryShape, ReportScope } from './delivery-shape';
import { lookUpCode } from './look-up-code';

/** What became of one message to one person. */
export interface DeliveryReport {
	outcome: DeliveryOutcome;
	/** Whose report it is; absent for a payload that is none. */
	provider?: string;
	/** The provider's code, as the provider writes it. */
	code?: string;
	/** The code is in no table; with `unknown` only. */
	unlisted?: true;
	/** The recipient's address as the provider wrote it, with a plus sign where the form is known to be international; not normalised. */
	address?: string;
	/** The report, an error, names no recipient: the address is that of a field beside it. */
	addressGuessed?: true;
	/** Absent where the report does not tell it, or tells one that is none of ours. */
	channel?: Channel;
	/** The report tells a channel that is none of ours. */
	otherChannel?: true;
	/** Why the contact may not be messaged: with `temporary`, `permanent` and `opted_out`. */
	reason?: SuppressionReason;
	/** Only marketing is stopped; absent: nobody knows, or everything is. */
	scope?: 'marketing';
	/** The provider's id of the message. */
	messageId?: string;
	/** The provider's id of the event, of which a message can have several of a kind. */
	eventId?: string;
	/** When it happened, as the payload says: ISO 8601 in UTC. Anyone who can call the webhook can write any time. */
	occurredAt?: string;
	/** Our own number or account, without a channel prefix; not normalised. */
	sender?: string;
}

/** A whole international number that lacks its plus sign. */
const WITHOUT_PLUS = /^[1-9]\d{6,14}$/;

/** Reads one event; `undefined` for anything that is not of the shape. */
export function readEvent(shape: DeliveryShape, scope: ReportScope): DeliveryReport | undefined {
	if (!isOfShape(shape, scope)) return undefined;
	const found = lookUpCode(shape.provider, shape.lookups, scope);
	if (!found) return undefined;
	const { code, row } = found;
	// Filled one by one: a webhook can carry thousands, and copies for each absent part would cost more than the reading.
	const report: DeliveryReport = { outcome: row?.outcome ?? 'unknown', provider: shape.provider };
	if (code !== undefined) report.code = code;
	if (row === undefined) report.unlisted = true;
	addRecipient(report, shape, scope);
	if (row?.reason !== undefined) report.reason = row.reason;
	if (row?.scope !== undefined || leftList(report, shape, scope)) report.scope = 'marketing';
	addCircumstances(report, shape, scope);
	return report;
}

/** Whether a report says of itself that it is of the shape. Asked once for each, before its events are looked for. */
export function saysItIs({ only }: DeliveryShape, report: unknown): boolean {
	return only === undefined || only.pattern.test(readText(report, [only.path]) ?? '');
}

function isOfShape({ requires }: DeliveryShape, scope: ReportScope): boolean {
	return requires.every((paths) => paths.some((path) => isValue(readPath(scope, path))));
}

function isValue(value: unknown): boolean {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function addRecipient(report: DeliveryReport, shape: DeliveryShape, scope: ReportScope): void {
	const raw = readIdentifier(scope, shape.address);
	const { address, channel: prefixed } = raw === undefined ? {} : splitPrefix(raw);
	if (address !== undefined) report.address = international(address, shape);
	if (address !== undefined && shape.addressGuessed) report.addressGuessed = true;
	const name = prefixed === undefined && shape.channelPath ? readIdentifier(scope, [shape.channelPath]) : undefined;
	const channel = prefixed ?? (name === undefined ? shape.channel : channelNamed(name));
	if (channel !== undefined) report.channel = channel;
	else if (name !== undefined) report.otherChannel = true;
}

/** Zero stands for no list. */
function leftList({ outcome }: DeliveryReport, { leftList: paths }: DeliveryShape, scope: ReportScope): boolean {
	return outcome === 'opted_out' && paths !== undefined && (readText(scope, paths) ?? '0') !== '0';
}

function addCircumstances(report: DeliveryReport, shape: DeliveryShape, scope: ReportScope): void {
	const messageId = readIdentifier(scope, shape.messageId);
	if (messageId !== undefined) report.messageId = messageId;
	const eventId = shape.eventId && readIdentifier(scope, shape.eventId);
	if (eventId !== undefined) report.eventId = eventId;
	const occurredAt = firstTime(scope, shape.occurredAt ?? []);
	if (occurredAt !== undefined) report.occurredAt = occurredAt;
	const sender = shape.sender && readIdentifier(scope, shape.sender);
	if (sender !== undefined) report.sender = international(splitPrefix(sender).address, shape);
}

function firstTime(scope: ReportScope, paths: readonly Path[]): string | undefined {
	for (const path of paths) {
		const written = readIdentifier(scope, [path]);
		const time = written === undefined ? undefined : readTime(written, true);
		if (time !== undefined) return time;
	}
	return undefined;
}

function international(address: string, { digitsAreInternational }: DeliveryShape): string {
	return digitsAreInternational && WITHOUT_PLUS.test(address) ? `+${address}` : address;
}
