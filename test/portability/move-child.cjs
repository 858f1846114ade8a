/**
 * A process of its own: `node move-child.cjs move <bundle of move-store> <file> <PostgresConfig as JSON>` moves a store, and says `begin` and `end`.
 * `node move-child.cjs hold <bundle of open-store> <file> <contact as JSON>` has a store open; for each line that it gets it reads and records, and says
 * what came of it.
 */
const [, , job, bundle, file, third] = process.argv;
const say = (line) => require('node:fs').writeSync(1, `${line}\n`);
const outcome = async (work) => await work().then(() => 'done', (error) => `${error.code}: ${error.message}`);

const jobs = {
	async move() {
		const { moveStore } = require(bundle);
		say('begin');
		const { outcome: result } = await moveStore({ backend: 'sqlite', file }, JSON.parse(third), new Date());
		say(result);
	},
	async hold() {
		const { openStore } = require(bundle);
		const contact = JSON.parse(third);
		const store = await openStore({ backend: 'sqlite', file });
		const optOut = { kind: 'suppress', contact, reason: 'opt_out_keyword', channel: 'sms', classes: ['marketing'], direction: 'outgoing' };
		say(await outcome(() => store.readFacts('acme', [contact], new Date())));
		for await (const _ of require('node:readline').createInterface({ input: process.stdin })) {
			say(await outcome(() => store.readFacts('acme', [contact], new Date())));
			say(await outcome(() => store.record('acme', [optOut], {}, new Date())));
		}
		await store.close();
	},
};
jobs[job]().catch((error) => {
	say(`${error.code}: ${error.message}`);
	process.exitCode = 1;
});
