/** Public holidays of the places whose rules are other on holidays. */
export interface HolidayPack {
	/** The day on which its rules were put together, such as `2026.11.21`. */
	version: string;
	/** The years that are covered, both included. Before and after them nobody knows what is a holiday. */
	firstYear: number;
	lastYear: number;
	/** By ISO 3166-1 or 3166-2 code: local calendar dates, `YYYY-MM-DD`, and what each is called. Holidays of the parent that count are in it. */
	calendars: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A place, one of its holidays, and dates: `0704` is 4 July of every year of the table, `260403` is 3 April 2026. */
export type HolidayTableRow = readonly [jurisdiction: string, name: string, dates: string];

export interface HolidayTable {
	version: string;
	years: readonly [first: number, last: number];
	rows: readonly HolidayTableRow[];
}

/** The pack that a compact table stands for. */
export function readHolidayTable({ version, years: [firstYear, lastYear], rows }: HolidayTable): HolidayPack {
	const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => String(firstYear + index));
	const calendars: Record<string, Record<string, string>> = {};
	for (const [jurisdiction, name, dates] of rows) {
		const calendar = (calendars[jurisdiction] ??= {});
		for (const token of dates.split(' ')) {
			const day = `${token.slice(-4, -2)}-${token.slice(-2)}`;
			for (const year of token.length === 4 ? years : [`20${token.slice(0, 2)}`]) calendar[`${year}-${day}`] = name;
		}
	}
	return { version, firstYear, lastYear, calendars };
}
