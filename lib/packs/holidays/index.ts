import { readHolidayTable, type HolidayPack } from './holiday-pack';
import { HOLIDAY_TABLE, HOLIDAY_TABLE_VERSION, HOLIDAY_TABLE_YEARS } from './holiday-table';

export { holidayOn, type HolidayAnswer } from './holiday-on';
export type { HolidayPack } from './holiday-pack';

/** The holidays that ship, for every place whose rules on hours are other on holidays. */
export const HOLIDAY_PACK: HolidayPack = readHolidayTable({ version: HOLIDAY_TABLE_VERSION, years: HOLIDAY_TABLE_YEARS, rows: HOLIDAY_TABLE });
