import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DEMO, STEPS } from './demo/config.mjs';
import { feedReplies, importContacts, runCampaign } from './demo/journey.mjs';
import { changeRows, COLUMNS, holdRows, importRows, outcomeRows, replyRows } from './demo/report.mjs';
import { formatTable } from './demo/table.mjs';
import { demoWorkflows } from './demo/templates.mjs';
import { ensureN8n } from './local-n8n/ensure-n8n.mjs';
import { launch } from './local-n8n/instance.mjs';
import { buildAndPack } from './local-n8n/package-install.mjs';
import { REPOSITORY } from './local-n8n/paths.mjs';

const say = (text = '') => console.log(text);

function show(title, columns, rows) {
	if (rows.length > 0) say(`\n${title}\n\n${formatTable(columns, rows)}`);
}

function showCampaign(title, { contacts }) {
	say(`\n=== ${title}: ${contacts.length} contacts`);
	for (const { step, title: name } of STEPS) {
		show(name, COLUMNS.outcomes, outcomeRows(contacts, step));
		show(`${name}, held`, COLUMNS.holds, holdRows(contacts, step));
	}
}

/** Whether it is a permitted hour now in every zone the contact may be in, so that a START shows at once. */
function openNow(at) {
	const { windowState, zonesForPhone } = createRequire(import.meta.url)(join(REPOSITORY, 'dist', 'index.js'));
	const daytime = { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], start: '09:00', end: '20:00' };
	return ({ sms, row }) => {
		const zones = row.time_zone ? [row.time_zone] : zonesForPhone(sms.address).zones;
		return zones.length > 0 && zones.every((zone) => windowState(at, zone, daytime).open);
	};
}

async function runJourney(instance, at) {
	say('Importing the contacts of examples/contacts.csv');
	const { rows } = await importContacts(instance);
	say(`\n=== Import: ${rows.length} contacts`);
	show('Consents for SMS', COLUMNS.outcomes, importRows(rows, 'sms_import'));
	show('Consents for email', COLUMNS.outcomes, importRows(rows, 'email_import'));

	const first = await runCampaign(instance);
	showCampaign('Campaign, first run', first);
	show('=== Replies', COLUMNS.replies, replyRows(await feedReplies(instance, first, openNow(at ?? new Date()))));
	const second = await runCampaign(instance);
	showCampaign('Campaign, second run', second);
	show('=== What the replies have changed: SMS', COLUMNS.changes, changeRows(first, second, 'sms'));
}

function readOptions() {
	const { values } = parseArgs({ options: { once: { type: 'boolean', default: false }, at: { type: 'string' } } });
	if (values.at !== undefined && !/T.*(Z|[+-]\d{2}:\d{2})$/.test(values.at)) {
		console.error('--at takes an instant with a time zone, such as 2026-03-31T15:00:00Z.');
		process.exit(1);
	}
	return values;
}

const { once, at } = readOptions();
await ensureN8n(say);
say('Building and packing the package');
const tarball = await buildAndPack();
const instance = await launch({ userFolder: DEMO.userFolder, tarballs: [tarball], workflows: demoWorkflows({ at }), port: DEMO.port, say });
try {
	await runJourney(instance, at);
	if (!once) {
		say(`\nThe journey:  ${instance.url}/workflow/${DEMO.templates.campaign.id}`);
		say(`Sign in with: ${instance.owner.email}  password: ${instance.owner.password}`);
		say('Run it yourself: point at "Run by hand" and press "Execute workflow".');
		say('n8n keeps running; press Ctrl+C to stop it.');
		await instance.server.ended;
	}
} finally {
	await instance.stop();
}
