import { decide } from '../../lib/decision';
import { DEFAULT_POLICY } from '../../lib/model/policy';
import { LIFTERS, SUPPRESSION_REASONS, SUPPRESSION_RULES, type SuppressionReason } from '../../lib/model/suppression';
import type { ContactAddress, SuppressChange } from '../../lib/store/port';
import { liftable, SUPPRESSION_CODES } from '../../lib/suppression';
import { MANY_CONTACTS, NOON } from '../decision/contacts';
import { codesFor } from '../suppression/suppressions';
import { deepFreeze, expectConserved, runNode } from '../support/n8n';
import { sqlitePlace } from '../support/store-sqlite';
import { HOSTILE_ITEMS, packageNodes } from './package-nodes';

const BRAND = 'acme';
const ORIGIN = { node: 'test' };

describe('invariant 3: a weaker reason never replaces or lifts a stronger one; lifting one leaves the others (see also suppression/liftable)', () => {
	const PAIRS = SUPPRESSION_REASONS.flatMap((stronger) => SUPPRESSION_REASONS.filter((weaker) => SUPPRESSION_RULES[weaker].strength < SUPPRESSION_RULES[stronger].strength).map((weaker) => ({ stronger, weaker })));
	const contactOf = (index: number): ContactAddress => ({ kind: 'phone', address: `+1555${String(index).padStart(7, '0')}` });
	const setting = (contact: ContactAddress, reason: SuppressionReason): SuppressChange => {
		const { classes, direction } = SUPPRESSION_RULES[reason];
		return { kind: 'suppress', contact, reason, channel: 'sms', classes, direction };
	};

	it('holds in the store for every pair of reasons, in both orders, and for everybody who lifts the weaker one', async () => {
		const place = await sqlitePlace();
		const store = await place.open();
		const cases = PAIRS.flatMap((pair) => [pair, { ...pair, reversed: true }]);
		const contacts = cases.map((_, index) => contactOf(index));
		const settings = cases.flatMap((pair, index) => {
			const both = [setting(contactOf(index), pair.stronger), setting(contactOf(index), pair.weaker)];
			return 'reversed' in pair ? both.reverse() : both;
		});
		await store.record(BRAND, settings, ORIGIN, NOON);

		const before = await store.readFacts(BRAND, contacts, NOON);
		const lifts = before.flatMap(({ suppressions }, index) => {
			const { stronger, weaker } = cases[index] as (typeof cases)[number];
			const liftersOf = (reason: SuppressionReason): readonly string[] => SUPPRESSION_RULES[reason].liftedBy;
			const by = LIFTERS.filter((lifter) => liftersOf(weaker).includes(lifter) && !liftersOf(stronger).includes(lifter));
			return by.flatMap((lifter) =>
				liftable(suppressions, { by: lifter, channel: 'all', optInAt: new Date(NOON.getTime() + 1).toISOString() }).map(({ id }) => ({ kind: 'lift' as const, contact: contactOf(index), suppressionId: id, by: lifter })),
			);
		});
		expect(before.every(({ suppressions }) => suppressions.length === 2)).toBe(true);
		expect(lifts.length).toBeGreaterThan(PAIRS.length);
		await store.record(BRAND, lifts, ORIGIN, new Date(NOON.getTime() + 2));

		for (const [index, { suppressions }] of (await store.readFacts(BRAND, contacts, NOON)).entries()) {
			const { stronger } = cases[index] as (typeof cases)[number];
			const { classes, direction } = SUPPRESSION_RULES[stronger];
			expect(codesFor(suppressions, { messageClass: classes[0], direction })).toContain(SUPPRESSION_CODES[stronger]);
		}
		await place.remove();
	});
});

describe('invariant 4: decide is a pure function (see also decision/purity: time zones, system clocks, processes of their own)', () => {
	afterEach(() => jest.useRealTimers());

	it('gives the same decision for the same frozen facts, whatever the clock shows', () => {
		const decideAll = () => MANY_CONTACTS.map((facts) => decide(deepFreeze(structuredClone(facts)), DEFAULT_POLICY, new Date(NOON.getTime())));
		const first = decideAll();
		for (const now of ['1999-12-31T23:59:59Z', '2026-03-29T01:00:00Z', '2100-01-01T00:00:00Z']) {
			jest.useFakeTimers({ now: new Date(now) });
			expect(decideAll()).toEqual(first);
		}
	});
});

describe('invariant 7: items in are items out over all outputs, each with pairedItem, and no input item is changed (see also n8n-kit/run-items)', () => {
	it.each(packageNodes().map((node) => [node.name, node] as const))('holds for %s, whatever the items are', async (_name, { nodeClass }) => {
		for (const onError of [undefined, 'continueRegularOutput', 'continueErrorOutput'] as const) {
			const before = structuredClone(HOSTILE_ITEMS);
			const { input, outputs, status } = await runNode(nodeClass, { items: HOSTILE_ITEMS, ...(onError && { onError }) });
			expect(HOSTILE_ITEMS).toEqual(before);
			expect(status).toBe('success');
			expectConserved(input, outputs, ['compliance', 'error', 'details']);
		}
	});
});
