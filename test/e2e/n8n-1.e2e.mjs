import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installTarball } from '../../scripts/local-n8n/package-install.mjs';
import { LOCAL, REPOSITORY } from '../../scripts/local-n8n/paths.mjs';
import { freePort } from '../../scripts/local-n8n/ports.mjs';
import { N8N_1 } from '../../scripts/local-n8n/releases.mjs';
import { namesFromHost, namesOfHost } from './host-names.mjs';

export const release = N8N_1;

/**
 * What n8n 2 is tested for and n8n 1 has to do as well, read anew, because each keeps what it has seen. The templates come before the journey, whose
 * imports give the trigger for the CRM hundreds of events to work off.
 */
const SAME = ['drop-in', 'event-trigger', 'failures', 'templates', 'journey', 'package', 'restart', 'rules', 'twilio-errors'];

const { name: PACKAGE, n8n: PARTS } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));

/** A node or credential of the packed package, made as n8n makes it. */
function make(folder, path) {
	const [className] = path.split('/').at(-1).split('.');
	return new (createRequire(import.meta.url)(join(folder, path))[className])();
}

/** As it arrives over the network. */
const plain = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/** What the button of the credential dialog says. */
async function tested({ rest }, data) {
	const { id, name, type } = await rest.request('POST', '/credentials', { name: 'Tried store', type: 'complianceStoreApi', data });
	return await rest.request('POST', '/credentials/test', { credentials: { id, name, type, data } });
}

const own = {
	'it is n8n 1 on Node 22 that answers': async ({ instance }) => {
		const { versionCli, nodeJsVersion } = await instance.rest.request('GET', '/settings');
		assert.equal(versionCli, release.version);
		assert.equal(nodeJsVersion, release.node);
	},

	'n8n-workflow of this release has every name that the package takes from it': async ({ tarball }) => {
		const folder = await installTarball(tarball, join(LOCAL, 'e2e-package'));
		const taken = namesFromHost(folder, REPOSITORY);
		assert.ok(taken.includes('NodeOperationError') && taken.includes('NodeConnectionTypes'), String(taken));
		const known = namesOfHost(release.folder);
		assert.deepEqual(taken.filter((name) => !known.includes(name)), []);
	},

	'every node is loaded with all of its fields': async ({ instance, tarball }) => {
		const folder = await installTarball(tarball, join(LOCAL, 'e2e-package'));
		const known = await instance.rest.file('/types/nodes.json');
		for (const path of PARTS.nodes) {
			const { description } = make(folder, path);
			const loaded = known.find(({ name }) => name === `${PACKAGE}.${description.name}`);
			for (const part of ['displayName', 'inputs', 'outputs', 'properties', 'credentials']) assert.deepEqual(loaded[part], plain(description[part]), `${description.name}: ${part}`);
		}
	},

	'the credential is loaded with all of its fields': async ({ instance, tarball }) => {
		const folder = await installTarball(tarball, join(LOCAL, 'e2e-package'));
		const known = await instance.rest.file('/types/credentials.json');
		for (const path of PARTS.credentials) {
			const credential = make(folder, path);
			assert.deepEqual(known.find(({ name }) => name === credential.name).properties, plain(credential.properties));
		}
	},

	'the test of the credential opens the embedded store, and says in words why it cannot': async ({ instance }) => {
		const folder = instance.settings.N8N_USER_FOLDER;
		assert.deepEqual(await tested(instance, { backend: 'sqlite', file: join(folder, 'tried.sqlite') }), { status: 'OK', message: 'The compliance store is ready.' });
		const file = join(folder, 'letter.sqlite');
		writeFileSync(file, 'This is a letter and not a database.\n'.repeat(500));
		const { status, message } = await tested(instance, { backend: 'sqlite', file });
		assert.equal(status, 'Error');
		assert.match(message, /not a database.* Name another file/);
	},

	'the test of the credential reaches for PostgreSQL, and says in words that nothing answers': async ({ instance }) => {
		const closed = await freePort();
		const { status, message } = await tested(instance, { backend: 'postgres', host: '127.0.0.1', port: closed, database: 'compliance', user: 'compliance', password: 'x', tls: 'off' });
		assert.equal(status, 'Error');
		assert.match(message, /^Nothing answers at the address of the database server\./);
	},
};

const again = await Promise.all(
	SAME.map(async (topic) => {
		const { default: behaviours } = await import(`./${topic}.e2e.mjs?release=${release.version}`);
		return Object.entries(behaviours).map(([behaviour, test]) => [`${topic}: ${behaviour}`, test]);
	}),
);

const last = {
	'what n8n printed has the warning about SQLite once at most': async ({ instance }) => {
		const warnings = instance.server.log().split('\n').filter((line) => line.includes('ExperimentalWarning'));
		assert.ok(warnings.length <= 1, warnings.join('\n'));
		for (const warning of warnings) assert.match(warning, /SQLite is an experimental feature/);
	},
};

/** In this order; each is given the running `instance` and the `tarball` installed in it. */
export default { ...own, ...Object.fromEntries(again.flat()), ...last };
