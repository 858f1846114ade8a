import { whereabouts, type GivenPlace } from '../../lib/jurisdiction';
import { isAbsent } from '../../lib/model/is-absent';
import { ADDRESS_KINDS, type Channel } from '../../lib/model/channel';
import type { Batch } from '../../lib/n8n/batch';
import { readChoice } from '../../lib/n8n/choice';
import { placeReader } from '../../lib/n8n/fields/place-fields';
import { createAddressNormalizer } from '../../lib/n8n/fields/target';
import { channelNamed, classifyDelivery, explainUnknown, parseInboundEntries, type InboundEntry, type LookedFor } from '../../lib/providers';
import type { ContactAddress } from '../../lib/store/port';
import { readInstant } from '../../lib/time/instant';

/** One incoming message, as far as it could be read. */
export interface Reply {
	/** Index of the item that holds it. */
	item: number;
	/** Only of an item that holds several: which of them it is, counted from 1. */
	message?: { number: number; of: number };
	/** Absent where the item is no message of a known form. */
	channel?: Channel;
	/** The item names no channel of ours; `channel` is what it most probably is. */
	channelGuessed?: true;
	/** Absent where the sender cannot be read. */
	contact?: ContactAddress;
	/** It has a provider's form, without a sender in it. */
	isSenderMissing?: true;
	text: unknown;
	/** Every country or region in which the sender may be, ISO 3166; empty: nobody knows. */
	places: readonly string[];
	/** Our own number that received it. */
	to?: string;
	/** The provider's id of the message. */
	id?: string;
	/** An id that may be that of the row or of the contact. */
	recordId?: string;
	/** When the provider received it, as it says. */
	receivedAt?: Date;
	/** What the provider itself made of the reply. */
	flag?: InboundEntry['optOutFlag'];
	/** Absent: the flag is about every message. */
	optOutScope?: 'marketing';
	/** The item is no reply but a report on one of our own messages. */
	isDeliveryReport?: true;
	/** Of an item that is no message of a known form: the form that comes closest. Of one without a sender: its own form. */
	closest?: LookedFor;
}

type Message = Omit<Reply, 'item' | 'message' | 'places'>;

const READERS = { auto: formReader, fields: fieldReader };

/**
 * Reads the messages of every item, in order, by their form or by the fields that the node names. There is at least one entry for each item.
 *
 * @throws ComplianceError `CONFIG_INVALID` when neither is chosen
 */
export function readReplies(batch: Batch): Reply[] {
	const readFrom = readChoice(batch.context, 'readFrom', 'Message', ['auto', 'fields']);
	const read = READERS[readFrom](batch);
	const given = placeReader(batch);
	return batch.items.flatMap((_, item) => {
		const messages = read(item);
		const of = messages.length;
		return messages.map((message, index) => ({ ...message, item, ...(of > 1 && { message: { number: index + 1, of } }), places: placesOf(message, given(item)) }));
	});
}

/** By the address that the item names and the phone number; both, where they are of different countries. */
function placesOf({ contact }: Message, given: GivenPlace): readonly string[] {
	return whereabouts({ given, ...(contact?.kind === 'phone' && { phone: contact.address }) }).jurisdiction.codes;
}

function formReader(batch: Batch): (index: number) => Message[] {
	const contactOf = contactReader(batch);
	return (index) => {
		const payload = batch.items[index]?.json;
		const messages = parseInboundEntries(payload);
		if (messages.length === 0) return [unknownForm(payload)];
		const forms = messages.some((message) => 'unreadable' in message) ? explainUnknown(payload).lookedFor : [];
		return messages.map((message) => {
			const { channel, channelGuessed, to, text, id, recordId, receivedAt, optOutFlag, optOutScope } = message;
			const received = readInstant(receivedAt);
			return {
				channel,
				...(channelGuessed === true && { channelGuessed }),
				...('from' in message ? contactOf(index, channel, message.from) : { isSenderMissing: true, ...closestOf(forms.filter(({ provider }) => provider === message.provider)) }),
				text,
				...(to !== undefined && { to }),
				...(id !== undefined && { id }),
				...(recordId !== undefined && { recordId }),
				...(received !== undefined && { receivedAt: received }),
				...(optOutFlag !== undefined && { flag: optOutFlag }),
				...(optOutScope !== undefined && { optOutScope }),
			};
		});
	};
}

/** Status callbacks often share a webhook with replies. Only what holds no message at all is asked whether it is one. */
function unknownForm(payload: unknown): Message {
	if (classifyDelivery(payload).provider !== undefined) return { text: undefined, isDeliveryReport: true };
	return { text: undefined, ...closestOf(explainUnknown(payload).lookedFor) };
}

function closestOf(forms: readonly LookedFor[]): Pick<Reply, 'closest'> {
	const closest = forms.find(({ fields, missing }) => missing.length > 0 && missing.length < fields.length);
	return closest === undefined ? {} : { closest };
}

function fieldReader(batch: Batch): (index: number) => Message[] {
	const contactOf = contactReader(batch);
	const channelOf = batch.read('channel', 'sms');
	const [address, text, messageId, ourNumber, receivedAt] = ['address', 'text', 'messageId', 'ourNumber', 'receivedAt'].map((name) => batch.read(name)) as [Field, Field, Field, Field, Field];
	return (index) => {
		const named = channelNamed(nameOf(channelOf(index))?.trim() ?? '');
		// A STOP must not get lost over a name.
		const channel = named ?? 'sms';
		const [id, to, received] = [nameOf(messageId(index)), nameOf(ourNumber(index)), readInstant(receivedAt(index))];
		return [
			{
				channel,
				...(named === undefined && { channelGuessed: true }),
				...contactOf(index, channel, address(index)),
				text: text(index),
				...(to !== undefined && { to }),
				...(id !== undefined && { id }),
				...(received !== undefined && { receivedAt: received }),
			},
		];
	};
}

type Field = ReturnType<Batch['read']>;

/** A text or number that names something. */
function nameOf(value: unknown): string | undefined {
	return (typeof value === 'string' || typeof value === 'number') && !isAbsent(value) ? String(value) : undefined;
}

function contactReader(batch: Batch): (index: number, channel: Channel, raw: unknown) => { contact?: ContactAddress } {
	const normalize = createAddressNormalizer(batch);
	return (index, channel, raw) => {
		const read = normalize(index, channel, raw);
		return read.ok ? { contact: { kind: ADDRESS_KINDS[channel], address: read.address } } : {};
	};
}
