import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import { startClockAt } from '../support/clock';
import { newStore, phoneContact, runConserved } from './support';

/** Before 2027-01-31, the day from which STOP to a text ends the calls to a number of the United States as well. */
startClockAt('2026-11-02T12:00:00Z');

const STOP = 'STOP';
const START = 'START';
const OTHERS = ['please no more of the weekly ones', 'HELP'];

/** One store for a whole property, with a contact of their own for each run: what is recorded for one never touches another. */
function newContacts(): () => { handle: (items: IDataObject[]) => Promise<void>; isStopped: () => Promise<boolean> } {
	const store = newStore();
	let contacts = 0;
	return () => {
		const address = `+1415555${String(contacts++).padStart(4, '0')}`;
		return {
			handle: async (items) => void (await runConserved(KeywordHandler, { items: items.map((item) => ({ ...item, phone: address })), credentials: store.credentials })),
			isStopped: async () => {
				const [facts] = await store.use(async (open) => await open.readFacts('default', [phoneContact(address)], new Date(), ['suppressions']));
				return facts?.suppressions.some(({ reason }) => reason === 'opt_out_keyword') ?? false;
			},
		};
	};
}

interface Said {
	text: string;
	item: IDataObject;
	/** Milliseconds; of a reply whose provider gives no time: when it first came in. */
	at?: number;
	isDelivered: boolean;
}

/** `held`: a reply with a time that is delivered some time after it was said, if at all. */
const reply = fc.record({ text: fc.constantFrom(STOP, START, ...OTHERS), timed: fc.boolean(), held: fc.boolean() });
/** The replies of one run, which earlier ones come in with them, and in which order. */
const step = fc.record({ replies: fc.array(reply, { minLength: 1, maxLength: 3 }), again: fc.array(fc.nat(), { maxLength: 4 }), order: fc.array(fc.nat(), { minLength: 7, maxLength: 7 }) });

describe('whatever comes in, in whatever order and however often', () => {
	it('nobody is open after a STOP that no START has answered', async () => {
		const next = newContacts();
		const seen = { open: 0, stopped: 0 };
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
				const { handle, isStopped } = next();
				const said: Said[] = [];
				let clock = 0;
				for (const { replies, again, order } of steps) {
					const fresh = replies.map(({ text, timed, held }): Said & { held: boolean } => {
						clock = Math.max(clock + 1, Date.now() - replies.length);
						const at = timed ? { at: clock } : {};
						return { text, item: { text, messageId: `m${said.length}-${clock}`, ...(timed && { receivedAt: new Date(clock).toISOString() }) }, isDelivered: false, held: timed && held, ...at };
					});
					// Without a time nobody can know that a reply is late, so those come in at once, and perhaps again.
					const earlier = said.filter(({ at, isDelivered }) => isDelivered || at !== undefined);
					const old = earlier.length === 0 ? [] : again.map((index) => earlier[index % earlier.length] as Said);
					const batch = [...fresh.filter(({ held }) => !held), ...old].map((one, index) => ({ one, place: order[index] ?? 0 })).sort((a, b) => a.place - b.place);
					said.push(...fresh);

					clock = Math.max(clock + 1, Date.now());
					for (const { one } of batch) {
						one.at ??= clock++;
						one.isDelivered = true;
					}
					if (batch.length > 0) await handle(batch.map(({ one }) => one.item));

					const wishes = said.filter(({ text, isDelivered }) => isDelivered && !OTHERS.includes(text)).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
					const stopped = await isStopped();
					if (wishes.at(-1)?.text === STOP) expect(stopped).toBe(true);
					seen[stopped ? 'stopped' : 'open'] += wishes.some(({ text }) => text === STOP) ? 1 : 0;
				}
			}),
			{ numRuns: 50 },
		);
		// Not because nobody is ever let back in.
		expect(seen.open).toBeGreaterThan(0);
		expect(seen.stopped).toBeGreaterThan(0);
	}, 60_000);

	it('whoever writes STOP and START in turn is stopped or not as the last word says', async () => {
		const next = newContacts();
		await fc.assert(
			fc.asyncProperty(fc.array(fc.constantFrom(STOP, START), { minLength: 1, maxLength: 6 }), fc.boolean(), async (words, together) => {
				const { handle, isStopped } = next();
				const items = words.map((text, index) => ({ text, messageId: `m${index}` }));
				for (const batch of together ? [items] : items.map((item) => [item])) await handle(batch);
				expect(await isStopped()).toBe(words.at(-1) === STOP);
			}),
			{ numRuns: 25 },
		);
	}, 60_000);
});
