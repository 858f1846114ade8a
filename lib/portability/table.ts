import { columnOf, type RawRow } from './columns';

/** A row of a table before its columns are known. */
export interface TableRow {
	/** What people call it: counted from 1; in a CSV file the header is row 1. */
	row: number;
	/** Each has a value; where that is not so nobody knows which belongs to which. */
	names: readonly string[];
	values: readonly unknown[];
}

/** Reads rows by the names of our columns and remembers which names are none of them. */
export class Table {
	private readonly unknown = new Set<string>();

	/** @returns `undefined` where two names are one column: whichever value is taken, the other may be the contact who opted out. */
	read({ names, values }: TableRow): RawRow | undefined {
		const row: RawRow = {};
		let isTwofold = false;
		names.forEach((name, index) => {
			const column = columnOf(name);
			if (column === undefined) this.unknown.add(name);
			else if (Object.hasOwn(row, column)) isTwofold = true;
			else row[column] = values[index];
		});
		return isTwofold ? undefined : row;
	}

	/** Names that were ignored, once each. */
	ignored(): string[] {
		return [...this.unknown];
	}
}
