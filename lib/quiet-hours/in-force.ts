import type { QuietHoursRow } from '../packs/quiet-hours';

const MS_PER_DAY = 86_400_000;

/** Whether a row is in force on a local day, given as days since 1970-01-01. A bare year or month counts from its first to its last day. */
export function isInForce({ effectiveFrom, effectiveTo }: QuietHoursRow, day: number): boolean {
	return (effectiveFrom === null || day >= firstDay(effectiveFrom)) && (effectiveTo === null || day <= lastDay(effectiveTo));
}

function firstDay(date: string): number {
	const [year, month, day] = partsOf(date);
	return Date.UTC(year, (month ?? 1) - 1, day ?? 1) / MS_PER_DAY;
}

function lastDay(date: string): number {
	const [year, month, day] = partsOf(date);
	if (month === undefined) return Date.UTC(year + 1, 0, 1) / MS_PER_DAY - 1;
	return day === undefined ? Date.UTC(year, month, 1) / MS_PER_DAY - 1 : Date.UTC(year, month - 1, day) / MS_PER_DAY;
}

function partsOf(date: string): [year: number, month?: number, day?: number] {
	const [year = 0, month, day] = date.split('-').map(Number);
	return [year, month, day];
}
