/**
 * A process of its own that works on a store as the tests tell it by argument:
 * `node store-child.cjs <bundle of open-store> <StoreConfig as JSON> <job> <name> <count>`.
 *
 * Prints one line for each acknowledged change.
 */
const [, , bundle, config, job, name, count] = process.argv;
const { openStore } = require(bundle);

const origin = { workflow: 'child', execution: name };
const contact = (index) => ({ kind: 'phone', address: `+1555${name}${String(index).padStart(5, '0')}` });
const optOut = (to, key) => ({
	kind: 'suppress',
	contact: to,
	reason: 'opt_out_keyword',
	channel: 'sms',
	classes: ['marketing'],
	direction: 'outgoing',
	...(key ? { key } : {}),
});

const jobs = {
	/** Suppresses contacts that every child suppresses too; prints the outcomes. */
	async sameContacts(store) {
		for (let index = 0; index < Number(count); index++) {
			const shared = { kind: 'phone', address: `+15550000${index}` };
			const [result] = await store.record('acme', [optOut(shared)], origin, new Date());
			console.log(`${index} ${result.outcome}`);
		}
	},
	/** The same with a key: a redelivered message. */
	async sameKeys(store) {
		for (let index = 0; index < Number(count); index++) {
			const [result] = await store.record('acme', [optOut(contact(index), `message-${index}`)], origin, new Date());
			console.log(`${index} ${result.outcome} ${result.ref}`);
		}
	},
	/** Asks for an answer to contacts that every child asks for, two a minute each; prints the outcomes. */
	async sameAnswers(store) {
		for (let index = 0; index < Number(count); index++) {
			const to = { kind: 'phone', address: `+15550000${index}` };
			const until = new Date(Date.now() + 300_000).toISOString();
			const [result] = await store.record('acme', [{ kind: 'answer', contact: to, channel: 'sms', to: 'help', until, mostAMinute: 2 }], origin, new Date());
			console.log(`${index} ${result.outcome}`);
		}
	},
	/**
	 * Asks for sends that other children ask for too, 25 a call: 2,500 keys and 50 contacts in all, 20 sends each. Every other child asks for the
	 * same key under another contact. Prints key, contact, outcome and event.
	 */
	async sameSends(store) {
		const caps = [{ name: 'twenty', limit: 20, since: '2026-01-01T00:00:00Z' }, { name: 'many', limit: 1000, since: '2026-01-01T00:00:00Z', channels: ['sms'] }];
		for (let start = 0; start < Number(count); start += 25) {
			const asked = Array.from({ length: 25 }, (_, offset) => {
				const send = ((start + offset) * 7 + Number(name) * 300) % 2500;
				return { send, index: (send + (Number(name) % 2)) % 50 };
			});
			const requests = asked.map(({ send, index }) => ({ key: `step-${send}`, contact: { kind: 'phone', address: `+15550000${index}` }, channel: 'sms', messageClass: 'marketing', caps }));
			const results = await store.reserve('acme', requests, origin, new Date());
			console.log(results.map(({ outcome, ref }, at) => `${asked[at].send} ${asked[at].index} ${outcome} ${ref}`).join('\n'));
		}
	},
	/** Reads the feed in turns with every other child, an event at a time, until it has seen `count` events; prints the number of each. */
	async shareFeed(store) {
		const reader = { name: 'trigger', owner: name, leaseMs: 60_000 };
		for (;;) {
			const position = await store.claimFeed('acme', reader, 'beginning', new Date());
			if (position === undefined) {
				await new Promise((resolve) => setTimeout(resolve, 1));
				continue;
			}
			const { events } = await store.readFeed('acme', position.after, 1);
			const after = events[0]?.seq ?? position.after;
			if (!(await store.moveFeed('acme', reader, { after, attempts: 0 }, new Date(), true))) throw new Error('Lost a reader that was held');
			if (events.length > 0) console.log(String(after));
			if (after >= Number(count)) return;
		}
	},
};

openStore(JSON.parse(config))
	.then(async (store) => {
		await jobs[job](store);
		await store.close();
	})
	.catch((error) => {
		console.error(error.code, error.message);
		process.exitCode = 1;
	});
