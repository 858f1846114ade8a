import { CHANNELS, MESSAGE_CLASSES } from '../../lib/model/channel';
import type { ContactFacts } from '../../lib/model/facts';
import { PROVEN } from '../consent/consents';
import { suppression } from '../suppression/suppressions';

/** A Tuesday at noon in UTC, within the built-in hours from New York to Athens. */
export const NOON = new Date('2026-03-31T16:00:00.000Z');

/** A contact whom every rule permits at noon. */
export const PERMITTED: ContactFacts = {
	channel: 'sms',
	messageClass: 'marketing',
	address: { ok: true, address: '+15551230001', country: 'US', numberType: 'MOBILE' },
	consent: [{ from: 'store', records: [PROVEN] }],
	suppressions: [],
	zone: { zones: ['America/New_York'], basis: 'contact' },
};

/** Contacts of every kind: all channels and classes, zones around the world, and something for each rule to find. */
export const MANY_CONTACTS: readonly ContactFacts[] = CHANNELS.flatMap((channel) =>
	MESSAGE_CLASSES.flatMap((messageClass) =>
		[['America/New_York'], ['America/Los_Angeles', 'America/Chicago'], ['Asia/Kathmandu'], ['Pacific/Apia'], ['Nowhere/City'], []].flatMap((zones) =>
			[[], [suppression('opt_out_keyword')], [suppression('unreachable', { until: NOON.toISOString() })]].map(
				(suppressions): ContactFacts => ({ ...PERMITTED, channel, messageClass, suppressions, zone: { zones, basis: zones.length > 0 ? 'contact' : 'none' } }),
			),
		),
	),
);
