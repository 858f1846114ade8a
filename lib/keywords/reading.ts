/** A word read as one or more words of the pack. */
export interface Reading {
	ids: readonly number[];
	/** It was not written as the pack has it. */
	corrected: boolean;
}
