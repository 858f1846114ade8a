import type { IDataObject } from 'n8n-workflow';
import { QuietHoursWindow } from '../../nodes/QuietHoursWindow/QuietHoursWindow.node';
import { runNode, type NodeRun } from '../support/n8n';
import { BAD_VALUES, expectRefusal, granted, newStore, phone, resultsOf, routesOf, runConserved, type TestStore } from './support';

const gate = async (store: TestStore, items: NodeRun['items'], parameters: IDataObject = {}) =>
	await runConserved(QuietHoursWindow, { items, credentials: store.credentials, parameters: parameters as never });
const DAILY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const windows = (...list: Array<[days: string[], start: string, end: string]>) => ({ window: list.map(([days, start, end]) => ({ days, start, end })) });
const ALWAYS = windows([DAILY, '00:00', '24:00']);
/** So that the hours of the node show as they are; those of the law have tests of their own. */
const REPLACED = { packs: 'replace', replaceReason: 'only the hours of the node are looked at' };
const OFFICE = windows([['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], '09:00', '20:00']);

/** Decides for a list of instants in one zone; for each: the output, the code and sendAt. */
async function decide(zone: string, instants: string[], parameters: IDataObject = {}): Promise<Array<[string, string | undefined, string | undefined]>> {
	const { options, ...rest } = parameters as { options?: IDataObject };
	const items = instants.map((at) => ({ phone: phone(1), at, time_zone: zone }));
	const result = await gate(newStore(), items, { ...rest, options: { ...options, evaluateAt: '={{ $json.at }}' } });
	const sendAts = resultsOf(result).map(({ sendAt }) => sendAt);
	return routesOf(result).map(([output, code], index) => [output, code, sendAts[index]]);
}

describe('the Quiet Hours Window with nothing configured', () => {
	it('permits the hours of the law on the clock of the contact', async () => {
		expect(
			await decide('America/New_York', ['2026-06-10T11:59:59Z', '2026-06-10T12:00:00Z', '2026-06-11T00:59:59Z', '2026-06-11T01:00:00Z', '2026-06-14T16:00:00Z']),
		).toEqual([
			['Hold', 'QUIET_HOURS', '2026-06-10T12:00:00.000Z'],
			['Send Now', 'WITHIN_WINDOW', undefined],
			['Send Now', 'WITHIN_WINDOW', undefined],
			['Hold', 'QUIET_HOURS', '2026-06-11T12:00:00.000Z'],
			['Send Now', 'WITHIN_WINDOW', undefined],
		]);
	});

	it('runs on the store of n8n itself', async () => {
		const result = await runConserved(QuietHoursWindow, { items: [{ phone: phone(1) }, {}] });
		expect(routesOf(result)[1]).toEqual(['Hold', 'ADDRESS_MISSING']);
		expect(['Send Now', 'Hold']).toContain(routesOf(result)[0]?.[0]);
	});

	it('asks every zone in which the number may be used', async () => {
		// 850 is used in the Eastern and the Central zone of Florida: 07:30 Central is too early although it is 08:30 Eastern.
		const result = await gate(newStore(), [{ phone: '+18502345678' }, { phone: '+12122345678' }], { options: { evaluateAt: '2026-06-10T12:30:00Z' } });
		expect(routesOf(result)).toEqual([['Hold', 'QUIET_HOURS'], ['Send Now', 'WITHIN_WINDOW']]);
		expect(resultsOf(result)[0]).toMatchObject({ sendAt: '2026-06-10T13:00:00.000Z', reasons: [{ facts: { basis: 'phone', closedIn: 'America/Chicago' } }] });
	});

	it('holds for a person when nothing tells where the contact is', async () => {
		const at = { options: { evaluateAt: '2026-06-10T18:00:00Z' } };
		expect(routesOf(await gate(newStore(), [{ phone: '+18005550199' }], at))).toEqual([['Hold', 'ZONE_UNKNOWN']]);
		expect(routesOf(await gate(newStore(), [{ email: 'ada@example.com' }], { ...at, channel: 'email' }))).toEqual([['Hold', 'ZONE_UNKNOWN']]);
		expect(routesOf(await gate(newStore(), [{ id: '123' }], { ...at, channel: 'facebook' }))).toEqual([['Hold', 'ZONE_UNKNOWN']]);
	});
});

describe('the zone of a contact', () => {
	const AT = { options: { evaluateAt: '2026-06-10T13:30:00Z' } };

	it('is the field before the store, and the store before the phone', async () => {
		const store = newStore();
		await store.record([granted('+12122345678', { timeZone: 'America/Los_Angeles' })]);
		const items = [{ phone: '+12122345678', time_zone: 'Europe/Paris' }, { phone: '+12122345678' }, { phone: '+12122345679' }];
		const facts = resultsOf(await gate(store, items, AT)).map(({ verdict, reasons }) => [verdict, reasons?.[0]?.facts?.basis]);
		expect(facts).toEqual([['send', 'explicit'], ['hold', 'contact'], ['send', 'phone']]);
	});

	it('stored for one brand is not known to another', async () => {
		const store = newStore();
		await store.record([granted('+12122345678', { timeZone: 'America/Los_Angeles' })]);
		expect(routesOf(await gate(store, [{ phone: '+12122345678' }], { options: { ...AT.options, brand: 'globex' } }))[0]?.[0]).toBe('Send Now');
	});

	it.each(BAD_VALUES)('that is %s never counts as a place where it is day', async (_name, value) => {
		const isBlank = value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
		const result = await gate(newStore(), [{ phone: '+12122345678', time_zone: value }, { phone: '+12122345678', time_zone: 'Europe/Paris' }] as IDataObject[], AT);
		expect(routesOf(result)).toEqual([isBlank ? ['Send Now', 'WITHIN_WINDOW'] : ['Hold', 'ZONE_UNKNOWN'], ['Send Now', 'WITHIN_WINDOW']]);
	});

	it.each(['PST', '+05:00', 'UTC+2', 'New York', 'local', 'America/Springfield'])('given as %s is held for a person', async (zone) => {
		expect(routesOf(await gate(newStore(), [{ phone: '+12122345678', time_zone: zone }], AT))).toEqual([['Hold', 'ZONE_UNKNOWN']]);
	});

	it('that is unknown can be assumed, or asked to be permitted everywhere', async () => {
		const nowhere = [{ phone: '+18005550199' }];
		const unknown = async (unknownZone: string, more: IDataObject = {}) => routesOf(await gate(newStore(), nowhere, { ...more, options: { ...AT.options, unknownZone } }))[0];
		expect(await unknown('review')).toEqual(['Hold', 'ZONE_UNKNOWN']);
		expect(await unknown('America/New_York')).toEqual(['Send Now', 'WITHIN_WINDOW']);
		expect((await unknown('America/Los_Angeles'))?.slice(0, 2)).toEqual(['Hold', 'QUIET_HOURS']);
		expect(await unknown('strictest')).toEqual(['Hold', 'ZONE_UNKNOWN']);
		expect(await unknown('strictest', { windows: ALWAYS })).toEqual(['Hold', 'ZONE_UNKNOWN']);
		const replaced = await gate(newStore(), nowhere, { windows: ALWAYS, options: { ...AT.options, ...REPLACED, unknownZone: 'strictest' } });
		expect(routesOf(replaced)).toEqual([['Send Now', 'WITHIN_WINDOW']]);
	});
});

describe('permitted hours', () => {
	it('can differ by weekday, and any one of them permits', async () => {
		const hours = windows([['mon', 'wed'], '10:00', '12:00'], [['wed'], '18:00', '19:00'], [['sat'], '11:00', '11:30']);
		expect(await decide('Europe/Paris', ['2026-06-10T09:00:00Z', '2026-06-10T16:30:00Z', '2026-06-10T17:00:00Z', '2026-06-13T09:15:00Z'], { windows: hours, options: REPLACED })).toEqual([
			['Send Now', 'WITHIN_WINDOW', undefined],
			['Send Now', 'WITHIN_WINDOW', undefined],
			['Hold', 'QUIET_HOURS', '2026-06-13T09:00:00.000Z'],
			['Send Now', 'WITHIN_WINDOW', undefined],
		]);
	});

	it('may run past midnight and then belong to the day on which they began', async () => {
		const hours = windows([['fri'], '20:00', '02:00']);
		expect(await decide('Europe/Paris', ['2026-06-11T23:30:00Z', '2026-06-12T18:00:00Z', '2026-06-12T23:59:59Z', '2026-06-13T00:00:00Z'], { windows: hours, options: REPLACED })).toEqual([
			['Hold', 'QUIET_HOURS', '2026-06-12T18:00:00.000Z'],
			['Send Now', 'WITHIN_WINDOW', undefined],
			['Send Now', 'WITHIN_WINDOW', undefined],
			['Hold', 'QUIET_HOURS', '2026-06-19T18:00:00.000Z'],
		]);
	});

	it('open at the first instant after the hour that the clock skips in spring', async () => {
		expect(await decide('America/New_York', ['2026-03-08T06:59:00Z'], { windows: windows([DAILY, '02:30', '05:00']), options: REPLACED })).toEqual([['Hold', 'QUIET_HOURS', '2026-03-08T07:00:00.000Z']]);
	});

	it('never open on closed dates', async () => {
		const options = { closedDates: '2026-12-25, 2026-12-26' };
		expect(await decide('Europe/Paris', ['2026-12-25T10:00:00Z', '2026-12-24T10:00:00Z'], { windows: OFFICE, options })).toEqual([
			['Hold', 'DAY_CLOSED', '2026-12-28T08:00:00.000Z'],
			['Send Now', 'WITHIN_WINDOW', undefined],
		]);
	});

	it('hold without a sendAt when every day for three weeks is closed', async () => {
		const closedDates = Array.from({ length: 31 }, (_, index) => `2026-12-${String(index + 1).padStart(2, '0')}`).join(',');
		expect(await decide('Europe/Paris', ['2026-12-01T10:00:00Z'], { options: { closedDates } })).toEqual([['Hold', 'NO_OPEN_WINDOW', undefined]]);
	});

	it('do not hold transactional messages and emergencies, but read who gets them', async () => {
		const items = ['marketing', 'informational', 'transactional', 'emergency', 'urgent'].map((why) => ({ phone: phone(1), why }));
		const result = await gate(newStore(), [...items, { phone: 'nobody', why: 'emergency' }], { messageClass: '={{ $json.why }}', options: { evaluateAt: '2026-06-10T08:00:00Z' } });
		expect(routesOf(result)).toEqual([
			['Hold', 'QUIET_HOURS'],
			['Hold', 'QUIET_HOURS'],
			['Send Now', 'QUIET_HOURS_NOT_APPLICABLE'],
			['Send Now', 'QUIET_HOURS_NOT_APPLICABLE'],
			['Hold', 'MESSAGE_CLASS_INVALID'],
			['Hold', 'ADDRESS_INVALID'],
		]);
	});

	it('are not judged for an instant that cannot be read', async () => {
		for (const [output, code, sendAt] of await decide('Europe/Paris', ['now', '2026-06-10', '2026-06-10T10:00:00', '1749549600'])) expect([output, code, sendAt]).toEqual(['Hold', 'INSTANT_INVALID', undefined]);
	});
});

describe('computing only', () => {
	it('lets nobody through and says for each contact what would happen', async () => {
		const items = ['2026-06-10T10:00:00Z', '2026-06-10T03:00:00Z'].map((at) => ({ phone: phone(1), at, time_zone: 'Europe/Paris' }));
		const result = await gate(newStore(), [...items, { phone: '' }], { mode: 'compute', options: { evaluateAt: '={{ $json.at }}' } });
		expect(routesOf(result)).toEqual([['Hold', 'WITHIN_WINDOW'], ['Hold', 'QUIET_HOURS'], ['Hold', 'ADDRESS_MISSING']]);
		expect(resultsOf(result).map(({ verdict, sendAt }) => [verdict, sendAt])).toEqual([['send', undefined], ['hold', '2026-06-10T06:00:00.000Z'], ['suppress', undefined]]);
	});
});

describe('settings of the Quiet Hours Window that make no sense', () => {
	const MISTAKES: Array<[string, IDataObject, RegExp]> = [
		['a time that does not exist', { windows: windows([DAILY, '25:00', '26:00']) }, /25:00/],
		['a time in words', { windows: windows([DAILY, 'noon', '20:00']) }, /noon/],
		['a start that is the end', { windows: windows([DAILY, '09:00', '09:00']) }, /09:00|start|window/i],
		['hours without a day', { windows: windows([[], '09:00', '20:00']) }, /days|windows/],
		['an unknown day', { windows: windows([['monday'], '09:00', '20:00']) }, /day|windows/],
		['hours by expression', { windows: windows([DAILY, '={{ $json.from }}', '20:00']) }, /start/],
		['a closed date that does not exist', { options: { closedDates: '2026-02-30' } }, /closedDates|date/i],
		['a closed date in words', { options: { closedDates: 'Christmas' } }, /closedDates|date/i],
		['an unknown zone to assume', { options: { unknownZone: 'Atlantis' } }, /time zone/i],
		['an offset to assume', { options: { unknownZone: '+05:00' } }, /time zone/i],
		['the hours of the law replaced without a reason', { windows: ALWAYS, options: { packs: 'replace' } }, /replaceReason/],
		['the hours of the law replaced by nothing', { options: REPLACED }, /windows/],
		['an unknown profile', { options: { profile: 'lenient' } }, /profile/],
		['an unknown mode', { mode: 'hope' }, /Outside Permitted Hours/],
		['a fixed Evaluate At that is no date', { options: { evaluateAt: 'soon' } }, /Evaluate At/],
	];
	it.each(MISTAKES)('such as %s are an error before the first item', async (_mistake, parameters, words) => {
		const store = newStore();
		const items = [{ phone: phone(1), time_zone: 'Europe/Paris', from: '00:00' }];
		expectRefusal(await runNode(QuietHoursWindow, { items, credentials: store.credentials, parameters: parameters as never }), words);
		expect(await store.events()).toEqual([]);
	});
});

describe('the hours of the law in the node', () => {
	const SUNDAY_MORNING = { options: { evaluateAt: '2026-03-29T15:00:00Z' } };

	it('come from the area code, with the rows that decided', async () => {
		const result = await gate(newStore(), [{ phone: '+17135550100' }, { phone: '+13125550100' }], SUNDAY_MORNING);
		expect(routesOf(result)).toEqual([['Hold', 'QUIET_HOURS'], ['Send Now', 'WITHIN_WINDOW']]);
		expect(resultsOf(result)[0]).toMatchObject({ sendAt: '2026-03-29T17:00:00.000Z', reasons: [{ pack: 'quiet-hours', facts: { jurisdictions: ['US-TX'], rows: ['US-TX/2'] } }] });
	});

	it('come from the address of the contact as well, where it is another place', async () => {
		const items = [{ phone: '+13125550100', country: 'US', state: 'Texas' }, { phone: '+13125550100', country: 'US', state: 'IL' }, { phone: '+13125550100', postal_code: '77001' }];
		expect(routesOf(await gate(newStore(), items, SUNDAY_MORNING)).map(([output]) => output)).toEqual(['Hold', 'Send Now', 'Hold']);
	});

	it('come from the place stored with the contact where the item has none', async () => {
		const store = newStore();
		await store.record([granted('+13125550100', { jurisdiction: 'US-TX' })]);
		expect(routesOf(await gate(store, [{ phone: '+13125550100' }, { phone: '+13125550101' }], SUNDAY_MORNING)).map(([output]) => output)).toEqual(['Hold', 'Send Now']);
	});

	it.each([
		[{ country: 'Atlantis' }, 'COUNTRY_UNKNOWN'],
		[{ country: 'US', state: 'Bavaria' }, 'STATE_UNKNOWN'],
		[{ country: 'DE', state: 'TX' }, 'STATE_NOT_OF_COUNTRY'],
		[{ country: 'US', postal_code: '00000' }, 'POSTAL_CODE_UNKNOWN'],
	])('are not guessed for %j', async (place, code) => {
		const noon = { options: { evaluateAt: '2026-03-31T18:00:00Z' } };
		expect(routesOf(await gate(newStore(), [{ phone: '+13125550100', ...place }], noon))).toEqual([['Hold', code]]);
	});

	it('are narrowed by the policy of the brand and by the node', async () => {
		const store = newStore();
		const policy = { quietHours: { windows: [{ days: DAILY, start: '10:00', end: '18:00' }] } };
		await store.record([{ kind: 'policy', version: 'acme.1', policy, inForce: true }]);
		const at = (time: string) => ({ options: { evaluateAt: `2026-03-31T${time}:00Z` } });
		const night = windows([DAILY, '06:00', '23:00']);
		expect(resultsOf(await gate(store, [{ phone: '+13125550100' }], { ...at('14:30'), windows: night }))[0]).toMatchObject({ verdict: 'hold', sendAt: '2026-03-31T15:00:00.000Z', reasons: [{ pack: 'policy' }] });
		expect(resultsOf(await gate(store, [{ phone: '+13125550100' }], at('16:00')))[0]).toMatchObject({ verdict: 'send', policyVersion: expect.stringMatching(/^acme\.1/) as string });
	});

	it('are replaced for a reason that every decision and the ledger keep', async () => {
		const store = newStore();
		const result = await gate(store, [{ phone: '+17135550100' }], { windows: ALWAYS, options: { ...SUNDAY_MORNING.options, ...REPLACED } });
		expect(resultsOf(result)[0]).toMatchObject({ verdict: 'send', reasons: [{ pack: 'policy', facts: { because: REPLACED.replaceReason } }] });
		const [noted] = await store.events();
		expect(noted).toMatchObject({ kind: 'policy', payload: { version: resultsOf(result)[0]?.policyVersion, inForce: false, policy: { quietHours: { replaceReason: REPLACED.replaceReason } } } });
	});
});

describe('a preview', () => {
	it('says what would happen at another instant, and that it is one', async () => {
		const result = await gate(newStore(), [{ phone: '+13125550100' }], { options: { evaluateAt: '2026-03-31T21:30:00-05:00' } });
		expect(resultsOf(result)[0]).toMatchObject({ verdict: 'hold', sendAt: '2026-04-01T13:00:00.000Z', preview: true });
		expect(result.hints.map(({ message }) => message).join()).toMatch(/another instant/);
		expect(resultsOf(await gate(newStore(), [{ phone: '+13125550100' }]))[0]).not.toHaveProperty('preview');
	});
});
