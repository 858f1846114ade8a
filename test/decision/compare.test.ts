import { compareDecisions, decide } from '../../lib/decision';
import { parsePolicy } from '../../lib/model/policy';
import { NOON, PERMITTED } from './contacts';

const EVENING = new Date('2026-04-01T00:30:00.000Z');
const OPEN = parsePolicy();
const NARROW = parsePolicy({ version: 'narrow', quietHours: { windows: [{ days: ['wed'], start: '10:00', end: '11:00' }] } });

describe('two decisions about the same contact', () => {
	it('are the same where verdict and time are, whatever the policy is called', () => {
		const renamed = parsePolicy({ version: 'renamed' });
		expect(compareDecisions(decide(PERMITTED, OPEN, NOON), decide(PERMITTED, renamed, NOON))).toEqual({ changed: false, gone: [], added: [] });
	});

	it('differ where one sends and the other holds, with the reason that came on top', () => {
		const compared = compareDecisions(decide(PERMITTED, OPEN, EVENING), decide(PERMITTED, NARROW, EVENING));
		expect(compared).toMatchObject({ changed: true, gone: [], added: [{ code: 'QUIET_HOURS', pack: 'policy', packVersion: 'narrow' }] });
		expect(compareDecisions(decide(PERMITTED, NARROW, EVENING), decide(PERMITTED, OPEN, EVENING))).toMatchObject({ changed: true, gone: [{ code: 'QUIET_HOURS' }], added: [] });
	});

	it('differ where a hold ends at another time', () => {
		const night = new Date('2026-04-01T03:00:00.000Z');
		expect(compareDecisions(decide(PERMITTED, OPEN, night), decide(PERMITTED, NARROW, night)).changed).toBe(true);
	});
});
