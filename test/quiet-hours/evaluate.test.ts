import type { ContactFacts } from '../../lib/model/facts';
import { parsePolicy, type PolicyInput } from '../../lib/model/policy';
import { prepareQuietHours } from '../../lib/quiet-hours/evaluate';

const ALL_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function facts(zones: readonly unknown[], more: Partial<ContactFacts> = {}): ContactFacts {
	return {
		channel: 'sms',
		messageClass: 'marketing',
		address: { ok: true, address: '+15555550100' },
		consent: [],
		suppressions: [],
		zone: { zones: zones as string[], basis: zones.length > 0 ? 'phone' : 'none' },
		...more,
	};
}

/** The brand's hours alone, so that what is told here is how hours are read; the rules of law have tests of their own. */
const OWN: PolicyInput['quietHours'] = {
	packs: 'replace',
	replaceReason: 'only the hours of the brand are looked at',
	windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], start: '09:00', end: '20:00' }],
};
const REPLACED = { legalHours: 'replaced', because: 'only the hours of the brand are looked at' };

function evaluate(quietHours: PolicyInput['quietHours'], at: string, contact: ContactFacts) {
	const reasons = prepareQuietHours(parsePolicy({ version: 'v7', quietHours: { ...OWN, ...quietHours } }), new Date(at))(contact);
	expect(reasons).toHaveLength(1);
	return reasons[0]!;
}

describe('the quiet hours rule', () => {
	it('permits inside the window and says why', () => {
		expect(evaluate({}, '2026-03-31T15:00:00Z', facts(['America/New_York']))).toEqual({
			code: 'WITHIN_WINDOW',
			rule: 'quiet_hours',
			effect: 'permit',
			pack: 'policy',
			packVersion: 'v7',
			facts: { zones: ['America/New_York'], zoneCount: 1, basis: 'phone', ...REPLACED },
		});
	});

	it('holds until it is open in every zone together', () => {
		const reason = evaluate({}, '2026-03-31T13:30:00Z', facts(['America/New_York', 'America/Los_Angeles']));
		expect(reason).toMatchObject({ code: 'QUIET_HOURS', effect: 'hold', notBefore: '2026-03-31T16:00:00.000Z', facts: { closedIn: 'America/Los_Angeles' } });
	});

	it('tells an odd zone name from two good ones, whatever it was asked before', () => {
		const rule = prepareQuietHours(parsePolicy({ quietHours: OWN }), new Date('2026-03-31T15:00:00Z'));
		expect(rule(facts(['America/New_York', 'America/Chicago']))[0]?.code).toBe('WITHIN_WINDOW');
		expect(rule(facts(['America/New_York America/Chicago']))[0]?.code).toBe('ZONE_UNKNOWN');
		expect(rule(facts([['America/New_York']]))[0]?.code).toBe('ZONE_UNKNOWN');
		expect(rule(facts(['America/New_York']))[0]?.code).toBe('WITHIN_WINDOW');
	});

	it('holds over a closed date and the night of a window that opened on it', () => {
		const closed = { closedDates: ['2026-12-25'], windows: [{ days: [...ALL_DAYS], start: '20:00', end: '06:00' }] };
		expect(evaluate(closed, '2026-12-25T21:00:00Z', facts(['UTC']))).toMatchObject({ code: 'DAY_CLOSED', notBefore: '2026-12-26T20:00:00.000Z' });
		expect(evaluate(closed, '2026-12-26T02:00:00Z', facts(['UTC']))).toMatchObject({ code: 'DAY_CLOSED', notBefore: '2026-12-26T20:00:00.000Z' });
		expect(evaluate(closed, '2026-12-26T12:00:00Z', facts(['UTC']))).toMatchObject({ code: 'QUIET_HOURS' });
		expect(evaluate(closed, '2026-12-25T02:00:00Z', facts(['UTC']))).toMatchObject({ code: 'DAY_CLOSED' });
	});

	it('sends to review when nothing opens within 21 days', () => {
		const closedDates = Array.from({ length: 30 }, (_, day) => new Date(Date.UTC(2026, 3, 1 + day)).toISOString().slice(0, 10));
		const reason = evaluate({ closedDates }, '2026-04-01T12:00:00Z', facts(['UTC']));
		expect(reason).toMatchObject({ code: 'NO_OPEN_WINDOW', effect: 'review' });
		expect(reason.notBefore).toBeUndefined();
	});

	it('sends to review when no hour is permitted in all zones at once', () => {
		const narrow = { windows: [{ days: [...ALL_DAYS], start: '09:00', end: '10:00' }] };
		expect(evaluate(narrow, '2026-04-01T12:00:00Z', facts(['Europe/Paris', 'Asia/Tokyo']))).toMatchObject({ code: 'NO_OPEN_WINDOW' });
	});

	it.each([
		['another class', { messageClass: 'transactional' }],
		['an incoming message', { direction: 'incoming' }],
	] as const)('does not apply to %s', (_, more) => {
		expect(evaluate({}, '2026-04-01T02:00:00Z', facts([], more))).toMatchObject({ code: 'QUIET_HOURS_NOT_APPLICABLE', effect: 'permit' });
	});

	it.each([[facts([])], [{ ...facts([]), zone: undefined }]])('sends a contact without a zone to review', (contact) => {
		expect(evaluate({}, '2026-04-01T15:00:00Z', contact)).toMatchObject({ code: 'ZONE_UNKNOWN', effect: 'review' });
	});

	it('assumes the zone that the policy names, and says so', () => {
		expect(evaluate({ unknownZone: 'Asia/Tokyo' }, '2026-04-01T02:00:00Z', facts([]))).toMatchObject({ code: 'WITHIN_WINDOW', facts: { zones: ['Asia/Tokyo'], assumed: true } });
	});

	it('never permits for a zone name that cannot be read, not even where a zone is assumed', () => {
		for (const unknownZone of ['review', 'strictest', 'UTC']) {
			for (const bad of ['Mars/Base', '+05:00', '', undefined, {}]) {
				expect(evaluate({ unknownZone }, '2026-04-01T12:00:00Z', facts(['UTC', bad]))).toMatchObject({ code: 'ZONE_UNKNOWN' });
			}
		}
	});

	it('permits for an unknown zone under strictest only when it is permitted all over the world', () => {
		const strictest = { unknownZone: 'strictest' };
		expect(evaluate(strictest, '2026-04-01T15:00:00Z', facts([]))).toMatchObject({ code: 'ZONE_UNKNOWN', effect: 'review' });
		const weekdays = { ...strictest, windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'] as ('mon' | 'tue')[], start: '00:00', end: '24:00' }] };
		expect(evaluate(weekdays, '2026-10-24T00:00:00Z', facts([]))).toMatchObject({ code: 'QUIET_HOURS', notBefore: '2026-10-26T12:00:00.000Z' });
		expect(evaluate(weekdays, '2026-10-28T00:00:00Z', facts([]))).toMatchObject({ code: 'WITHIN_WINDOW' });
	});

	it('denies at an instant that is none', () => {
		const rule = prepareQuietHours(parsePolicy(), new Date(Number.NaN));
		expect(rule(facts(['UTC']))).toMatchObject([{ code: 'INSTANT_INVALID', effect: 'deny' }]);
		expect(rule(facts([], { messageClass: 'emergency' }))).toMatchObject([{ effect: 'deny' }]);
	});

	it('lists six zones at most, with their number', () => {
		const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.startsWith('America/')).slice(0, 42);
		const { facts: said } = evaluate({}, '2026-04-01T15:00:00Z', facts(zones));
		expect(said).toMatchObject({ zoneCount: 42, basis: 'phone' });
		expect(said.zones).toHaveLength(6);
	});

	it.each<[string, PolicyInput['quietHours'], string]>([
		['an unknown assumed zone', { unknownZone: 'Mars/Base' }, 'ZONE_UNKNOWN'],
		['a start that is the end', { windows: [{ days: ['mon'], start: '09:00', end: '9:00' }] }, 'WINDOW_INVALID'],
		['a time that is none', { windows: [{ days: ['mon'], start: '25:00', end: '26:00' }] }, 'WINDOW_INVALID'],
	])('refuses %s before the first contact', (_, quietHours, code) => {
		expect(() => prepareQuietHours(parsePolicy({ quietHours }), new Date('2026-04-01T12:00:00Z'))).toThrow(expect.objectContaining({ code }));
	});
});
