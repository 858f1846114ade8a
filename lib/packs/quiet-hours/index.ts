import { quietHoursPackSchema, type QuietHoursPack } from './quiet-hours-row';
import pack from './quiet-hours.json';

export * from './quiet-hours-row';

/** The permitted hours that ship. A row without source, dates or confidence does not load, and neither does the package then. */
export const QUIET_HOURS_PACK: QuietHoursPack = quietHoursPackSchema.parse(pack);
