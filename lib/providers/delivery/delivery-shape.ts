import type { Channel } from '../../model/channel';
import type { Path } from '../read-path';

/** One event of a report with what it stands in. Paths of a shape start with one of the three names. */
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
	/** The parts of the code, joined by a slash; without one of them there is no code. */
	parts?: readonly Path[];
	/** Texts that hold the code, or the words that stand for it. */
	texts?: readonly Path[];
	/** Finds the code in such a text, as its first group. */
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
	/** Of each line, one path has to hold a value for a payload to be of this shape. */
	requires: readonly (readonly Path[])[];
	/** The value at the path has to match. */
	only?: { path: Path; pattern: RegExp };
	address: readonly Path[];
	/** The provider writes numbers in the international form without its plus sign. */
	digitsAreInternational?: true;
	messageId: readonly Path[];
	/** Absent where reports of several channels look the same. */
	channel?: Channel;
	/** Names the channel; a name that is none of ours leaves it open. */
	channelPath?: Path;
	/** The first that finds a row decides. */
	lookups: readonly CodeLookup[];
}
