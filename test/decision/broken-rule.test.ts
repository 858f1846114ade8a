import { decide } from '../../lib/decision';
import { DEFAULT_POLICY } from '../../lib/model/policy';
import type { PreparedRule } from '../../lib/model/rule';
import { NOON, PERMITTED } from './contacts';

const mockRule = jest.fn<ReturnType<PreparedRule>, Parameters<PreparedRule>>();
jest.mock('../../lib/suppression/evaluate-suppression', () => ({ prepareSuppression: () => mockRule }));

const decideNow = () => decide(PERMITTED, DEFAULT_POLICY, NOON);

describe('a rule with a bug', () => {
	it.each([
		['throws', () => { throw new Error('contact +15551230001 failed'); }, 'EVALUATION_ERROR'],
		['throws something that is no error', () => { throw '+15551230001'; }, 'EVALUATION_ERROR'],
		['says nothing', () => [], 'RULE_SILENT'],
		['returns nothing', () => undefined, 'EVALUATION_ERROR'],
		['returns a promise', () => Promise.resolve([]), 'RULE_SILENT'],
		['returns a reason that does not exist', () => [{ code: 'FINE', effect: 'permit' }], 'EVALUATION_ERROR'],
		['returns no reason', () => [null], 'EVALUATION_ERROR'],
	])('that %s permits nothing', (_name, rule, code) => {
		mockRule.mockImplementation(rule as unknown as PreparedRule);
		expect(decideNow()).toMatchObject({ verdict: 'suppress', reasons: expect.arrayContaining([expect.objectContaining({ code })]) });
		expect(JSON.stringify(decideNow())).not.toContain('5551230001');
	});
});
