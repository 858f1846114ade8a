/** Why a row was not imported. Never with a value of the row. */
export const PROBLEMS = {
	row_malformed: 'The row has more or fewer cells than the header has names.',
	column_twice: 'Two fields of the row have one name, apart from case and blanks: nobody knows which of them counts.',
	address_missing: 'The row has no address.',
	address_invalid: 'The address can not be one.',
	address_imprecise: 'A spreadsheet has rounded the number, so that nobody knows whose it is.',
	address_erased: 'The contact was erased: the row has a subject and no address. Only a move of the whole store takes it along.',
	brand_other: 'The row belongs to another brand.',
	channel_unreadable: 'The channel of the consent is missing or none that exists, or does not fit the kind of address.',
	class_unreadable: 'The message class of the consent is missing or none that exists, or there are several.',
	state_unreadable: 'What the contact chose can not be read.',
	basis_unreadable: 'What the consent rests on can not be read.',
	time_unreadable: 'A time of the consent can not be read without guessing. Use ISO 8601, such as 2026-03-31T14:05:00Z.',
	time_in_future: 'The time of the consent is in the future.',
} as const;
export type Problem = keyof typeof PROBLEMS;

/** What was imported otherwise than the row says, always so that it stops more or proves less. */
export const NOTES = {
	record_unreadable: 'The row does not say what it is, and was taken for a suppression.',
	reason_unreadable: 'The reason could not be read: recorded as an opt-out of every class, which only the contact can undo.',
	channel_unreadable: 'The channel could not be read: it stops every channel of the address.',
	classes_unreadable: 'The classes could not be read: it stops every class.',
	direction_unreadable: 'The direction could not be read: it stops both.',
	until_unreadable: 'The end could not be read, or has no time zone: it holds until it is lifted.',
	until_dropped: 'What the contact alone may undo has no end: it holds until it is lifted.',
	time_unreadable: 'The time could not be read: it counts from now.',
	withdrawal_incomplete: 'The withdrawal was recorded, and what else the row says could not be read.',
	place_unreadable: 'The time zone or jurisdiction could not be read and was left out.',
} as const;
export type Note = keyof typeof NOTES;

/** `row`: see `TableRow`. */
export interface Finding<Code extends string> {
	row: number;
	code: Code;
	text: string;
}
