const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const WEEKDAYS = { sun: 'Sunday', mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday' };
const COUNTS = { 1: 'First', 2: 'Second', 3: 'Third', 4: 'Fourth', '-1': 'Last' };
const EASTER = { '-48': 'Carnival Monday', '-47': 'Carnival Tuesday', '-3': 'Thursday before Easter', '-2': 'Friday before Easter', '-1': 'Saturday before Easter', '+0': 'Easter Sunday', '+1': 'Monday after Easter' };
const SUBSTITUTES = {
	nearest_weekday: 'if a Saturday also the Friday before, if a Sunday also the Monday after',
	after_sunday: 'if a Sunday also the next weekday',
	after_weekend: 'if on a weekend also the next weekday',
	before_sunday: 'if a Sunday also the Saturday before',
};

const dateWords = (month, day) => `${Number(day)} ${MONTHS[Number(month) - 1]}`;

const FORMS = [
	[/^(\d\d)-(\d\d)$/, (month, day) => dateWords(month, day)],
	[/^easter([+-]\d+)$/, (offset) => EASTER[offset] ?? `${Math.abs(Number(offset))} days ${offset.startsWith('-') ? 'before' : 'after'} Easter Sunday`],
	[/^(\w{3})#(-?\d) (\d\d)(?: \+(\d))?$/, (weekday, n, month, plus) => `${plus === undefined ? '' : `${plus} day after the `}${COUNTS[n]} ${WEEKDAYS[weekday]} of ${MONTHS[Number(month) - 1]}`],
	[/^(\w{3})>=(\d\d)-(\d\d)$/, (weekday, month, day) => `${WEEKDAYS[weekday]} on or after ${dateWords(month, day)}`],
	[/^(\w{3})<=(\d\d)-(\d\d)$/, (weekday, month, day) => `${WEEKDAYS[weekday]} on or before ${dateWords(month, day)}`],
];

function dayWords(on) {
	for (const [form, words] of FORMS) {
		const match = form.exec(on);
		if (match !== null) return words(...match.slice(1));
	}
	throw new Error(`No words for the holiday rule "${on}".`);
}

function yearWords({ from, to, every } = {}) {
	const since = from === undefined ? [] : [every === undefined ? `since ${from}` : `every ${every} years from ${from}`];
	return [...since, ...(to === undefined ? [] : [`until ${to}`])];
}

/** When a holiday is, for people: `4 July; if on a weekend also the next weekday`. */
export function holidayWords({ on, substitute, years }) {
	return [dayWords(on), ...(substitute === undefined ? [] : [SUBSTITUTES[substitute]]), ...yearWords(years)].join('; ');
}
