import type { AddressResult } from '../../lib/model/address';
import { ADDRESS_KINDS, CHANNELS, type Channel } from '../../lib/model/channel';
import type { Batch } from '../../lib/n8n/batch';
import { readChoice } from '../../lib/n8n/choice';
import { whereabouts, type GivenPlace } from '../../lib/jurisdiction';
import { placeReader } from '../../lib/n8n/fields/place-fields';
import { createAddressNormalizer } from '../../lib/n8n/fields/target';
import { parseInboundAll, type InboundMessage } from '../../lib/providers';

/** One incoming message, as far as it could be read. */
export interface Reply {
	/** Absent where the item is no message of a known form. */
	channel?: Channel;
	address?: AddressResult;
	text: unknown;
	/** Every country or region in which the sender may be, ISO 3166; empty: nobody knows. */
	places: readonly string[];
	/** Our own number that received it. */
	to?: string;
	/** The provider's id of the message. */
	id?: string;
	/** What the provider itself made of the reply. */
	flag?: InboundMessage['optOutFlag'];
}

type Message = Omit<Reply, 'places'>;

const READERS = { auto: formReader, fields: fieldReader };

/**
 * Reads every item's message, by its form or by the fields that the node names.
 *
 * @throws ComplianceError `CONFIG_INVALID` when neither is chosen
 */
export function readReplies(batch: Batch): Reply[] {
	const readFrom = readChoice(batch.context, 'readFrom', 'Message', ['auto', 'fields']);
	const read = READERS[readFrom](batch);
	const given = placeReader(batch);
	return batch.items.map((_, index) => {
		const message = read(index);
		return { ...message, places: placesOf(message, given(index)) };
	});
}

/** By the address that the item names and the phone number; both, where they are of different countries. */
function placesOf({ channel, address }: Message, given: GivenPlace): readonly string[] {
	const hasPhone = channel !== undefined && ADDRESS_KINDS[channel] === 'phone' && address?.ok === true;
	return whereabouts({ given, ...(hasPhone && { phone: address.address }) }).jurisdiction.codes;
}

function formReader(batch: Batch): (index: number) => Message {
	const normalize = createAddressNormalizer(batch);
	return (index) => {
		const [message, ...others] = parseInboundAll(batch.items[index]?.json);
		// Of several messages in one item only one could be answered for: a person sees them all.
		if (message === undefined || others.length > 0) return { text: undefined };
		const { channel, from, to, text, id, optOutFlag } = message;
		return { channel, address: normalize(index, channel, from), text, to, id, flag: optOutFlag };
	};
}

function fieldReader(batch: Batch): (index: number) => Message {
	const normalize = createAddressNormalizer(batch);
	const channelOf = batch.read('channel', 'sms');
	const address = batch.read('address');
	const text = batch.read('text');
	const messageId = batch.read('messageId');
	return (index) => {
		const channel = CHANNELS.find((known) => known === channelOf(index));
		if (channel === undefined) return { text: undefined };
		const id = messageId(index);
		return {
			channel,
			address: normalize(index, channel, address(index)),
			text: text(index),
			...((typeof id === 'string' || typeof id === 'number') && id !== '' && { id: String(id) }),
		};
	};
}
