import fc from 'fast-check';
import { CHANNELS, channelsOfKind, MESSAGE_CLASSES, type Channel } from '../../lib/model/channel';
import type { Suppression } from '../../lib/model/suppression';
import { dndState } from '../../lib/suppression';
import { anySuppression, codesFor, NOW, suppression } from './suppressions';

const PHONE = channelsOfKind('phone');
const state = (suppressions: Suppression[], channels: readonly Channel[] = PHONE) => dndState([{ channels, suppressions }], 'marketing', NOW);

describe('the DND status of an address', () => {
	it('is off where nothing stops it', () => {
		expect(state([])).toEqual({ status: 'off', channels: { sms: false, call: false, whatsapp: false } });
	});

	it('is on where every channel is stopped, by one suppression or by several', () => {
		expect(state([suppression('staff_dnd', { channel: 'all' })]).status).toBe('on');
		expect(state(PHONE.map((channel) => suppression('opt_out_keyword', { channel }))).status).toBe('on');
	});

	it('is partial where some channels are stopped', () => {
		expect(state([suppression('opt_out_keyword')])).toEqual({ status: 'partial', channels: { sms: true, call: false, whatsapp: false } });
	});

	it('asks for one message class', () => {
		const marketingOnly = suppression('opt_out_keyword', { channel: 'all', classes: ['marketing'] });
		expect(dndState([{ channels: PHONE, suppressions: [marketingOnly] }], 'marketing', NOW).status).toBe('on');
		expect(dndState([{ channels: PHONE, suppressions: [marketingOnly] }], 'transactional', NOW).status).toBe('off');
	});

	it('forgets what has ended and does not count what stops only one sender or only incoming messages', () => {
		expect(state([suppression('staff_dnd', { channel: 'all', until: NOW.toISOString() })]).status).toBe('off');
		expect(state([suppression('opt_out_keyword', { channel: 'all', sender: '+15550000001' })]).status).toBe('off');
		expect(state([suppression('inbound_dnd', { channel: 'all' })]).status).toBe('off');
	});
});

describe('an unclear reply', () => {
	it('is no do-not-disturb while it waits for a person', () => {
		expect(state([suppression('review_hold', { channel: 'all' })])).toEqual({ status: 'off', channels: { sms: false, call: false, whatsapp: false } });
	});

	it('hides no opt-out beside it', () => {
		expect(state([suppression('review_hold'), suppression('opt_out_keyword')]).channels).toMatchObject({ sms: true, call: false });
	});
});

describe('the DND status of the answer to a reply', () => {
	it('is about what stops answers', () => {
		const of = (suppressions: Suppression[]) => dndState([{ channels: PHONE, suppressions }], 'confirmation', NOW).status;
		expect(of([suppression('opt_out_keyword', { channel: 'all' })])).toBe('off');
		expect(of([suppression('staff_dnd', { channel: 'all' })])).toBe('on');
		expect(of([suppression('carrier_block')])).toBe('partial');
	});
});

describe('the DND status of a contact with several addresses', () => {
	it('closes a channel only where every address that serves it is stopped', () => {
		const stopped = { channels: ['sms'] as const, suppressions: [suppression('opt_out_keyword')] };
		const open = { channels: ['sms'] as const, suppressions: [] };
		expect(dndState([stopped, open], 'marketing', NOW).status).toBe('off');
		expect(dndState([open, stopped], 'marketing', NOW).status).toBe('off');
		expect(dndState([stopped, stopped], 'marketing', NOW).status).toBe('on');
		expect(dndState([stopped, { channels: ['email'], suppressions: [] }], 'marketing', NOW)).toEqual({ status: 'partial', channels: { sms: true, email: false } });
	});

	it('is off for a contact without an address', () => {
		expect(dndState([], 'marketing', NOW)).toEqual({ status: 'off', channels: {} });
	});
});

describe('the DND status and the gate', () => {
	it('agree on every channel and class', () => {
		fc.assert(
			fc.property(fc.array(anySuppression, { maxLength: 5 }), fc.constantFrom(...MESSAGE_CLASSES), (suppressions, messageClass) => {
				const everySender = suppressions.filter(({ sender, reason }) => sender === undefined && reason !== 'review_hold');
				const { channels, status } = dndState([{ channels: CHANNELS, suppressions }], messageClass, NOW);
				const stopped = CHANNELS.filter((channel) => codesFor(everySender, { channel, messageClass })[0] !== 'NOT_SUPPRESSED');
				expect(CHANNELS.filter((channel) => channels[channel])).toEqual(stopped);
				expect(status).toBe(stopped.length === 0 ? 'off' : stopped.length === CHANNELS.length ? 'on' : 'partial');
			}),
		);
	});
});
