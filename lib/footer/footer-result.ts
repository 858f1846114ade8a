import type { FooterLanguage, OptOutRouteName } from '../packs/footers';
import type { SmsMeasure } from '../sms/measure-sms';
import type { MissingWord } from './choose-wording';

/**
 * Why no opt-out text was added. `TEXT_MISSING`: there is no message. `CLASS_NOT_INCLUDED`: this class gets
 * none, the text is unchanged. `ALREADY_PRESENT`: the text has one. `ROUTE_INVALID`: the link, number or sender that
 * the contact should use is missing or cannot be one. `LABEL_INCOMPLETE`: the place asks for a label with the sender's name, which is
 * missing. `DESTINATION_UNKNOWN`: the place on the item is none, so nobody knows what has to stand in the text. With the last three such a message
 * should not be sent.
 */
export type FooterSkipped = 'TEXT_MISSING' | 'CLASS_NOT_INCLUDED' | 'ALREADY_PRESENT' | 'ROUTE_INVALID' | 'LABEL_INCOMPLETE' | 'DESTINATION_UNKNOWN';

/**
 * What a person should look at; none keeps the message from being sent. `SENDER_NAME_MISSING`: the place asks who is writing, and no name was given.
 * `SENDER_LABEL_MISSING`: the place asks for a sender ID as in `senderId`, and the sender is not known or another. `REPLIES_NOT_READ`: the text asks for a reply
 * that will reach nobody. `SENDER_ID_TOO_LONG`: with the label that the place asks for, the sender has more than the eleven characters that a phone
 * shows. `OPT_OUT_TEXT_UNCLEAR`: the brand's own words have no place to be filled in, and nothing in them reads as a way to opt out.
 */
export type FooterWarning = 'SENDER_NAME_MISSING' | 'SENDER_LABEL_MISSING' | 'SENDER_ID_TOO_LONG' | 'REPLIES_NOT_READ' | 'OPT_OUT_TEXT_UNCLEAR';

export interface FooterResult {
	text: string;
	senderAdded: boolean;
	optOutAdded: boolean;
	skipped?: FooterSkipped;
	/** With `ROUTE_INVALID`: what would have to be given; any one of the ways suffices. */
	missing?: MissingWord[];
	/** The rule pack and the ids of its rows that decided; absent where the message gets no footer whatever the place. */
	pack?: string;
	packVersion?: string;
	rows?: string[];
	/** Of the opt-out text that was added; no language where the words are the brand's own. */
	language?: FooterLanguage;
	route?: OptOutRouteName;
	/** Labels that were put in front. */
	label?: string;
	/** What the subject of an email has to begin with. */
	subjectLabel?: string;
	/** The sender as the place asks for it; the sender step has to use it. */
	senderId?: string;
	warnings?: FooterWarning[];
	/** Size as an SMS, before and after, whatever the channel. */
	sms: { before: SmsMeasure; after: SmsMeasure };
}
