import assert from 'node:assert/strict';
import { join } from 'node:path';
import { canStartServer, startServer } from '../support/postgres-server.ts';
import { ACCESS, brokenFiles, brokenServers, closedPort, PASSWORD, prepareServer, rightData, turnTlsOff, WITHOUT_TLS } from './broken-stores.mjs';
import { skipBecause } from './skip.mjs';
import { complianceNode, noOp, outputItems, publish, runOver, webhookWorkflow } from './workflows.mjs';

const TYPE = 'complianceStoreApi';
const GATES = { consentCheck: [1, 2], dndGate: [1], quietHoursWindow: [1] };
const ITEMS = [{ phone: '+12125550142' }, { phone: '+442079460018' }];
const shown = { refused: [] };

/** The connection test, as the dialog of the credential asks for it. */
async function tried({ rest }, data) {
	return await rest.request('POST', '/credentials/test', { credentials: { id: '', name: 'Tried', type: TYPE, data } });
}

/** Words for a marketer: no stack, no secret, no SQL. */
function assertPlain(words, what) {
	assert.doesNotMatch(words, /\n|^\s*at |node_modules|\.js:|SELECT|password=|postgres:\/\//i, what);
	for (const secret of [PASSWORD, 'not-it']) assert.ok(!words.includes(secret), what);
}

async function assertRefused(instance, [what, different, cause, remedy]) {
	const data = { ...shown.right, ...different };
	const { status, message } = await tried(instance, data);
	assert.equal(status, 'Error', what);
	assert.match(message, cause, what);
	assert.match(message, remedy, what);
	assertPlain(message, what);
	return { what, data, cause };
}

async function assertNothingSent(instance, id, refused) {
	assert.ok(refused.length > 0);
	const { gates, execution } = await runBroken(instance, id, refused);
	assert.equal(execution.status, 'success', execution.data.resultData.error?.message);
	for (const { name, kind, cause } of gates) {
		assert.deepEqual(outputItems(execution, name, 0), [], name);
		assert.equal(execution.data.resultData.runData[`Send ${name}`], undefined, name);
		const held = GATES[kind].flatMap((output) => outputItems(execution, name, output));
		assert.deepEqual(held.map(({ json }) => json.phone), ITEMS.map(({ phone }) => phone), name);
		for (const { json } of held) {
			assert.match(json.error, cause, name);
			assertPlain(json.error, name);
		}
	}
}

/** Runs a gate for each broken credential in one workflow; gives the names of the gates with their kind and credential, and the execution. */
async function runBroken(instance, id, refused) {
	const kinds = Object.keys(GATES);
	const gates = [];
	for (const [index, { what, data, cause }] of refused.entries()) {
		const credential = await instance.rest.request('POST', '/credentials', { name: what, type: TYPE, data });
		gates.push({ name: what, kind: kinds[index % kinds.length], cause, credentials: { [TYPE]: { id: credential.id, name: what } } });
	}
	const nodes = gates.map(({ name, kind, credentials }) => complianceNode(name, kind, {}, { onError: 'continueRegularOutput', credentials }));
	const senders = gates.map(({ name }) => noOp(`Send ${name}`));
	const workflow = webhookWorkflow(id, [...nodes, ...senders], gates.map(({ name }) => name), Object.fromEntries(gates.map(({ name }) => [name, [[`Send ${name}`]]])));
	await publish(instance, workflow);
	return { gates, execution: await runOver(instance, workflow, ITEMS) };
}

const postgresTests = {
	'the connection test says that a right credential is right': async ({ instance }) => {
		shown.server = await startServer(ACCESS);
		await prepareServer(shown.server);
		shown.right = rightData(shown.server);
		for (const different of [{}, { host: 'localhost', tls: 'verify', ca: shown.server.certificate }, { host: 'localhost', tls: 'encrypt' }, { schema: 'another', namedStatements: false }]) {
			const { status, message } = await tried(instance, { ...shown.right, ...different });
			assert.equal(status, 'OK', message);
		}
	},

	'the connection test says in words what is wrong with a database, and what to do': async ({ instance }) => {
		for (const broken of brokenServers(await closedPort())) shown.refused.push(await assertRefused(instance, broken));
	},
};

const fileTests = {
	'the connection test says in words what is wrong with a file, and what to do': async ({ instance }) => {
		const right = { brand: '', backend: 'sqlite', sharedDisk: false };
		for (const [what, different, ...words] of brokenFiles(join(instance.settings.N8N_USER_FOLDER, 'broken-stores'))) shown.refused.push(await assertRefused(instance, [what, { ...right, ...different }, ...words]));
	},

	'with any of these credentials nothing is sent, and every item says why': async ({ instance }) => await assertNothingSent(instance, 'compliance-e2e-broken-stores', shown.refused),
};

const tlsTests = {
	'a server without TLS is named as such, and nothing is sent': async ({ instance }) => {
		await turnTlsOff(shown.server);
		await assertNothingSent(instance, 'compliance-e2e-without-tls', [await assertRefused(instance, WITHOUT_TLS)]);
	},
};

const end = {
	'and nothing of it stays behind': async () => shown.server?.remove(),
};

const withoutServer = canStartServer ? undefined : 'the programs of a PostgreSQL server are not installed here';

/** In this order: the server loses its TLS at the end. */
export default { ...skipBecause(withoutServer, postgresTests), ...fileTests, ...skipBecause(withoutServer, tlsTests), ...end };
