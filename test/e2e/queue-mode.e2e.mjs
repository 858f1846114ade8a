import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOCAL } from '../../scripts/local-n8n/paths.mjs';
import { launchQueueMode } from '../../scripts/local-n8n/queue.mjs';
import { allowConnections, createDatabase, dropDatabase, missingForQueueMode, POSTGRES } from '../../scripts/local-n8n/services.mjs';
import { CampaignSender } from './campaign-sender.mjs';
import { assertDecidedOnce, assertOptOutsHold, assertSame, readLedger } from './queue-ledger.mjs';
import { campaignWorkflow, ended, importWorkflow, postStop, replyWorkflow, startExecutions } from './queue-workflows.mjs';
import { skipBecause } from './skip.mjs';
import { complianceNode, outputItems, publish, runOver, webhookWorkflow } from './workflows.mjs';

const FOLDER = join(LOCAL, 'e2e-queue');
const DATABASE = `compliance_e2e_${randomBytes(6).toString('hex')}`;
const SCHEMA = 'campaigns';
const STORE = {
	backend: 'postgres',
	connectionString: `postgres://${encodeURIComponent(POSTGRES.user)}:${encodeURIComponent(POSTGRES.password)}@${POSTGRES.host}:${POSTGRES.port}/${DATABASE}`,
	schema: SCHEMA,
	tls: 'off',
};
const CREDENTIAL = { brand: '', backend: 'postgres', ...POSTGRES, database: DATABASE, schema: SCHEMA, tls: 'off' };
const CONTACTS = Array.from({ length: 5_000 }, (_, index) => `+1212555${1_000 + index}`);
const EACH = 500;
const LISTS = Array.from({ length: CONTACTS.length / EACH }, (_, index) => CONTACTS.slice(index * EACH, (index + 1) * EACH));
const STOPS = 200;
const KILL_STOPS = 40;
const LANES = 4;
/** After this long a provider takes a webhook for unanswered. */
const ANSWER_MS = 15_000;
const PROVIDER_MS = 1_500;
const MINUTE_MS = 60_000;
const EARLIEST_MS = 20_000;
const [WAIT, WINDOW] = ['compliance-e2e-queue-wait', 'Quiet Hours Window'];
/** Zones without daylight saving time, at UTC, an hour before it and five behind. */
const SLEEPERS = [
	{ name: 'opens soon', phone: '+12125550142', time_zone: 'Africa/Abidjan' },
	{ name: 'is open', phone: '+12125550143', time_zone: 'Africa/Lagos' },
	{ name: 'opens much later', phone: '+12125550144', time_zone: 'America/Panama' },
];
const SHARED_FILE = join(FOLDER, 'shared.sqlite');

const sender = new CampaignSender();
/** Of everybody whose STOP was answered: when, in milliseconds. */
const acknowledged = new Map();
const shown = {};

async function credential(name, data) {
	const { id } = await shown.n8n.rest.request('POST', '/credentials', { name, type: 'complianceStoreApi', data });
	return { complianceStoreApi: { id, name } };
}

/** A few at a time post STOP; gives those that got no answer. */
async function postStops(phones, withinMs) {
	const [waiting, unanswered] = [[...phones], []];
	const lane = async () => {
		for (let phone = waiting.shift(); phone !== undefined; phone = waiting.shift()) {
			const at = await postStop(shown.n8n, phone, withinMs).catch(() => undefined);
			if (at === undefined) unanswered.push(phone);
			else acknowledged.set(phone, at);
		}
	};
	await Promise.all(Array.from({ length: LANES }, lane));
	return unanswered;
}

/** The provider delivers again what was not answered: n8n says 503 where its own database is slow, and nothing where a worker dies. */
async function redeliver(unanswered) {
	assert.deepEqual(await postStops(unanswered), []);
}

/** Every n-th of the contacts, from all lists alike, who has not opted out yet. */
function someOf(contacts, count) {
	const open = contacts.filter((phone) => !acknowledged.has(phone));
	return Array.from({ length: count }, (_, index) => open[Math.floor((index * open.length) / count)]);
}

const ledger = async (tarball) => await readLedger(tarball, STORE);
const items = (execution, node) => [0, 1, 2].map((output) => outputItems(execution, node, output));
const phonesOf = (list) => list.map(({ json }) => json.phone);

/** Each item of an execution leaves each gate once, and comes to the end of the workflow once. */
function assertNobodyLost(execution, phones) {
	const [consent, dnd] = [items(execution, 'Consent'), items(execution, 'DND')];
	assertSame(phonesOf(consent.flat()), phones, 'Items of the Consent Check');
	assertSame(phonesOf(dnd.flat()), phonesOf(consent[0]), 'Items of the DND Gate');
	assertSame(phonesOf(outputItems(execution, 'Done', 0)), phones, 'Items at the end');
}

function assertBothTookPart(ids) {
	for (const worker of [0, 1]) assert.ok(shown.n8n.executionsOf(worker).some((id) => ids.includes(id)), `worker ${worker + 1} had no part`);
}

/** Until the provider has been asked for messages by one of these executions, so that they are in the middle. */
async function messagesOf(executions) {
	for (const deadline = Date.now() + MINUTE_MS; sender.sentBy(executions()).length === 0; await sleep(50)) assert.ok(Date.now() < deadline, 'none of the executions sends');
}

/** Runs lists through the campaign once more, all at once; gives the executions, ended. */
async function runAgain(lists) {
	sender.delayMs = 0;
	const ids = await startExecutions(shown.n8n, shown.campaign, lists);
	const executions = await ended(shown.n8n, shown.campaign, ids);
	executions.forEach((execution, index) => assertNobodyLost(execution, lists[index]));
	return ids;
}

function assertSentToAllOthers(executions, lists) {
	assertSame(sender.sentBy(executions), lists.flat().filter((phone) => !acknowledged.has(phone)), 'Messages');
}

/** In this order: workers are killed and the database goes away in the middle. */
const tests = {
	'n8n runs in queue mode with two workers, and the consents of 5,000 contacts are on record': async ({ tarball }) => {
		shown.n8n = await launchQueueMode({ folder: FOLDER, tarball, workers: 2 });
		await createDatabase(DATABASE);
		const credentials = await credential('Queue store', CREDENTIAL);
		shown.credentials = credentials;
		shown.campaign = campaignWorkflow(credentials, await sender.url());
		const [consents, replies] = [importWorkflow(credentials), replyWorkflow(credentials)];
		for (const workflow of [shown.campaign, consents]) await publish(shown.n8n, workflow);
		await shown.n8n.rest.importWorkflow(replies);
		await shown.n8n.rest.publishWorkflow(replies.id);
		const execution = await runOver(shown.n8n, consents, CONTACTS.map((phone) => ({ phone })));
		assert.equal(execution.status, 'success', execution.data.resultData.error?.message);
	},

	'a run that waits for quiet hours to end goes to sleep': async () => {
		const opens = Math.ceil((Date.now() + EARLIEST_MS) / MINUTE_MS) * MINUTE_MS;
		const clock = (instant) => new Date(instant).toISOString().slice(11, 16);
		const window = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], start: clock(opens), end: clock(opens + 3 * 60 * MINUTE_MS) }];
		const parameters = { mode: 'wait', windows: { window }, options: { packs: 'replace', replaceReason: 'the test runs at any hour and sends to nobody' } };
		const workflow = webhookWorkflow(WAIT, [complianceNode(WINDOW, 'quietHoursWindow', parameters, { credentials: shown.credentials })], [WINDOW]);
		await publish(shown.n8n, workflow);
		const asleep = await runOver(shown.n8n, workflow, SLEEPERS, 'waiting');
		assert.equal(asleep.status, 'waiting', asleep.data.resultData.error?.message);
		shown.waiting = { id: asleep.id, opens };
	},

	'no worker sends to anybody whose STOP was answered, however close': async ({ tarball }) => {
		sender.delayMs = PROVIDER_MS;
		const started = Date.now();
		const stops = postStops(someOf(CONTACTS, STOPS));
		const ids = await startExecutions(shown.n8n, shown.campaign, LISTS, 300);
		const executions = await ended(shown.n8n, shown.campaign, ids);
		const took = Date.now() - started;
		await redeliver(await stops);
		assert.equal(acknowledged.size, STOPS);
		executions.forEach((execution, index) => assertNobodyLost(execution, LISTS[index]));
		const found = await ledger(tarball);
		const decisions = assertDecidedOnce(found, ids, CONTACTS);
		assertOptOutsHold(found, acknowledged);
		const sent = sender.sentBy(ids);
		assertSame(sent, decisions.filter(({ gate, verdict }) => gate === 'DND' && verdict === 'send').map(({ phone }) => phone), 'Messages');
		const held = [...acknowledged.keys()].filter((phone) => !sent.includes(phone)).length;
		assert.ok(held > 0 && held < STOPS, `${held} of ${STOPS} came before their message`);
		assertBothTookPart(ids);
		console.log(`        ${CONTACTS.length} contacts in ${took} ms, ${STOPS} STOPs of which ${held} came before the message, ${decisions.length} decisions, ${found.events} events`);
	},

	'nobody who opted out passes when the campaign runs again, and everybody else does': async ({ tarball }) => {
		const ids = await runAgain(LISTS);
		assertSentToAllOthers(ids, LISTS);
		assertOptOutsHold(await ledger(tarball), acknowledged);
	},

	'the window opens, a worker goes on with the run that waited, and checks everybody again': async () => {
		const woken = await shown.n8n.rest.lastExecution(WAIT, { timeoutMs: 150_000 });
		assert.equal(woken.id, shown.waiting.id);
		assert.equal(woken.status, 'success', woken.data.resultData.error?.message);
		assert.deepEqual([0, 1].map((output) => outputItems(woken, WINDOW, output).map(({ json }) => json.name)), [['is open', 'opens soon'], ['opens much later']]);
		assert.ok(Date.parse(woken.stoppedAt) >= shown.waiting.opens);
	},

	'a worker that is killed takes no answered STOP with it, and the campaign can be run again': async ({ tarball }) => {
		sender.delayMs = PROVIDER_MS;
		const lists = LISTS.slice(0, 4);
		const broken = await startExecutions(shown.n8n, shown.campaign, lists);
		const stops = postStops(someOf(lists.flat(), KILL_STOPS), ANSWER_MS);
		await messagesOf(() => shown.n8n.executionsOf(0).filter((id) => broken.includes(id)));
		await shown.n8n.workers[0].stop({ kill: true });
		const unanswered = await stops;
		assertOptOutsHold(await ledger(tarball), acknowledged);
		await redeliver(unanswered);
		// n8n does not ask for the setting in the environment of a worker.
		await shown.n8n.startWorker(tarball, 0, { EXECUTIONS_MODE: '' });
		const ids = await runAgain(lists);
		assertSentToAllOthers(ids, lists);
		const found = await ledger(tarball);
		assertOptOutsHold(found, acknowledged);
		assertDecidedOnce(found, ids, lists.flat());
	},

	'while the database of the store is away nobody is sent to, and each item says why': async ({ tarball }) => {
		sender.delayMs = PROVIDER_MS;
		const lists = LISTS.slice(4, 6);
		const ids = await startExecutions(shown.n8n, shown.campaign, lists);
		await messagesOf(() => ids);
		await allowConnections(DATABASE, false);
		sender.delayMs = 0;
		const executions = await ended(shown.n8n, shown.campaign, ids).finally(async () => await allowConnections(DATABASE, true));
		executions.forEach((execution, index) => assertNobodyLost(execution, lists[index]));
		const refused = executions.flatMap((execution) => items(execution, 'Consent')[2].concat(items(execution, 'DND')[1])).filter(({ json }) => json.error !== undefined);
		assert.ok(refused.length > 0);
		for (const { json } of refused) assert.deepEqual(json.compliance.reasons.map(({ code }) => code), ['STORE_UNAVAILABLE']);
		for (const { json } of refused) assert.match(json.error, /database/);
		const found = await ledger(tarball);
		assertOptOutsHold(found, acknowledged);
		const permitted = new Set(found.decisions.filter(({ execution, gate, verdict }) => ids.includes(execution) && gate === 'DND' && verdict === 'send').map(({ phone }) => phone));
		const isRefused = new Set(phonesOf(refused));
		for (const phone of sender.sentBy(ids)) assert.ok(permitted.has(phone) && !isRefused.has(phone), 'somebody was sent to without a decision on record');
		assertSentToAllOthers(await runAgain(lists), lists);
	},

	'a STOP that can not be recorded is not answered as if it were': async () => {
		const [phone] = someOf(CONTACTS, 1);
		await allowConnections(DATABASE, false);
		await assert.rejects(postStop(shown.n8n, phone), /answered 5\d\d/).finally(async () => await allowConnections(DATABASE, true));
		acknowledged.set(phone, await postStop(shown.n8n, phone));
	},

	'the embedded store refuses on every worker, in words, and nobody is sent to': async () => {
		const credentials = await credential('Embedded', { backend: 'sqlite', file: SHARED_FILE, brand: '' });
		const campaign = campaignWorkflow(credentials, await sender.url(), 'compliance-e2e-queue-embedded');
		await publish(shown.n8n, campaign);
		const ids = await startExecutions(shown.n8n, campaign, Array.from({ length: 12 }, () => [CONTACTS[1]]));
		for (const execution of await ended(shown.n8n, campaign, ids)) {
			const [{ json }] = outputItems(execution, 'Consent', 2);
			assert.match(json.error, /queue mode/);
			assert.deepEqual(json.compliance.reasons.map(({ code }) => code), ['STORE_UNAVAILABLE']);
		}
		assert.deepEqual(sender.sentBy(ids), []);
		assertBothTookPart(ids);
	},

	'where all processes share the disk the embedded store holds for all workers': async () => {
		const credentials = await credential('Shared disk', { backend: 'sqlite', file: SHARED_FILE, sharedDisk: true, brand: '' });
		const replies = webhookWorkflow('compliance-e2e-queue-shared-replies', [complianceNode('Reply', 'keywordHandler', {}, { credentials })], ['Reply']);
		const campaign = campaignWorkflow(credentials, await sender.url(), 'compliance-e2e-queue-shared');
		const consents = importWorkflow(credentials, 'compliance-e2e-queue-shared-import');
		for (const workflow of [replies, campaign, consents]) await publish(shown.n8n, workflow);
		const phones = CONTACTS.slice(0, 100);
		const leaving = phones.slice(0, 20);
		await runOver(shown.n8n, consents, phones.map((phone) => ({ phone })));
		await runOver(shown.n8n, replies, leaving.map((phone) => ({ phone, text: 'STOP' })));
		const ids = await startExecutions(shown.n8n, campaign, Array.from({ length: 12 }, () => phones));
		const executions = await ended(shown.n8n, campaign, ids);
		for (const execution of executions) assert.deepEqual(phonesOf(outputItems(execution, 'DND', 0)).sort(), phones.slice(20).sort());
		assertBothTookPart(ids);
	},

	'and nothing of it stays behind': async () => {
		sender.close();
		await shown.n8n?.stop();
		await dropDatabase(DATABASE);
	},
};

export default skipBecause(await missingForQueueMode(), tests);
