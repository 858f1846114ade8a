import fc from 'fast-check';
import { canonicalJson } from '../../lib/ledger/canonical-json';
import { type ChainedText, GENESIS_HASH, hashEvent } from '../../lib/ledger/chain';
import type { LedgerEvent, LedgerHead } from '../../lib/ledger/event';
import { evidenceDigest, sealEvidence, type StoredEvidence } from '../../lib/ledger/evidence';
import type { EventSource, LedgerSource } from '../../lib/ledger/source';
import { verifyLedger } from '../../lib/ledger/verify';

const BRAND = 'acme';

interface Chain {
	events: LedgerEvent[];
	evidence: StoredEvidence[];
}

function chainOf(length: number): Chain {
	const chain: Chain = { events: [], evidence: [] };
	let previousHash = GENESIS_HASH;
	for (let seq = 1; seq <= length; seq++) {
		const sealed = { seq, salt: 's', body: '{}', ...sealEvidence({ page: `/form/${seq}` }) };
		chain.evidence.push(sealed);
		const event = {
			brand: BRAND,
			seq,
			at: new Date(seq * 1000).toISOString(),
			kind: 'consent' as const,
			subject: `subject${seq % 3}`,
			channel: 'sms' as const,
			payload: { state: 'granted', seq },
			origin: { node: 'Registry' },
			evidenceDigest: evidenceDigest(sealed),
			previousHash,
		};
		previousHash = hashEvent(event);
		chain.events.push({ ...event, hash: previousHash });
	}
	return chain;
}

/** Pages of two, so that everything also happens at the edge of a page. */
async function* pages<T>(rows: readonly T[]): AsyncIterable<readonly T[]> {
	for (let start = 0; start < rows.length; start += 2) yield rows.slice(start, start + 2);
}

/** What a store would keep, whatever somebody has put into the event. */
function stored(event: LedgerEvent): ChainedText {
	return { ...event, payload: canonicalJson(event.payload), origin: canonicalJson(event.origin) };
}

function sourceOf(chain: Chain, head = chain.events.at(-1)): LedgerSource {
	return {
		chain: () => pages(chain.events.map(stored)),
		head: async () => head && { seq: head.seq, hash: head.hash },
		evidence: () => pages(chain.evidence),
	};
}

/** The same as objects, without the evidence. */
function objectsOf({ events }: Chain, head = events.at(-1)): EventSource {
	return {
		events: () => (async function* () {
			yield* events;
		})(),
		head: async () => head && { seq: head.seq, hash: head.hash },
	};
}

function rehash(events: LedgerEvent[], from: number): void {
	for (let index = from; index < events.length; index++) {
		const event = events[index];
		if (!event) continue;
		event.previousHash = events[index - 1]?.hash ?? GENESIS_HASH;
		event.hash = hashEvent(event);
	}
}

/** Each takes a chain of six and the index of its victim, 1 to 4. */
const TAMPERINGS: ReadonlyArray<[string, string, (events: LedgerEvent[], at: number) => void]> = [
	['an event whose payload was changed', 'changed', (events, at) => Object.assign(events[at] ?? {}, { payload: { state: 'withdrawn' } })],
	['an event whose time was changed', 'changed', (events, at) => Object.assign(events[at] ?? {}, { at: new Date(0).toISOString() })],
	['an event that was given to another subject', 'changed', (events, at) => Object.assign(events[at] ?? {}, { subject: 'other' })],
	['an event whose subject was taken away', 'changed', (events, at) => delete events[at]?.subject],
	['an event whose hash was changed', 'changed', (events, at) => Object.assign(events[at] ?? {}, { hash: 'ff'.repeat(32) })],
	['an event whose link was changed', 'changed', (events, at) => Object.assign(events[at] ?? {}, { previousHash: 'ff'.repeat(32) })],
	[
		'an event that was replaced with a fitting hash',
		'changed',
		(events, at) => {
			const event = events[at];
			if (event) event.hash = hashEvent(Object.assign(event, { payload: { state: 'withdrawn' } }));
		},
	],
	['an event that was deleted', 'missing', (events, at) => events.splice(at, 1)],
	[
		'an event that was deleted and the rest renumbered',
		'missing',
		(events, at) => {
			events.splice(at, 1);
			events.forEach((event, index) => Object.assign(event, { seq: index + 1 }));
		},
	],
	['two events that stand in each other’s place', 'reordered', (events, at) => events.splice(at, 2, ...events.slice(at, at + 2).reverse())],
	[
		'two events that swapped numbers',
		'reordered',
		(events, at) => {
			events.splice(at, 2, ...events.slice(at, at + 2).reverse());
			events.forEach((event, index) => Object.assign(event, { seq: index + 1 }));
		},
	],
];

describe('verification', () => {
	test('finds a whole chain whole', async () => {
		const chain = chainOf(6);
		const last = chain.events.at(-1);
		for (const source of [sourceOf(chain), objectsOf(chain)]) expect(await verifyLedger(source, BRAND)).toEqual({ ok: true, events: 6, head: { seq: 6, hash: last?.hash } });
	});

	test.each(TAMPERINGS)('names %s', async (_what, problem, tamper) => {
		for (const at of [1, 2, 3, 4]) {
			const chain = chainOf(6);
			const head = { ...chain.events.at(-1) } as LedgerEvent;
			tamper(chain.events, at);
			for (const source of [sourceOf(chain, head), objectsOf(chain, head)]) {
				expect(await verifyLedger(source, BRAND)).toMatchObject({ ok: false, problem, brokenAt: at + 1, events: at });
			}
		}
	});

	test.each([1, 3, 6])('finds the last %i events cut off', async (count) => {
		const chain = chainOf(6);
		const head = chain.events.at(-1);
		const rest = { ...chain, events: chain.events.slice(0, -count) };
		const expected = { ok: false, problem: 'truncated', brokenAt: 7 - count, events: 6 - count };
		expect(await verifyLedger(sourceOf(rest, head), BRAND)).toMatchObject(expected);
		const noted = head && { seq: head.seq, hash: head.hash };
		expect(await verifyLedger(sourceOf(rest), BRAND, { notedHead: noted })).toMatchObject(expected);
	});

	test('finds a chain written anew by the head that was noted', async () => {
		const chain = chainOf(6);
		const noted = { seq: 5, hash: chain.events[4]?.hash ?? '' };
		Object.assign(chain.events[2] ?? {}, { payload: { state: 'withdrawn' } });
		rehash(chain.events, 2);
		expect(await verifyLedger(sourceOf(chain), BRAND)).toMatchObject({ ok: true });
		expect(await verifyLedger(sourceOf(chain), BRAND, { notedHead: noted })).toMatchObject({ ok: false, problem: 'changed', brokenAt: 5 });
	});

	test('finds an event beyond the head', async () => {
		const chain = chainOf(6);
		expect(await verifyLedger(sourceOf(chain, chain.events[3]), BRAND)).toMatchObject({ ok: false, problem: 'changed', brokenAt: 5 });
	});

	test('accepts evidence that was erased', async () => {
		const chain = chainOf(6);
		expect(await verifyLedger(sourceOf({ ...chain, evidence: chain.evidence.filter(({ seq }) => seq % 2 === 0) }), BRAND)).toMatchObject({ ok: true });
		expect(await verifyLedger({ ...sourceOf(chain), evidence: undefined }, BRAND)).toMatchObject({ ok: true });
	});

	test('finds evidence that was changed', async () => {
		const chain = chainOf(6);
		Object.assign(chain.evidence[3] ?? {}, { body: '{"page":"/other"}' });
		expect(await verifyLedger(sourceOf(chain), BRAND)).toMatchObject({ ok: false, problem: 'changed', brokenAt: 4 });
	});

	test('finds words of the evidence that were moved into its salt, which have the same digest', async () => {
		const chain = chainOf(6);
		const row = chain.evidence[3] as StoredEvidence;
		const said = { ...row, body: canonicalJson({ text: 'STOP. I never agreed.' }) };
		const event = chain.events[3] as LedgerEvent;
		Object.assign(row, said);
		event.evidenceDigest = evidenceDigest(said);
		rehash(chain.events, 3);
		event.hash = hashEvent(event);
		rehash(chain.events, 4);
		expect(await verifyLedger(sourceOf(chain), BRAND)).toMatchObject({ ok: true });
		const [first = '', ...rest] = said.body.split('.');
		Object.assign(row, { salt: `${said.salt}.${first}`, body: rest.join('.') });
		expect(evidenceDigest(row)).toBe(event.evidenceDigest);
		expect(await verifyLedger(sourceOf(chain), BRAND)).toMatchObject({ ok: false, problem: 'changed', brokenAt: 4 });
	});

	test('finds any change of any field of any event', async () => {
		const fields = ['brand', 'at', 'kind', 'subject', 'channel', 'payload', 'origin', 'evidenceDigest', 'previousHash', 'hash'] as const;
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...fields), fc.nat(5), fc.jsonValue(), async (field, at, value) => {
				const chain = chainOf(6);
				const event = chain.events[at] as unknown as Record<string, unknown>;
				fc.pre(JSON.stringify(event[field]) !== JSON.stringify(value));
				const head = { ...chain.events.at(-1) } as LedgerEvent;
				event[field] = value;
				expect(await verifyLedger(sourceOf(chain, head), BRAND)).toMatchObject({ ok: false, brokenAt: at + 1 });
			}),
		);
	});

	test('finds whatever is done to the rows of any chain, from the first row it is done to', async () => {
		/** Gives the number of the first event that is not as it was. */
		const deeds: ReadonlyArray<(rows: LedgerEvent[], at: number, to: number) => number> = [
			(rows, at) => (rows.splice(at, 1), at + 1),
			(rows, at, to) => (rows.splice(at, to - at), at + 1),
			(rows, at, to) => (rows.splice(at, 1, ...rows.splice(to, 1, ...rows.slice(at, at + 1))), at + 1),
			(rows, at, to) => (rows.splice(at, 0, ...rows.slice(to, to + 1)), at + 1),
			(rows, at, to) => (Object.assign(rows[at] ?? {}, { payload: rows[to]?.payload }), at + 1),
		];
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 2, max: 30 }), fc.nat(), fc.nat(), fc.constantFrom(...deeds), async (length, first, second, deed) => {
				const chain = chainOf(length);
				const head = { ...chain.events.at(-1) } as LedgerEvent;
				const at = first % (length - 1);
				const to = at + 1 + (second % (length - 1 - at));
				const brokenAt = deed(chain.events, at, to);
				const result = await verifyLedger(sourceOf(chain, head), BRAND, { notedHead: { seq: head.seq, hash: head.hash } });
				expect(result).toMatchObject({ ok: false, brokenAt });
			}),
		);
	});

	test.each([{ seq: 0, hash: GENESIS_HASH }, { seq: 1.5, hash: GENESIS_HASH }, { seq: Number.NaN, hash: GENESIS_HASH }, { seq: 1, hash: 'abc' }, { seq: '6', hash: GENESIS_HASH }])('never takes the noted head %j for one that fits', async (notedHead) => {
		await expect(verifyLedger(sourceOf(chainOf(6)), BRAND, { notedHead: notedHead as LedgerHead })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
	});

	test('accepts a noted head in the middle of a chain that has grown since', async () => {
		const chain = chainOf(6);
		const [seq, hash] = [3, chain.events[2]?.hash ?? ''];
		expect(await verifyLedger(sourceOf(chain), BRAND, { notedHead: { seq, hash } })).toMatchObject({ ok: true, events: 6 });
		expect(await verifyLedger(sourceOf(chain), BRAND, { notedHead: { seq: 4, hash } })).toMatchObject({ ok: false, brokenAt: 4 });
	});

	test('tells how far it is after each page', async () => {
		const told: number[] = [];
		await verifyLedger(sourceOf(chainOf(5)), BRAND, { onProgress: (events) => told.push(events) });
		expect(told).toEqual([2, 4, 5]);
	});
});
