import type { Channel } from '../model/channel';
import type { Policy } from '../model/policy';
import type { QuietHoursPack, QuietHoursRow, RuleChannel, SmsCoverage } from '../packs/quiet-hours';

/** What the policy says about which rules reach which messages. */
export type RuleReach = Pick<Policy['quietHours'], 'profile' | 'calls'>;

/** Rows for places without a rule of their own. */
export const FALLBACK = 'ZZ';
/** Channels on which such places fall back to those rows; they are written for texts, and calls disturb no less. */
const FALLBACK_CHANNELS: ReadonlySet<Channel> = new Set(['sms', 'call']);

const byPlace = new WeakMap<QuietHoursPack, Map<string, QuietHoursRow[]>>();

/**
 * The rows of one place, without its parent, that hold for a channel. A country that has none for the channel gets the
 * fallback rows, where there are any for it.
 */
export function rowsFor(pack: QuietHoursPack, place: string, channel: Channel, reach: RuleReach): QuietHoursRow[] {
	const rows = indexOf(pack);
	const own = rows.get(place) ?? [];
	const isCovered = place.length > 2 || own.some((row) => appliesTo(row, channel, STANDARD));
	if (isCovered && place !== FALLBACK) return own.filter((row) => appliesTo(row, channel, reach));
	return FALLBACK_CHANNELS.has(channel) ? (rows.get(FALLBACK) ?? []) : [];
}

/** Whether the pack says anything about a place itself, on whatever channel. */
export function hasRows(pack: QuietHoursPack, place: string): boolean {
	return indexOf(pack).has(place);
}

/** Whether a place has rows for the channel is asked of the rows as they are, so that a loose profile does not make it one without. */
const STANDARD: RuleReach = { profile: 'standard', calls: 'automated' };

/**
 * Whether a row reaches messages on a channel. A rule on calls reaches texts where that is disputed and, unless the profile is
 * loose, where nobody says that it does not.
 */
function appliesTo({ channels, smsCoverage }: QuietHoursRow, channel: Channel, { profile, calls }: RuleReach): boolean {
	const isFor = (name: RuleChannel) => channels.includes(name);
	if (channel === 'sms') return isFor('sms') || isFor('all') || isFor('call') ? reachesTexts(smsCoverage, profile) : profile === 'strict' && smsCoverage === 'unknown' && isFor('call-automated');
	if (channel === 'call') return isFor('call') || isFor('all') || (calls === 'automated' && isFor('call-automated'));
	if (channel === 'whatsapp') return (isFor('whatsapp') || isFor('all')) && reachesTexts(smsCoverage, profile);
	return isFor('all') || (channel === 'email' && isFor('email'));
}

function reachesTexts(coverage: SmsCoverage, profile: RuleReach['profile']): boolean {
	return coverage === 'explicit' || coverage === 'contested' || (coverage === 'unknown' && profile !== 'loose');
}

function indexOf(pack: QuietHoursPack): Map<string, QuietHoursRow[]> {
	const known = byPlace.get(pack);
	if (known !== undefined) return known;
	const index = new Map<string, QuietHoursRow[]>();
	for (const row of pack.rows) index.set(row.jurisdiction, [...(index.get(row.jurisdiction) ?? []), row]);
	byPlace.set(pack, index);
	return index;
}
