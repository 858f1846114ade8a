import { IANAZone } from 'luxon';
import { DAYS, type Window } from '../../lib/model/window';
import { nextPermitted } from '../../lib/quiet-hours/next-permitted';
import { ownHours } from '../../lib/quiet-hours/own-hours';
import { scheduleOf } from '../../lib/quiet-hours/schedule';
import { windowState } from '../../lib/quiet-hours/window-state';

const ZONES = ['Pacific/Apia', 'Africa/Cairo', 'Pacific/Chatham', 'Australia/Lord_Howe', 'Africa/Casablanca', 'America/New_York', 'America/Sao_Paulo', 'Asia/Kathmandu', 'America/St_Johns', 'Asia/Gaza', 'Antarctica/Troll'];
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SPAN_DAYS = 8;
const CHANGES_PER_ZONE = 2;
const CASES_PER_CHANGE = 1_000;

interface WallMinute {
	weekday: number;
	minute: number;
	/** Days since 1970-01-01 of the date on the wall. */
	day: number;
}

/** What the wall clock reads by the offsets that luxon gives, minute by minute; each hour whose ends agree keeps one offset. */
function readWall(zone: string, from: number, days = SPAN_DAYS): WallMinute[] {
	const iana = IANAZone.create(zone);
	const onHour = Array.from({ length: days * 24 + 1 }, (_, hour) => iana.offset(from + hour * 60 * MINUTE));
	return Array.from({ length: days * 1_440 }, (_, index) => {
		const instant = from + index * MINUTE;
		const hour = Math.floor(index / 60);
		const offset = onHour[hour] === onHour[hour + 1] ? onHour[hour]! : iana.offset(instant);
		const wall = Math.floor(instant / MINUTE + offset);
		const day = Math.floor(wall / 1_440);
		return { weekday: (day + 3) % 7, minute: wall - day * 1_440, day };
	});
}

function minutesOf(time: string): number {
	const [hours, minutes] = time.split(':').map(Number);
	return hours! * 60 + minutes!;
}

/** The definition in words, without any of the arithmetic under test. */
function openBy(windows: readonly Window[], closedDates: readonly string[]): (wall: WallMinute) => boolean {
	const closed = closedDates.map((date) => Date.parse(date) / DAY);
	const read = windows.map(({ days, start, end }) => ({ opensOn: DAYS.map((day) => days.includes(day)), from: minutesOf(start), to: minutesOf(end) }));
	return (wall) => {
		if (closed.includes(wall.day)) return false;
		return read.some(({ opensOn, from, to }) => {
			const today = opensOn[wall.weekday]!;
			const yesterday = opensOn[(wall.weekday + 6) % 7]! && !closed.includes(wall.day - 1);
			if (to > from) return today && wall.minute >= from && wall.minute < to;
			return (today && wall.minute >= from) || (yesterday && wall.minute < to);
		});
	};
}

/** Instants near which a zone changed its clock, two days before each. */
function startsNearChanges(zone: string, since = 2010, most = CHANGES_PER_ZONE): number[] {
	const iana = IANAZone.create(zone);
	const starts: number[] = [];
	for (let day = Date.UTC(since, 0, 1); day < Date.UTC(2027, 0, 1); day += DAY) {
		if (iana.offset(day) !== iana.offset(day + DAY)) starts.push(day - 2 * DAY);
	}
	const step = Math.max(1, Math.floor(starts.length / most));
	const chosen = starts.filter((_, index) => index % step === 0).slice(0, most);
	return chosen.length > 0 ? chosen : [Date.UTC(2026, 11, 28)];
}

function firstOpen(walls: readonly (readonly WallMinute[])[], isOpen: (wall: WallMinute) => boolean, from: number): number | undefined {
	for (let minute = from; minute < walls[0]!.length; minute += 1) {
		if (walls.every((wall) => isOpen(wall[minute]!))) return minute;
	}
	return undefined;
}

function seeded(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 4_294_967_296) * below);
	};
}

function randomWindow(random: (below: number) => number): Window {
	const time = (most: number) => {
		const minutes = Math.min(most, random(4) === 0 ? random(1_441) : random(16) * 15);
		return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
	};
	const days = DAYS.filter(() => random(2) === 0);
	return { days: days.length > 0 ? days : [DAYS[random(7)]!], start: time(1_439), end: time(1_440) };
}

it('agrees with a minute-by-minute reading of the wall clock around changes of the clock', () => {
	const random = seeded(2026);
	const differences: unknown[] = [];
	let compared = 0;
	for (const zone of ZONES) {
		for (const start of startsNearChanges(zone)) {
			const wall = readWall(zone, start);
			for (let run = 0; run < CASES_PER_CHANGE; run += 1) {
				const window = randomWindow(random);
				const at = random(4 * 1_440);
				const opens = firstOpen([wall], openBy([window], []), at);
				if (opens === undefined) continue;
				const state = windowState(new Date(start + at * MINUTE), zone, window);
				compared += 1;
				if (Date.parse(state.nextOpen) !== start + opens * MINUTE || state.open !== (opens === at)) {
					differences.push({ zone, at: new Date(start + at * MINUTE), window, state });
				}
			}
		}
	}
	expect(differences).toEqual([]);
	expect(compared).toBeGreaterThan(15_000);
}, 60_000);

it('agrees with it for several windows, closed dates and two zones at once', () => {
	const random = seeded(11);
	const differences: unknown[] = [];
	let compared = 0;
	for (const [index, zone] of ZONES.entries()) {
		const other = ZONES[(index + 4) % ZONES.length]!;
		const start = startsNearChanges(zone)[0]!;
		const walls = [readWall(zone, start), readWall(other, start)];
		for (let run = 0; run < CASES_PER_CHANGE; run += 1) {
			const windows = Array.from({ length: 1 + random(3) }, () => randomWindow(random)).filter(({ start: from, end }) => from !== end);
			if (windows.length === 0) continue;
			const closedDates = Array.from({ length: random(3) }, () => new Date(start + random(6) * DAY).toISOString().slice(0, 10));
			const at = random(3 * 1_440);
			const opens = firstOpen(walls, openBy(windows, closedDates), at);
			if (opens === undefined) continue;
			const found = nextPermitted(scheduleOf([ownHours(windows, closedDates)]), [zone, other], start + at * MINUTE);
			const instant = found.open ? start + at * MINUTE : found.opensAt;
			compared += 1;
			if (instant !== start + opens * MINUTE) differences.push({ zone, other, at: new Date(start + at * MINUTE), windows, closedDates, found });
		}
	}
	expect(differences).toEqual([]);
	expect(compared).toBeGreaterThan(3_000);
}, 60_000);

it('agrees with it in every zone of the IANA database', () => {
	const random = seeded(420);
	const differences: unknown[] = [];
	let compared = 0;
	for (const zone of Intl.supportedValuesOf('timeZone')) {
		const start = startsNearChanges(zone, 2025, 1)[0]!;
		const wall = readWall(zone, start, 5);
		for (let run = 0; run < 270; run += 1) {
			const window = randomWindow(random);
			const at = 1_440 + random(2 * 1_440);
			const opens = firstOpen([wall], openBy([window], []), at);
			if (opens === undefined) continue;
			const state = windowState(new Date(start + at * MINUTE), zone, window);
			compared += 1;
			if (Date.parse(state.nextOpen) !== start + opens * MINUTE || state.open !== (opens === at)) differences.push({ zone, at: new Date(start + at * MINUTE), window, state });
		}
	}
	expect(differences).toEqual([]);
	expect(compared).toBeGreaterThan(100_000);
}, 180_000);
