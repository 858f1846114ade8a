import { IANAZone } from 'luxon';

/** A stretch of time in which a zone keeps one offset from UTC. All values in milliseconds. */
export interface OffsetSegment {
	/** First instant of the segment, or of what is known of it. */
	from: number;
	/** First instant after it. The next segment may have the same offset. */
	to: number;
	/** Local wall clock minus UTC. */
	offset: number;
}

const SECOND = 1_000;
const PROBE_EVERY = 24 * 3_600 * SECOND;
const BLOCK = 7 * 24 * 3_600 * SECOND;
const MOST_BLOCKS = 20_000;

const blocks = new Map<string, readonly OffsetSegment[]>();

/**
 * The segment of a zone that holds an instant (milliseconds since 1970).
 *
 * Changes of the offset are found by probing once a day and bisecting to the second; since 1970 no zone has
 * changed its clock twice within six days. Worked out once per zone and week.
 *
 * @param zone a name that `readZone` returned.
 */
export function segmentAt(zone: string, atMs: number): OffsetSegment {
	for (const segment of blockOf(zone, Math.floor(atMs / BLOCK))) {
		if (atMs < segment.to) return segment;
	}
	throw new RangeError('The instant lies outside the range of dates.');
}

function blockOf(zone: string, number: number): readonly OffsetSegment[] {
	const key = `${number} ${zone}`;
	let block = blocks.get(key);
	if (!block) {
		block = findSegments(zone, number * BLOCK, (number + 1) * BLOCK);
		if (blocks.size >= MOST_BLOCKS) blocks.clear();
		blocks.set(key, block);
	}
	return block;
}

function findSegments(zone: string, start: number, end: number): OffsetSegment[] {
	const iana = IANAZone.create(zone);
	const offsetAt = (ms: number) => Math.round(iana.offset(ms) * 60) * SECOND;
	const segments: OffsetSegment[] = [];
	let from = start;
	let offset = offsetAt(start);
	for (let probe = start; probe < end; ) {
		const next = probe + PROBE_EVERY;
		const nextOffset = offsetAt(next);
		if (nextOffset !== offset) {
			const change = bisect(offsetAt, probe, next);
			segments.push({ from, to: change, offset });
			from = change;
			offset = nextOffset;
		}
		probe = next;
	}
	if (from < end) segments.push({ from, to: end, offset });
	return segments;
}

/** First whole second at which the offset is no longer that of `low`. */
function bisect(offsetAt: (ms: number) => number, low: number, high: number): number {
	const before = offsetAt(low);
	let [same, different] = [low / SECOND, high / SECOND];
	while (different - same > 1) {
		const middle = Math.floor((same + different) / 2);
		if (offsetAt(middle * SECOND) === before) same = middle;
		else different = middle;
	}
	return different * SECOND;
}
