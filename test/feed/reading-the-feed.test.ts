import fc from 'fast-check';
import { concerns, latestItems, nextBatch, readHappening, suitsDnd, type FeedFilter, type FeedQuestion } from '../../lib/feed';
import { groupEvents } from '../../lib/feed/group-events';
import { readGroups } from '../../lib/feed/read-groups';
import type { FeedEvent, StoredFacts } from '../../lib/store/port';
import { consent, erase, feed, happenings, lift, pagedFeed, suppress } from './feed-events';

const NOW = new Date('2026-03-02T13:00:00Z');
const EVERYTHING: FeedFilter = { events: ['erasure', 'opt_out', 'opt_in', 'unclear_reply', 'dnd_change', 'consent_change'], channels: [], reasons: [], onlyWhenDndOn: false };

/** Happenings of one to five events of changing contacts, with events of other kinds between them. */
const anyFeed = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 30 }).map((sizes) => {
	let seq = 0;
	return sizes.flatMap(([size, gap], index) => {
		seq += gap;
		return Array.from({ length: size }, () => suppress('opt_out_keyword', { seq: ++seq, subject: `s${index}` }));
	});
});

async function readAll(events: readonly FeedEvent[], end: number, lookedAt: number, limit: number): Promise<FeedEvent[][]> {
	const store = pagedFeed(events, end, lookedAt);
	const found: FeedEvent[][] = [];
	let after = 0;
	for (;;) {
		const { groups, upTo, isEnd } = await readGroups(store, 'acme', after, limit);
		found.push(...groups.map((group) => [...group]));
		expect(isEnd || upTo > after).toBe(true);
		if (isEnd) return found;
		after = upTo;
	}
}

describe('pages of the feed', () => {
	it('cut no happening, however small they are', async () => {
		await fc.assert(
			fc.asyncProperty(anyFeed, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 5, max: 9 }), fc.integer({ min: 1, max: 7 }), async (given, gap, lookedAt, limit) => {
				const events = feed(given);
				const end = (events.at(-1)?.seq ?? 0) + gap;
				expect(await readAll(events, end, lookedAt, limit)).toEqual(groupEvents(events));
			}),
		);
	});

	it('leave a happening for the next one where others come before it', async () => {
		const events = feed([suppress('opt_out_keyword'), ...Array.from({ length: 4 }, () => suppress('opt_out_keyword', { subject: 'ben' }))]);
		expect(await readGroups(pagedFeed(events, 5, 100), 'acme', 0, 3)).toMatchObject({ groups: [[{ seq: 1 }]], upTo: 1, isEnd: false });
	});

	it('are passed over where they hold nothing, a few at a time', async () => {
		const store = pagedFeed([], 1_000_000, 4_000);
		const { groups, upTo, isEnd } = await readGroups(store, 'acme', 0, 100);
		expect({ groups, isEnd }).toEqual({ groups: [], isEnd: false });
		expect(upTo).toBe(4_000 * store.reads());
		expect(store.reads()).toBeLessThan(10);
	});

	it('end even where one contact fills all of them', async () => {
		const events = feed(Array.from({ length: 5_000 }, () => suppress('opt_out_keyword')));
		expect((await readAll(events, 5_000, 4_000, 10)).flat()).toHaveLength(5_000);
	});
});

describe('the next batch', () => {
	const facts = (reason?: string): StoredFacts['suppressions'] => (reason === undefined ? [] : [{ id: 's1', reason: reason as never, channel: 'all', classes: ['marketing'], direction: 'outgoing', since: NOW.toISOString() }]);
	const ask = (events: readonly FeedEvent[], question: Partial<FeedQuestion> = {}, suppressionsOf: (address: string) => StoredFacts['suppressions'] = () => facts()) => {
		const asked: string[][] = [];
		const store = {
			...pagedFeed(events, events.at(-1)?.seq ?? 0, 4_000),
			readFacts: async (_brand: string, contacts: ReadonlyArray<{ address: string }>) => {
				asked.push(contacts.map(({ address }) => address));
				return contacts.map(({ address }) => ({ subject: '', consents: [], suppressions: suppressionsOf(address) }));
			},
		};
		return { asked, next: async (after = 0) => await nextBatch({ store, brand: 'acme', filter: EVERYTHING, limit: 2, ...question }, after, NOW) };
	};
	const of = (subject: string, more: object = {}) => suppress('opt_out_keyword', { subject, contact: { kind: 'phone', address: subject }, ...more });

	it('takes as many as asked for, in order, with one look at their contacts', async () => {
		const { asked, next } = ask(feed([of('a'), consent('withdrawn', { subject: 'a' }), of('b'), of('c')]));
		const batch = await next();
		expect(batch).toMatchObject({ items: [{ happening: { id: 'acme:1' }, dnd: { status: 'off' } }, { happening: { id: 'acme:3' } }], before: 0, upTo: 3 });
		expect(asked).toEqual([['a', 'b']]);
		expect(await next(batch.upTo)).toMatchObject({ items: [{ happening: { id: 'acme:4' } }], before: 3, upTo: 4 });
	});

	it('passes over what nobody wants, before, between and behind', async () => {
		const events = feed([consent('pending'), of('a'), consent('pending', { subject: 'x' }), of('b'), consent('pending', { subject: 'y' })]);
		const { next } = ask(events, { filter: { ...EVERYTHING, events: ['opt_out'] } });
		expect(await next()).toMatchObject({ items: [{ happening: { first: 2 } }, { happening: { first: 4 } }], before: 1, upTo: 4 });
		expect(await next(4)).toMatchObject({ items: [], upTo: 5, isEnd: true });
	});

	it('tells how it stands with each contact now, and of an erased one nothing', async () => {
		const { next } = ask(feed([of('a'), erase({ subject: 'b' })]), {}, () => facts('staff_dnd'));
		const { items } = await next();
		expect(items.map(({ dnd }) => dnd)).toEqual([{ status: 'on', channels: { sms: true, call: true, whatsapp: true } }, undefined]);
	});

	it('can be limited to contacts whose DND is on everywhere, and to erasures', async () => {
		const { next } = ask(feed([of('a'), of('b'), erase({ subject: 'c' }), of('d'), of('e')]), { limit: 3, filter: { ...EVERYTHING, onlyWhenDndOn: true } }, (address) => facts(address === 'a' ? undefined : 'opt_out_keyword'));
		expect(await next()).toMatchObject({ items: [{ happening: { first: 2 } }, { happening: { first: 3 } }, { happening: { first: 4 } }], before: 1, upTo: 4 });
	});

	it('does not count as DND what ends by itself, where only contacts with DND on everywhere are wanted', async () => {
		const until = '2026-03-03T12:00:00.000Z';
		const suppressionsOf = (address: string) => (address === 'a' ? facts('unreachable').map((one) => ({ ...one, until })) : [...facts('opt_out_keyword'), ...facts('unreachable').map((one) => ({ ...one, until }))]);
		const { next } = ask(feed([of('a'), of('b')]), { filter: { ...EVERYTHING, onlyWhenDndOn: true } }, suppressionsOf);
		expect(await next()).toMatchObject({ items: [{ happening: { first: 2 }, dnd: { status: 'on' } }] });
		expect((await ask(feed([of('a')]), {}, suppressionsOf).next()).items).toMatchObject([{ dnd: { status: 'on' } }]);
	});

	it('is refused where the store does not answer for every contact', async () => {
		const store = { ...pagedFeed(feed([of('a')]), 1, 10), readFacts: async () => [] };
		await expect(nextBatch({ store, brand: 'acme', filter: EVERYTHING, limit: 1 }, 0, NOW)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
	});

	it('comes latest first where only the latest are wanted, in their order', async () => {
		const events = feed(Array.from({ length: 3_000 }, (_, index) => (index % 3 === 0 ? of(`c${index}`) : consent('pending', { subject: `c${index}` }))));
		const store = { ...pagedFeed(events, 3_000, 4_000), head: async () => ({ seq: 3_000, hash: '' }), readFacts: async (_: string, contacts: readonly object[]) => contacts.map(() => ({ subject: '', consents: [], suppressions: [] })) };
		const question = { store, brand: 'acme', filter: { ...EVERYTHING, events: ['opt_out' as const] }, limit: 3 };
		expect((await latestItems(question, NOW)).map(({ happening }) => happening.first)).toEqual([2_992, 2_995, 2_998]);
		expect(await latestItems({ ...question, filter: { ...EVERYTHING, events: ['erasure'] } }, NOW)).toEqual([]);
	});

	it('shows no happening of which the beginning was not read', async () => {
		const events = feed([...Array.from({ length: 10 }, () => of('a')), ...Array.from({ length: 995 }, () => of('b'))]);
		const store = { ...pagedFeed(events, 1_005, 4_000), head: async () => ({ seq: 1_005, hash: '' }), readFacts: async (_: string, contacts: readonly object[]) => contacts.map(() => ({ subject: '', consents: [], suppressions: [] })) };
		const found = await latestItems({ store, brand: 'acme', filter: EVERYTHING, limit: 1 }, NOW);
		expect(found.map(({ happening }) => [happening.first, happening.last])).toEqual([[11, 1_005]]);
	});
});

describe('filters', () => {
	const one = (events: Parameters<typeof happenings>[0]) => {
		const [happening] = happenings(events);
		if (happening === undefined) throw new Error('Nothing happened');
		return happening;
	};
	const passes = (filter: Partial<FeedFilter>, ...events: Parameters<typeof happenings>[0]) => concerns({ ...EVERYTHING, ...filter }, one(events));

	it('of events look at every meaning of a happening', () => {
		expect(passes({ events: ['dnd_change'] }, suppress('opt_out_keyword'))).toBe(true);
		expect(passes({ events: ['opt_in', 'erasure'] }, suppress('opt_out_keyword'))).toBe(false);
	});

	it('of channels let through what concerns one of them, or the contact as a whole', () => {
		expect(passes({ channels: ['sms', 'email'] }, suppress('opt_out_keyword'))).toBe(true);
		expect(passes({ channels: ['call'] }, suppress('opt_out_keyword'))).toBe(false);
		expect(passes({ channels: ['call'] }, suppress('staff_dnd', { channel: 'all' }))).toBe(true);
		expect(passes({ channels: ['email'] }, suppress('staff_dnd', { channel: 'all' }))).toBe(false);
		expect(passes({ channels: ['email'] }, suppress('staff_dnd', { channel: 'all', contact: undefined }))).toBe(true);
		expect(passes({ channels: ['email'] }, erase())).toBe(true);
	});

	it('never hide an erasure, whatever was recorded with it', () => {
		const strict = { channels: ['email'], reasons: ['hard_bounce'], onlyWhenDndOn: true } as const;
		for (const events of [[erase()], [suppress('opt_out_recorded'), erase()]]) {
			expect(passes(strict, ...events)).toBe(true);
			expect(suitsDnd({ ...EVERYTHING, ...strict }, one(events), undefined)).toBe(true);
		}
		expect(passes({ ...strict, events: ['opt_in'] }, erase())).toBe(false);
	});

	it('of reasons let through what sets or lifts one of them', () => {
		expect(passes({ reasons: ['opt_out_keyword'] }, suppress('opt_out_keyword'))).toBe(true);
		expect(passes({ reasons: ['opt_out_keyword'] }, lift('person_keyword', 'opt_out_keyword'))).toBe(true);
		expect(passes({ reasons: ['staff_dnd'] }, suppress('opt_out_keyword'))).toBe(false);
		expect(passes({ reasons: ['opt_out_keyword'] }, consent('granted'))).toBe(false);
	});

	it('never make a happening of a group that means nothing', () => {
		const [group] = groupEvents(feed([lift('staff', 'review_hold')]));
		expect(group && readHappening(group)).toBeUndefined();
	});
});
