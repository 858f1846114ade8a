import type { Channel } from '../model/channel';
import type { FooterLabel } from '../packs/footers';

/** Identifiers of a sender that hold letters and take replies all the same: channel prefixes, addresses, and pools of numbers. */
const ANSWERABLE = /^(?:whatsapp|messenger|rcs|tel):|@|^MG[0-9a-f]{32}$/i;
const LETTER = /\p{L}/u;

/** Whether texts come from a name in place of a number (an alphanumeric sender ID), so that no reply reaches anybody. Unknown senders can be answered. */
export function isOneWay(sender: string | undefined, channel: Channel): boolean {
	return channel === 'sms' && sender !== undefined && LETTER.test(sender) && !ANSWERABLE.test(sender.trim());
}

/** The sender ID with what the places ask to be a part of it. */
export function labelSenderId(sender: string, labels: readonly FooterLabel[]): string {
	return labels.reduce((id, { at, text }) => {
		if (at === 'sender_id_start') return id.startsWith(text) ? id : `${text}${id}`;
		return at !== 'sender_id_end' || id.endsWith(text) ? id : `${id}${text}`;
	}, sender);
}
