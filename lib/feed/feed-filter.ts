import type { Channel } from '../model/channel';
import type { SuppressionReason } from '../model/suppression';
import type { DndState } from '../suppression';
import type { EventType } from './event-type';
import type { Happening } from './happening';

/** Which happenings somebody wants to be told of. An erasure passes whatever else is asked for, or whoever keeps a copy would never learn of it. */
export interface FeedFilter {
	/** A happening counts by any of its types. */
	events: readonly EventType[];
	/** None: every channel. A happening that concerns the contact as a whole is told in any case. */
	channels: readonly Channel[];
	/** Only what sets or lifts a suppression for one of these reasons. None: everything. */
	reasons: readonly SuppressionReason[];
	/** Only contacts who can be reached with marketing on no channel of the address, at the time of telling and until somebody lifts something. */
	onlyWhenDndOn: boolean;
}

/** Whether somebody wants to be told, as far as the happening itself decides it. */
export function concerns({ events, channels, reasons }: FeedFilter, happening: Happening): boolean {
	const isOf = <Value>(wanted: readonly Value[], found: readonly unknown[]): boolean => wanted.some((value) => found.includes(value));
	if (!isOf(events, happening.types)) return false;
	if (isErasure(happening)) return true;
	return (
		(channels.length === 0 || happening.channels.length === 0 || happening.channels.includes('all') || isOf(channels, happening.channels)) &&
		(reasons.length === 0 || isOf(reasons, happening.reasons))
	);
}

/** Whether the contact's DND is as somebody wants it. @param lastingDnd without what ends by itself; absent for an erased contact */
export function suitsDnd({ onlyWhenDndOn }: FeedFilter, happening: Happening, lastingDnd: DndState | undefined): boolean {
	return !onlyWhenDndOn || isErasure(happening) || lastingDnd?.status === 'on';
}

function isErasure({ types }: Happening): boolean {
	return types.includes('erasure');
}
