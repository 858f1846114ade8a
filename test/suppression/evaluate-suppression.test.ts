import fc from 'fast-check';
import { CHANNELS, MESSAGE_CLASSES } from '../../lib/model/channel';
import { DEFAULT_POLICY, parsePolicy } from '../../lib/model/policy';
import { REASONS } from '../../lib/model/reasons';
import { SUPPRESSION_REASONS, SUPPRESSION_RULES, type Suppression } from '../../lib/model/suppression';
import { SUPPRESSION_CODES } from '../../lib/suppression';
import { anySuppression, codesFor, NOW, reasonsFor, suppression } from './suppressions';

const CLEAR = ['NOT_SUPPRESSED'];

describe('a suppression', () => {
	it.each(SUPPRESSION_REASONS.filter((reason) => reason !== 'review_hold'))('for %s denies with a reason code of its rule', (reason) => {
		const { classes, direction } = SUPPRESSION_RULES[reason];
		expect(codesFor([suppression(reason)], { messageClass: classes[0], direction })).toEqual([SUPPRESSION_CODES[reason]]);
		expect(REASONS[SUPPRESSION_CODES[reason]]).toMatchObject({ rule: 'suppression', effect: 'deny', status: 'non_compliant' });
	});

	it('is named with all others that stop the message', () => {
		expect(codesFor([suppression('unreachable'), suppression('spam_complaint'), suppression('staff_dnd', { channel: 'all' })])).toEqual(['UNREACHABLE', 'SPAM_COMPLAINT', 'STAFF_DND']);
	});

	it('is named by its id and with no personal data', () => {
		const [reason] = reasonsFor([suppression('staff_dnd', { until: '2026-04-01T00:00:00.000Z' })]);
		expect(Object.keys(reason?.facts ?? {}).sort()).toEqual(['channel', 'classes', 'since', 'suppression', 'suppressionId', 'until']);
	});

	it('of one channel leaves the others, of all channels none', () => {
		for (const channel of CHANNELS) {
			expect(codesFor([suppression('opt_out_keyword')], { channel })).toEqual(channel === 'sms' ? ['OPTED_OUT'] : CLEAR);
			expect(codesFor([suppression('opt_out_keyword', { channel: 'all' })], { channel })).toEqual(['OPTED_OUT']);
		}
	});
});

describe('an unclear reply that waits for a person', () => {
	const NOT_HELD = parsePolicy({ replies: { holdUnclear: false } });
	const held = (message = {}, policy = DEFAULT_POLICY, more: Suppression[] = []) => codesFor([suppression('review_hold'), ...more], message, NOW, policy);

	it('asks for a person, and says nothing yet of the contact', () => {
		expect(reasonsFor([suppression('review_hold')])).toMatchObject([{ code: 'REPLY_AWAITS_REVIEW', rule: 'suppression', effect: 'review', facts: { suppressionId: 's-review_hold' } }]);
		expect(REASONS.REPLY_AWAITS_REVIEW).toMatchObject({ effect: 'review', status: 'unknown' });
	});

	it('holds back marketing on its channel and nothing else', () => {
		expect(MESSAGE_CLASSES.filter((messageClass) => held({ messageClass })[0] !== 'NOT_SUPPRESSED')).toEqual(['marketing']);
		expect(CHANNELS.filter((channel) => held({ channel })[0] !== 'NOT_SUPPRESSED')).toEqual(['sms']);
		expect(held({ direction: 'incoming' })).toEqual(CLEAR);
	});

	it('holds nothing back where the policy says so, and leaves everything else that stops the message', () => {
		expect(held({}, NOT_HELD)).toEqual(CLEAR);
		expect(held({}, NOT_HELD, [suppression('opt_out_keyword')])).toEqual(['OPTED_OUT']);
	});

	it('is named beside an opt-out', () => {
		expect(held({}, DEFAULT_POLICY, [suppression('opt_out_keyword')])).toEqual(['REPLY_AWAITS_REVIEW', 'OPTED_OUT']);
	});

	it('stops the message under every policy where it cannot be understood', () => {
		for (const policy of [DEFAULT_POLICY, NOT_HELD]) expect(codesFor([{ ...suppression('review_hold'), classes: [] }], {}, NOW, policy)).toEqual(['EVALUATION_ERROR']);
	});
});

describe('message classes', () => {
	const stopped = (classes: readonly (typeof MESSAGE_CLASSES)[number][]) =>
		MESSAGE_CLASSES.filter((messageClass) => codesFor([suppression('opt_out_keyword', { classes: [...classes] })], { messageClass })[0] !== 'NOT_SUPPRESSED');

	it('pass a marketing-only opt-out unless they are marketing', () => {
		expect(stopped(['marketing'])).toEqual(['marketing']);
	});

	it('are all stopped by an opt-out of the channel but emergencies', () => {
		expect(stopped(SUPPRESSION_RULES.opt_out_keyword.classes)).toEqual(['marketing', 'informational', 'transactional']);
	});

	it('are all stopped, emergencies too, where the message cannot or must not arrive', () => {
		for (const reason of ['carrier_block', 'hard_bounce', 'staff_dnd', 'unreachable'] as const) {
			for (const messageClass of MESSAGE_CLASSES) expect(codesFor([suppression(reason)], { messageClass })).toEqual([SUPPRESSION_CODES[reason]]);
		}
	});
});

describe('the time of a suppression', () => {
	const until = '2026-03-31T12:00:00.000Z';
	const at = (ms: number, fields = {}) => codesFor([suppression('unreachable', { until, ...fields })], {}, new Date(Date.parse(until) + ms));

	it('ends at its end and not a millisecond before', () => {
		expect(at(-1)).toEqual(['UNREACHABLE']);
		expect(at(0)).toEqual(CLEAR);
	});

	it('has no end where none is given or none can be read', () => {
		for (const unreadable of [undefined, '', 'tomorrow', '2026-03-01', '2026-02-30T00:00:00Z', null, {}]) expect(at(9e11, { until: unreadable })).toEqual(['UNREACHABLE']);
	});

	it('holds even where it seems to begin later: a clock that was set back reopens nothing', () => {
		expect(codesFor([suppression('opt_out_keyword', { since: '2027-01-01T00:00:00.000Z' })])).toEqual(['OPTED_OUT']);
		expect(codesFor([suppression('opt_out_keyword', { since: 'unknown' })])).toEqual(['OPTED_OUT']);
	});
});

describe('the direction', () => {
	it('keeps inbound DND from outgoing messages and opt-outs from incoming ones', () => {
		expect(codesFor([suppression('inbound_dnd')])).toEqual(CLEAR);
		expect(codesFor([suppression('inbound_dnd')], { direction: 'incoming' })).toEqual(['INBOUND_DND']);
		expect(codesFor([suppression('opt_out_keyword')], { direction: 'incoming' })).toEqual(CLEAR);
	});
});

describe('a suppression of one sender', () => {
	const stops = (stopped: unknown, sending: unknown) => codesFor([{ ...suppression('opt_out_keyword'), sender: stopped }], { sender: sending as string })[0] !== 'NOT_SUPPRESSED';

	it.each([
		['+15551234567', '+15551234567'],
		['+15551234567', '+1 (555) 123-4567'],
		['+15551234567', '5551234567'],
		['+447911123456', '07911 123456'],
		['ACME', 'acme'],
		['12345', 12_345],
	])('%p also stops %p', (stopped, sending) => {
		expect([stops(stopped, sending), stops(sending, stopped)]).toEqual([true, true]);
	});

	it.each([
		['+15551234567', '+15551234568'],
		['12345', '+15550012345'],
		['ACME', 'ACME Shop'],
		['ACME', '+15551234567'],
	])('%p leaves %p', (stopped, sending) => {
		expect([stops(stopped, sending), stops(sending, stopped)]).toEqual([false, false]);
	});

	it('stops a message whose sender is not known', () => {
		for (const unknown of [undefined, '', ' ', null, {}]) expect(stops('+15551234567', unknown)).toBe(true);
	});
});

describe('a number that takes no text', () => {
	const numbered = (numberType: string | undefined, message = {}) => codesFor([], { address: { ok: true, address: '+15551230001', numberType }, ...message });

	it('gets no sms but calls, and may write to us', () => {
		expect(numbered('FIXED_LINE')).toEqual(['NUMBER_NOT_TEXTABLE']);
		expect(numbered('FIXED_LINE', { channel: 'call' })).toEqual(CLEAR);
		expect(numbered('FIXED_LINE', { channel: 'whatsapp' })).toEqual(CLEAR);
		expect(numbered('FIXED_LINE', { direction: 'incoming' })).toEqual(CLEAR);
	});

	it('is not one that may be a mobile', () => {
		for (const type of ['MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP', undefined]) expect(numbered(type)).toEqual(CLEAR);
	});
});

describe('the answer to a reply', () => {
	it('is stopped by what stops answers, whatever classes that was set for', () => {
		for (const reason of SUPPRESSION_REASONS) {
			const stopped = SUPPRESSION_RULES[reason].stopsAnswers ? [SUPPRESSION_CODES[reason]] : CLEAR;
			for (const classes of [['marketing'], ['emergency'], [...MESSAGE_CLASSES]] as const) expect(codesFor([suppression(reason, { classes: [...classes] })], { messageClass: 'confirmation' })).toEqual(stopped);
		}
	});

	it('is left alone by what stops another channel, another sender or incoming messages', () => {
		for (const fields of [{ channel: 'call' }, { sender: 'ACME' }, { direction: 'incoming' }] as const) {
			expect(codesFor([suppression('staff_dnd', fields)], { messageClass: 'confirmation', sender: '+15550000001' })).toEqual(CLEAR);
		}
	});
});

describe('the number that was told to stop', () => {
	it('narrows nothing: the opt-out holds for every sender', () => {
		const heard = suppression('opt_out_keyword', { receivedBy: '+15551234567' });
		for (const sender of ['+15551234567', '+15559999999', 'ACME', undefined]) expect(codesFor([heard], { sender })).toEqual(['OPTED_OUT']);
	});
});

describe('suppressions that cannot be understood', () => {
	it.each([
		['reason', 'fraud'],
		['reason', 'constructor'],
		['channel', 'SMS'],
		['channel', undefined],
		['direction', 'outbound'],
		['classes', []],
		['classes', ['Marketing']],
		['classes', 'marketing'],
		['classes', undefined],
	])('deny for %s %p', (field, value) => {
		expect(codesFor([{ ...suppression('opt_out_keyword'), [field]: value }])).toEqual(['EVALUATION_ERROR']);
	});
});

describe('one more suppression', () => {
	it('never clears the way', () => {
		fc.assert(
			fc.property(fc.array(anySuppression, { maxLength: 6 }), anySuppression, fc.constantFrom(...CHANNELS), fc.constantFrom(...MESSAGE_CLASSES), (all, more, channel, messageClass) => {
				const before = codesFor(all, { channel, messageClass });
				const after = codesFor([...all, more], { channel, messageClass }, NOW);
				if (before[0] !== 'NOT_SUPPRESSED') expect(after.slice(0, before.length)).toEqual(before);
			}),
		);
	});
});
