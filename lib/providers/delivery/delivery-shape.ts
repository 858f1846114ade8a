import type { Channel } from '../../model/channel';
import type { Path } from '../read-path';

/** One event of a report with what it stands in. But for `only`, paths of a shape start with one of the three names. */
export interface ReportScope {
	report: unknown;
	/** The list-keeping object above the event, where a shape has lists in lists. */
	parent: unknown;
	/** The event itself; the report where it has only one. */
	item: unknown;
}

/** Where a shape keeps a code, and which list of its provider the code is from. */
export interface CodeLookup {
	list: string;
	/** The parts of the code, joined by a slash; without one of them there is no code. In a single one `*` stands for every element of a list: an error each. */
	parts?: readonly Path[];
	/** Texts that hold codes, or the words that stand for them; `*` stands for every element of a list. */
	texts?: readonly Path[];
	/** Finds every code in such a text, as its first group. */
	pattern?: RegExp;
	/** A value that may be anything and only refines what the lookups behind it say: one that no row knows says nothing. */
	detail?: true;
}

/** Where one kind of delivery report keeps its parts. */
export interface DeliveryShape {
	/** As users write the hint. */
	provider: string;
	/** Where the events are in the report; `*` stands for every element of a list. Without it the report is one event. */
	each?: readonly string[];
	/** The elements of the last list are the recipients of one event, which is one as well where nobody is named. */
	listsRecipients?: true;
	/** Of each line, one path has to hold a value for a payload to be of this shape. The recipient is none of them: an event that names nobody must not get lost. */
	requires: readonly (readonly Path[])[];
	/** The value at this path of the report has to match. */
	only?: { path: Path; pattern: RegExp };
	address: readonly Path[];
	/** The report names nobody; the address is one that happens to stand beside it. */
	addressGuessed?: true;
	/** The provider writes numbers in the international form without its plus sign. */
	digitsAreInternational?: true;
	messageId: readonly Path[];
	/** The provider's id of the event: the same when it is sent again, another for the next event on the same message. */
	eventId?: readonly Path[];
	/** Our own number or account. */
	sender?: readonly Path[];
	/** When it happened: ISO 8601, or a Unix time in seconds or milliseconds; a time without a zone is in UTC. */
	occurredAt?: readonly Path[];
	/** Absent where reports of several channels look the same. */
	channel?: Channel;
	/** Names the channel, which may be none of ours. */
	channelPath?: Path;
	/** Names the list or campaign that a person has left: an opt-out beside it is one from marketing. */
	leftList?: readonly Path[];
	/** See `lookUpCode`. */
	lookups: readonly CodeLookup[];
}
