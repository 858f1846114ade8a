import fc from 'fast-check';
import { CHANNELS, DIRECTIONS, MESSAGE_CLASSES } from '../../lib/model/channel';
import type { ContactFacts } from '../../lib/model/facts';
import { DEFAULT_POLICY } from '../../lib/model/policy';
import type { Reason } from '../../lib/model/reasons';
import { SUPPRESSION_REASONS, SUPPRESSION_RULES, type Suppression, type SuppressionReason } from '../../lib/model/suppression';
import { prepareSuppression } from '../../lib/suppression';

export const NOW = new Date('2026-03-31T12:00:00.000Z');

/** A suppression as its reason sets it, on sms. */
export function suppression(reason: SuppressionReason, fields: Partial<Suppression> = {}): Suppression {
	const { classes, direction } = SUPPRESSION_RULES[reason];
	return { id: `s-${reason}`, reason, channel: 'sms', classes: [...classes], direction, since: '2026-03-01T00:00:00.000Z', ...fields };
}

/** What stops a message, as reason codes; `NOT_SUPPRESSED` where nothing does. */
export function codesFor(suppressions: readonly unknown[], message: Partial<ContactFacts> = {}, at = NOW, policy = DEFAULT_POLICY): string[] {
	return reasonsFor(suppressions, message, at, policy).map(({ code }) => code);
}

export function reasonsFor(suppressions: readonly unknown[], message: Partial<ContactFacts> = {}, at = NOW, policy = DEFAULT_POLICY): readonly Reason[] {
	const facts: ContactFacts = {
		channel: 'sms',
		messageClass: 'marketing',
		address: { ok: true, address: '+15551230001' },
		consent: [],
		suppressions: suppressions as Suppression[],
		...message,
	};
	return prepareSuppression(policy, at)(facts);
}

export const anySuppression: fc.Arbitrary<Suppression> = fc.record(
	{
		id: fc.uuid(),
		reason: fc.constantFrom(...SUPPRESSION_REASONS),
		channel: fc.constantFrom(...CHANNELS, 'all' as const),
		classes: fc.subarray([...MESSAGE_CLASSES], { minLength: 1 }),
		direction: fc.constantFrom(...DIRECTIONS),
		sender: fc.constantFrom('+15550000001', 'ACME'),
		receivedBy: fc.constantFrom('+15550000001', '+15550000002'),
		since: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-03-31T12:00:00.000Z', '2026-12-01T00:00:00.000Z'),
		until: fc.constantFrom('2026-03-31T11:59:59.999Z', '2026-03-31T12:00:00.000Z', '2026-03-31T12:00:00.001Z', '2030-01-01T00:00:00.000Z'),
	},
	{ requiredKeys: ['id', 'reason', 'channel', 'classes', 'direction', 'since'] },
);
