import { COMMON_STYLES } from './phone-styles.mjs';

/** A consent with everything that proves it. */
const PROVEN = { sms_consent: 'yes', email_consent: 'yes', consent_source: 'web_form', consent_wording: 'v3', time: 'iso' };
const NOTHING = { sms_consent: '', email_consent: '', consent_source: '', consent_wording: '', time: 'none' };

/**
 * What kinds of contacts the file holds and how many of each.
 *
 * `from` names where the number comes from, `styles` how it may be written, `time` how the consent's time is
 * written; other fields overwrite columns. Earlier wordings and several sources occur among the proven ones.
 */
export const SCENARIOS = [
	{ count: 215, ...PROVEN, styles: COMMON_STYLES },
	{ count: 30, ...PROVEN, consent_wording: 'v1', consent_source: 'pos_terminal', styles: COMMON_STYLES, time: 'old' },
	{ count: 20, ...PROVEN, consent_wording: 'v2', consent_source: 'import_2025', sms_consent: 'Opted in', email_consent: 'Opted in', styles: COMMON_STYLES, time: 'offset' },
	{ count: 14, ...PROVEN, sms_consent: 'TRUE', email_consent: 'FALSE', styles: COMMON_STYLES },
	{ count: 14, ...PROVEN, sms_consent: '', styles: COMMON_STYLES, note: 'newsletter only' },
	{ count: 14, ...PROVEN, email_consent: '', styles: COMMON_STYLES, email: '' },
	{ count: 10, ...PROVEN, countries: ['US', 'CA'], styles: ['extensionX', 'extensionWord'] },
	{ count: 12, ...PROVEN, countries: ['US', 'CA', 'GB'], styles: ['scientific'] },
	{ count: 4, ...PROVEN, countries: ['US', 'DE'], styles: ['trailingZero'] },
	{ count: 8, ...PROVEN, countries: ['US', 'GB', 'IN'], styles: ['scientificRounded'], note: 'from the old spreadsheet' },
	{ count: 8, ...PROVEN, styles: ['fullWidth'] },
	{ count: 8, ...PROVEN, styles: ['apostrophe'] },
	{ count: 18, ...PROVEN, from: 'splitZone', countries: ['US'], styles: COMMON_STYLES },
	{ count: 6, ...PROVEN, from: 'splitZone', countries: ['US'], styles: COMMON_STYLES, time_zone: 'America/Chicago' },
	{ count: 10, ...PROVEN, countries: ['US'], styles: COMMON_STYLES, time_zone: 'America/Los_Angeles', note: 'moved, kept the number' },
	{ count: 6, ...PROVEN, countries: ['GB', 'CA'], styles: ['e164', 'international'], time_zone: 'Europe/Lisbon' },
	{ count: 4, ...PROVEN, styles: COMMON_STYLES, time_zone: 'Mars/Olympus_Mons' },
	{ count: 6, ...PROVEN, from: 'tollFree', countries: ['US'], styles: COMMON_STYLES },
	{ count: 22, ...PROVEN, from: 'landline', countries: ['GB', 'DE', 'FR', 'AU'], styles: COMMON_STYLES, note: 'office, ask for sales' },
	{ count: 10, ...PROVEN, from: 'invalid', styles: ['e164'] },
	{ count: 8, ...PROVEN, from: 'none', styles: ['e164'], note: 'no phone, email only' },
	{ count: 6, ...PROVEN, styles: COMMON_STYLES, emailStyle: 'messy' },
	{ count: 4, ...PROVEN, styles: COMMON_STYLES, emailStyle: 'broken' },
	{ count: 30, ...NOTHING, styles: COMMON_STYLES },
	{ count: 12, ...PROVEN, styles: COMMON_STYLES, time: 'none' },
	{ count: 10, ...PROVEN, styles: COMMON_STYLES, time: 'unreadable' },
	{ count: 4, ...PROVEN, styles: COMMON_STYLES, time: 'future' },
	{ count: 6, ...PROVEN, styles: COMMON_STYLES, consent_source: '' },
	{ count: 6, ...PROVEN, styles: COMMON_STYLES, consent_wording: '' },
	{ count: 4, ...PROVEN, styles: COMMON_STYLES, sms_consent: 'ok per Bob?', email_consent: 'maybe' },
	{ count: 16, ...PROVEN, styles: COMMON_STYLES, sms_consent: 'opted out', note: 'texted STOP, spring sale' },
	{ count: 6, ...PROVEN, styles: COMMON_STYLES, sms_consent: 'no', email_consent: 'no' },
	{ count: 8, ...PROVEN, styles: COMMON_STYLES, sms_consent: 'pending', time: 'iso' },
	{ count: 10, ...PROVEN, styles: COMMON_STYLES, dnd: 'sms', note: 'asked at the counter, "no texts please"' },
	{ count: 8, ...PROVEN, styles: COMMON_STYLES, dnd: 'all', note: 'complaint, do not contact' },
];

/** How many people are in the file a second time, with their number written in another way. */
export const DUPLICATES = 18;
