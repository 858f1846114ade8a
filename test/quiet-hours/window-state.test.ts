import { DateTime } from 'luxon';
import { windowState } from '../../lib/quiet-hours/window-state';
import { DAYS, type Window } from '../../lib/model/window';

const daily = (start: string, end: string): Window => ({ days: [...DAYS], start, end });
const on = (days: string, start: string, end: string): Window => ({ days: days.split(' '), start, end });

describe('windowState', () => {
	it.each<[string, string, string, Window, boolean, string]>([
		['holds its start', '2026-03-31T13:00:00Z', 'America/New_York', daily('09:00', '20:00'), true, '2026-03-31T13:00:00.000Z'],
		['does not hold its end', '2026-04-01T00:00:00Z', 'America/New_York', daily('09:00', '20:00'), false, '2026-04-01T13:00:00.000Z'],
		['is closed a millisecond before its start', '2026-03-31T12:59:59.999Z', 'America/New_York', daily('9:00', '20:00'), false, '2026-03-31T13:00:00.000Z'],
		['runs to the end of the day with 24:00', '2026-03-31T23:59:59.999Z', 'UTC', on('tue', '20:00', '24:00'), true, '2026-03-31T23:59:59.999Z'],
		['ends with the day with 24:00', '2026-04-01T00:00:00Z', 'UTC', on('tue', '20:00', '24:00'), false, '2026-04-07T20:00:00.000Z'],
		['gives the hours after midnight to the day before', '2026-04-04T02:00:00Z', 'UTC', on('fri', '22:00', '06:00'), true, '2026-04-04T02:00:00.000Z'],
		['is closed after the midnight of a day that is not named', '2026-04-03T02:00:00Z', 'UTC', on('fri', '22:00', '06:00'), false, '2026-04-03T22:00:00.000Z'],
		['lasts 24 hours when start and end are equal', '2026-04-04T08:59:00Z', 'UTC', on('fri', '09:00', '09:00'), true, '2026-04-04T08:59:00.000Z'],
		['ends after those 24 hours', '2026-04-04T09:00:00Z', 'UTC', on('fri', '09:00', '09:00'), false, '2026-04-10T09:00:00.000Z'],
		['crosses the year', '2026-12-31T23:30:00Z', 'UTC', on('fri', '09:00', '10:00'), false, '2027-01-01T09:00:00.000Z'],
		['crosses the year overnight', '2027-01-01T03:00:00Z', 'UTC', on('thu', '22:00', '04:00'), true, '2027-01-01T03:00:00.000Z'],
		['opens after a gap that swallows its start', '2026-03-08T06:00:00Z', 'America/New_York', on('sun', '02:30', '05:00'), false, '2026-03-08T07:00:00.000Z'],
		['skips a day on which a gap swallows it whole', '2026-03-08T06:00:00Z', 'America/New_York', on('sun', '02:15', '02:45'), false, '2026-03-15T06:15:00.000Z'],
		['opens at the first pass of an overlap', '2026-11-01T05:00:00Z', 'America/New_York', on('sun', '01:30', '02:00'), false, '2026-11-01T05:30:00.000Z'],
		['closes between the two passes', '2026-11-01T06:10:00Z', 'America/New_York', on('sun', '01:30', '02:00'), false, '2026-11-01T06:30:00.000Z'],
		['is open again in the second pass', '2026-11-01T06:45:00Z', 'America/New_York', on('sun', '01:30', '02:00'), true, '2026-11-01T06:45:00.000Z'],
		['knows the half hour of Lord Howe', '2026-10-03T15:00:00Z', 'Australia/Lord_Howe', on('sun', '02:10', '04:00'), false, '2026-10-03T15:30:00.000Z'],
		['knows a gap at midnight', '2026-04-23T21:00:00Z', 'Africa/Cairo', on('fri', '00:30', '02:00'), false, '2026-04-23T22:00:00.000Z'],
		['knows quarter hours', '2026-04-24T03:14:59Z', 'Asia/Kathmandu', daily('09:00', '20:00'), false, '2026-04-24T03:15:00.000Z'],
		['finds no hour on a day that a zone skipped', '2011-12-29T20:00:00Z', 'Pacific/Apia', on('fri', '09:00', '20:00'), false, '2012-01-05T19:00:00.000Z'],
		['takes an offset other than Z', '2026-03-31T09:00:00-04:00', 'US/Eastern', daily('09:00', '20:00'), true, '2026-03-31T13:00:00.000Z'],
		['takes a zone in any letter case', '2026-03-31T13:00:00Z', 'america/NEW_YORK', daily('09:00', '20:00'), true, '2026-03-31T13:00:00.000Z'],
	])('%s', (_, at, zone, window, open, nextOpen) => {
		expect(windowState(at, zone, window)).toEqual({ open, nextOpen });
		expect(windowState(new Date(at), zone, window)).toEqual({ open, nextOpen });
	});

	it.each(['+05:00', 'GMT+5', 'UTC+1', 'local', 'system', 'localtime', 'PST', 'BST', 'IST', '', 'Mars/Base', 'America/New York', 'x'.repeat(1e6), undefined, null, 5, {}])(
		'refuses the zone %p',
		(zone) => {
			expect(() => windowState('2026-03-31T13:00:00Z', zone as string, daily('09:00', '20:00'))).toThrow(expect.objectContaining({ code: 'ZONE_UNKNOWN' }));
		},
	);

	it.each([
		new Date(Number.NaN), '2026-03-31T13:00:00', '2026-03-31', '2026-02-30T10:00:00Z', '2025-02-29T10:00:00Z', '2026-13-01T10:00:00Z', '2026-03-31T25:00:00Z',
		'2026-03-31T10:60:00Z', '2026-03-31T10:00:00+25:00', 'tomorrow', '', undefined, null, {}, [], Number.NaN, 1774965600, '1774965600000', DateTime.invalid('test'),
	])('refuses the instant %p', (at) => {
		expect(() => windowState(at as string, 'UTC', daily('09:00', '20:00'))).toThrow(expect.objectContaining({ code: 'INSTANT_INVALID' }));
	});

	it.each<[unknown, unknown, unknown]>([
		[['mon'], '25:00', '10:00'], [['mon'], '12:60', '13:00'], [['mon'], '24:00', '10:00'], [['mon'], '09:00', '24:01'], [['mon'], 'noon', '13:00'],
		[['mon'], '9', '13:00'], [['mon'], '', ''], [['mon'], undefined, '10:00'], [['mon'], '-1:00', '10:00'], [['mon'], '09:00:00', '10:00'],
		[[], '09:00', '10:00'], [['funday'], '09:00', '10:00'], [['mon', null], '09:00', '10:00'], ['mon', '09:00', '10:00'], [undefined, '09:00', '10:00'],
	])('refuses the window %p %p %p', (days, start, end) => {
		expect(() => windowState('2026-03-31T13:00:00Z', 'UTC', { days, start, end } as Window)).toThrow(expect.objectContaining({ code: 'WINDOW_INVALID' }));
	});

	it.each([undefined, null, 'always', 5])('refuses %p for a window', (window) => {
		expect(() => windowState('2026-03-31T13:00:00Z', 'UTC', window as unknown as Window)).toThrow(expect.objectContaining({ code: 'WINDOW_INVALID' }));
	});
});
