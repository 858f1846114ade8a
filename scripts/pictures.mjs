import { join } from 'node:path';
import { DEMO } from './demo/config.mjs';
import { importContacts, runCampaign } from './demo/journey.mjs';
import { demoWorkflows } from './demo/templates.mjs';
import { ensureN8n } from './local-n8n/ensure-n8n.mjs';
import { launch } from './local-n8n/instance.mjs';
import { buildAndPack } from './local-n8n/package-install.mjs';
import { LOCAL, REPOSITORY } from './local-n8n/paths.mjs';
import { closeNode, executeFrom, openEditor, openNode, showWorkflow, takePicture } from './local-n8n/screenshot.mjs';

const IMAGES = join(REPOSITORY, 'docs', 'images');
/** A Tuesday, so that the pictures do not depend on the hour at which they are taken. */
const AT = '2026-03-31T15:00:00Z';
const STOP = { MessageSid: 'SMpictures', From: '+12125550123', To: DEMO.sender, Body: 'stop please' };

/** One template each: its picture after a run, and the nodes of it whose open panel is shown. */
const SHOTS = [
	{ template: DEMO.templates.importContacts, picture: 'import', trigger: 'Run by hand', last: 'Import report', panels: { 'compliance-registry': 'Import SMS consents' } },
	{
		template: DEMO.templates.campaign,
		picture: 'journey',
		trigger: 'Run by hand',
		last: 'Everybody',
		panels: { 'consent-check': 'Consent for SMS', 'dnd-gate': 'DND for SMS', 'quiet-hours-window': 'Quiet hours for SMS', 'opt-out-footer': 'Footer for SMS' },
	},
	{ template: DEMO.templates.reply, picture: 'replies', trigger: 'Incoming message', last: 'Answer (stand-in)', panels: { 'keyword-handler': 'Read the reply' }, posts: new URLSearchParams(STOP) },
];

async function shoot(editor, { template, picture, trigger, last, panels, posts }) {
	await showWorkflow(editor, template.id);
	const meanwhile = posts && (async () => await fetch(`${editor.baseUrl}/webhook-test/${template.webhook}`, { method: 'POST', body: posts }));
	await executeFrom(editor, trigger, last, { meanwhile });
	await takePicture(editor, join(IMAGES, `${picture}.png`));
	for (const [panel, node] of Object.entries(panels)) {
		await openNode(editor, node);
		await takePicture(editor, join(IMAGES, `${panel}-panel.png`));
		await closeNode(editor);
	}
}

await ensureN8n();
const instance = await launch({ userFolder: join(LOCAL, 'pictures-user'), tarballs: [await buildAndPack()], workflows: demoWorkflows({ at: AT }), say: console.log });
try {
	await importContacts(instance);
	await runCampaign(instance);
	const editor = await openEditor(instance.url, instance.owner);
	try {
		for (const shot of SHOTS) await shoot(editor, shot);
	} finally {
		await editor.close();
	}
} finally {
	await instance.stop();
}
