import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DEMO } from '../../scripts/demo/config.mjs';
import { runCampaign } from '../../scripts/demo/journey.mjs';
import { installTarball } from '../../scripts/local-n8n/package-install.mjs';
import { LOCAL } from '../../scripts/local-n8n/paths.mjs';
import { postWebhook } from '../../scripts/local-n8n/webhooks.mjs';
import { complianceNode, outputItems, publish, runOver, webhookWorkflow } from './workflows.mjs';

const MINUTE_MS = 60_000;
/** A restart takes about as long; the window has to open after it. */
const EARLIEST_MS = 45_000;
const HOURS_OPEN = 3;
/** The window has to open now, whatever the law says about the hour at which the test runs. */
const REPLACED = { packs: 'replace', replaceReason: 'the test runs at any hour and sends to nobody' };
/** Zones without daylight saving time, at UTC, an hour before it and five behind. */
const ITEMS = [
	{ name: 'opens soon', phone: '+12125550142', time_zone: 'Africa/Abidjan' },
	{ name: 'is open', phone: '+12125550143', time_zone: 'Africa/Lagos' },
	{ name: 'opens much later', phone: '+12125550144', time_zone: 'America/Panama' },
	{ name: 'opens soon too', phone: '+12125550145', time_zone: 'Africa/Abidjan' },
];
const RUN = { window: 'compliance-e2e-wait', node: 'Quiet Hours Window' };
const shown = {};

/** Hours that open at a full minute, soon, in the zone at UTC. */
function openingSoon() {
	const opens = Math.ceil((Date.now() + EARLIEST_MS) / MINUTE_MS) * MINUTE_MS;
	const clock = (instant) => new Date(instant).toISOString().slice(11, 16);
	const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
	return { opens, window: { days, start: clock(opens), end: clock(opens + HOURS_OPEN * 60 * MINUTE_MS) } };
}

const namesOn = (output) => outputItems(shown.woken, RUN.node, output).map(({ json }) => json.name);

async function openLedger({ settings }, tarball) {
	const folder = await installTarball(tarball, join(LOCAL, 'e2e-package'));
	const { openStore, verifyLedger } = createRequire(import.meta.url)(join(folder, 'dist', 'index.js'));
	const store = await openStore({ backend: 'sqlite', file: join(settings.N8N_USER_FOLDER, '.n8n', 'messaging-compliance.sqlite') });
	return { store, verifyLedger };
}

/** In this order: n8n is killed in the middle. */
export default {
	'who is due leaves at once and the others wait': async ({ instance }) => {
		const { opens, window } = openingSoon();
		shown.opens = opens;
		const workflow = webhookWorkflow(RUN.window, [complianceNode(RUN.node, 'quietHoursWindow', { mode: 'wait', windows: { window: [window] }, options: REPLACED })], [RUN.node]);
		await publish(instance, workflow);
		const asleep = await runOver(instance, workflow, ITEMS, 'waiting');
		shown.waiting = asleep.id;
		assert.equal(asleep.status, 'waiting');
		assert.deepEqual(outputItems(asleep, RUN.node, 0).map(({ json }) => json.name), ['is open']);
	},

	'an opt-out that was acknowledged holds after n8n is killed at once': async ({ instance }) => {
		const before = await runCampaign(instance);
		const { key, sms } = before.contacts.find((contact) => contact.sms.outcome === 'send');
		const form = new URLSearchParams({ MessageSid: 'SMe2e9001', From: sms.address, To: DEMO.sender, Body: 'STOP' });
		await postWebhook(instance.url, DEMO.templates.reply.webhook, String(form), { contentType: 'application/x-www-form-urlencoded' });
		await instance.restart({ kill: true });
		const after = await runCampaign(instance);
		assert.equal(after.contacts.find((contact) => contact.key === key).sms.outcome, 'suppressed');
		assert.ok(after.contacts.every((contact) => contact.sms.outcome !== 'send' || contact.sms.address !== sms.address));
	},

	'the wait goes on over the restart and ends when the window opens': async ({ instance }) => {
		shown.woken = await instance.rest.lastExecution(RUN.window, { timeoutMs: 4 * MINUTE_MS });
		assert.equal(shown.woken.id, shown.waiting);
		assert.equal(shown.woken.status, 'success', shown.woken.data.resultData.error?.message);
		assert.ok(Date.parse(shown.woken.stoppedAt) >= shown.opens);
	},

	'on waking everybody is checked again: who is due is sent, who is not leaves on hold': async () => {
		assert.deepEqual(namesOn(0).sort(), ['is open', 'opens soon', 'opens soon too']);
		assert.deepEqual(namesOn(1), ['opens much later']);
		const [{ json }] = outputItems(shown.woken, RUN.node, 1);
		assert.equal(Date.parse(json.compliance.sendAt), shown.opens + 5 * 60 * MINUTE_MS);
		for (const item of outputItems(shown.woken, RUN.node, 0)) {
			const decidedAt = Date.parse(item.json.compliance.at);
			assert.equal(item.json.name === 'is open', decidedAt < shown.opens, item.json.name);
		}
	},

	'every item is paired with the one it came from': async () => {
		for (const output of [0, 1]) {
			for (const { json, pairedItem } of outputItems(shown.woken, RUN.node, output)) assert.equal(ITEMS[pairedItem.item].name, json.name);
		}
	},

	'the ledger verifies with the packed package, and holds no address': async ({ instance, tarball }) => {
		const { store, verifyLedger } = await openLedger(instance, tarball);
		const result = await verifyLedger(store, 'default');
		assert.equal(result.ok, true, JSON.stringify(result));
		const kinds = new Set();
		for await (const event of store.events('default')) {
			kinds.add(event.kind);
			assert.doesNotMatch(JSON.stringify(event.payload), /@|\+\d{8}/);
		}
		for (const kind of ['answer', 'consent', 'decisions', 'lift', 'policy', 'suppress']) assert.ok(kinds.has(kind), `no event of the kind ${kind}`);
		await store.close();
	},
};
