import { ADDRESS_KINDS, CHANNELS, channelsOfKind } from '../../lib/model/channel';
import { ComplianceError } from '../../lib/model/errors';
import { makeReason, REASON_CODES, REASONS, RULES } from '../../lib/model/reasons';
import { LIFTERS, SUPPRESSION_REASONS, SUPPRESSION_RULES } from '../../lib/model/suppression';
import { COMPLIANCE_STATUSES, EFFECTS } from '../../lib/model/verdict';

describe('every reason code', () => {
	it.each(REASON_CODES)('%s has a rule, an effect and words for people', (code) => {
		const { rule, effect, status, text, remedy } = REASONS[code];
		expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
		expect(RULES).toContain(rule);
		expect(EFFECTS).toContain(effect);
		if (status !== undefined) expect(COMPLIANCE_STATUSES).toContain(status);
		expect(text).toMatch(/^[A-Z].*\.$/);
		expect(remedy === '').toBe(effect === 'permit');
	});

	it('that permits says nothing worse than compliant, and one that denies never says compliant', () => {
		for (const { effect, status } of Object.values(REASONS)) {
			if (effect === 'permit') expect([undefined, 'compliant']).toContain(status);
			else expect(status).not.toBe('compliant');
		}
	});

	it('gives its reason the rule and the effect', () => {
		expect(makeReason('QUIET_HOURS', { pack: 'policy', packVersion: '1' }, { a: 1 }, '2026-04-01T08:00:00.000Z')).toEqual({
			code: 'QUIET_HOURS',
			rule: 'quiet_hours',
			effect: 'hold',
			pack: 'policy',
			packVersion: '1',
			facts: { a: 1 },
			notBefore: '2026-04-01T08:00:00.000Z',
		});
	});
});

describe('every reason for a suppression', () => {
	it.each(SUPPRESSION_REASONS)('%s can be lifted by somebody, and stops marketing', (reason) => {
		const { liftedBy, classes, strength } = SUPPRESSION_RULES[reason];
		expect(liftedBy.length).toBeGreaterThan(0);
		for (const lifter of liftedBy) expect(LIFTERS).toContain(lifter);
		expect(classes).toContain('marketing');
		expect(strength).toBeGreaterThan(0);
	});

	it('that is permanent never ends by itself or by a delivery', () => {
		for (const { permanence, liftedBy } of Object.values(SUPPRESSION_RULES)) {
			if (permanence !== 'permanent') continue;
			for (const lifter of ['expiry', 'delivery', 'staff']) expect(liftedBy).not.toContain(lifter);
		}
	});

	it('keeps the order of strength: complaint, registry, the person, the provider, the carrier, a bounce, staff, failures', () => {
		const order = ['spam_complaint', 'registry', 'opt_out_keyword', 'provider_opt_out', 'carrier_block', 'hard_bounce', 'staff_dnd', 'unknown_handset', 'unreachable'] as const;
		const strengths = order.map((reason) => SUPPRESSION_RULES[reason].strength);
		expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
		expect(new Set(strengths).size).toBe(strengths.length);
	});
});

describe('channels', () => {
	it('of one kind of address are found from it', () => {
		expect(channelsOfKind('phone')).toEqual(['sms', 'call', 'whatsapp']);
		for (const channel of CHANNELS) expect(channelsOfKind(ADDRESS_KINDS[channel])).toContain(channel);
	});
});

describe('an error of the package', () => {
	it('has a code, a sentence and a remedy', () => {
		const cause = new Error('x');
		expect(new ComplianceError('CONFIG_INVALID', 'm', 'r', { cause })).toMatchObject({ name: 'ComplianceError', code: 'CONFIG_INVALID', message: 'm', remedy: 'r', cause });
	});
});
