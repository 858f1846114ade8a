import { parseArgs } from 'node:util';
import { DEMO } from './demo/config.mjs';
import { feedReplies, importContacts, runCampaign } from './demo/journey.mjs';
import { formatTable, OUTCOME_COLUMNS, REPLY_COLUMNS } from './demo/table.mjs';
import { ensureN8n } from './local-n8n/ensure-n8n.mjs';
import { launch } from './local-n8n/instance.mjs';
import { buildAndPack } from './local-n8n/package-install.mjs';

const say = (text = '') => console.log(text);

function show(title, columns, rows) {
	say(`\n${title}\n`);
	say(formatTable(columns, rows));
}

async function start() {
	await ensureN8n(say);
	say('Building and packing the package');
	const tarball = await buildAndPack();
	return await launch({
		userFolder: DEMO.userFolder,
		tarballs: [tarball],
		workflows: Object.values(DEMO.templates),
		port: DEMO.port,
		say,
	});
}

async function runJourney(instance) {
	say('Importing the contacts of examples/contacts.csv');
	show('Import', OUTCOME_COLUMNS, (await importContacts(instance)).outcomes);
	const campaign = await runCampaign(instance);
	show('Campaign, first run', OUTCOME_COLUMNS, campaign.outcomes);
	show('Replies', REPLY_COLUMNS, await feedReplies(instance, campaign));
	const second = await runCampaign(instance);
	show('Campaign, second run: the replies have taken effect', OUTCOME_COLUMNS, second.outcomes);
	return campaign.workflow.id;
}

const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
const instance = await start();
try {
	const journeyId = await runJourney(instance);
	if (!values.once) {
		say(`\nThe journey is open at ${instance.url}/workflow/${journeyId}`);
		say(`Sign in as ${instance.owner.email} with the password ${instance.owner.password}`);
		say('n8n keeps running; press Ctrl+C to stop it.');
		await instance.server.ended;
	}
} finally {
	await instance.stop();
}
