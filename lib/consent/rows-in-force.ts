import { withParents } from '../jurisdiction';
import type { Channel, GatedClass } from '../model/channel';
import type { Policy } from '../model/policy';
import type { ConsentPack, ConsentRow } from '../packs/consent';

/** Whether calls play a recording or a computer's voice. */
export type CallKind = Policy['quietHours']['calls'];

/** Rules of platforms, which hold wherever the contact is. */
const EVERYWHERE = 'ZZ';

const byPlace = new WeakMap<ConsentPack, Map<string, ConsentRow[]>>();

/** The codes with their countries, the unions of those and what holds everywhere, each once. */
export function placesOf({ unions }: ConsentPack, codes: readonly string[]): string[] {
	const places = withParents(codes);
	const joined = unions.filter(({ members }) => members.some((member) => places.includes(member))).map(({ code }) => code);
	return [...new Set([...places, ...joined, EVERYWHERE])];
}

/** The rows of every given place and of its parents that are in force, whatever message they are about. */
export function rowsInForce(pack: ConsentPack, codes: readonly string[], at: Date): ConsentRow[] {
	const rows = indexOf(pack);
	const day = at.toISOString().slice(0, 10);
	return placesOf(pack, codes).flatMap((place) => (rows.get(place) ?? []).filter((row) => isInForce(row, day)));
}

/** Whether a row is about messages of this kind. */
export function isAbout({ channels, messageClass }: ConsentRow, channel: Channel, asked: GatedClass, calls: CallKind): boolean {
	if (messageClass !== 'all' && messageClass !== asked) return false;
	if (channels.includes('all') || (channels as readonly string[]).includes(channel)) return true;
	return channel === 'call' && calls === 'automated' && channels.includes('call-automated');
}

/** Compares days of UTC as text. A bare year or month counts from its first to its last day. */
function isInForce({ effectiveFrom, effectiveTo }: ConsentRow, day: string): boolean {
	return (effectiveFrom === null || effectiveFrom <= day) && (effectiveTo === null || day.slice(0, effectiveTo.length) <= effectiveTo);
}

function indexOf(pack: ConsentPack): Map<string, ConsentRow[]> {
	const known = byPlace.get(pack);
	if (known !== undefined) return known;
	const index = new Map<string, ConsentRow[]>();
	for (const row of pack.rows) index.set(row.jurisdiction, [...(index.get(row.jurisdiction) ?? []), row]);
	byPlace.set(pack, index);
	return index;
}
