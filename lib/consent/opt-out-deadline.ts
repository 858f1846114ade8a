const DEADLINE = /^P(?:(\d+)D|(\d+)BD|T(\d+)H)$/;
const HOURS_PER_DAY = 24;
/** Five business days take a week. */
const DAYS_PER_BUSINESS_DAY = 7 / 5;

/** The earliest of several deadlines, as written. Business days count as if there were no holidays. */
export function earliestDeadline(deadlines: readonly string[]): string | undefined {
	return deadlines.reduce<string | undefined>((first, next) => (first === undefined || hoursOf(next) < hoursOf(first) ? next : first), undefined);
}

/** What cannot be read is due at once. */
function hoursOf(deadline: string): number {
	const [, days = 0, businessDays = 0, hours = 0] = (DEADLINE.exec(deadline) ?? []).map(Number);
	return (days || 0) * HOURS_PER_DAY + (businessDays || 0) * HOURS_PER_DAY * DAYS_PER_BUSINESS_DAY + (hours || 0);
}
