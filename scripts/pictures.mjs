import { join } from 'node:path';
import { DEMO } from './demo/config.mjs';
import { importContacts, runCampaign } from './demo/journey.mjs';
import { demoWorkflows } from './demo/templates.mjs';
import { ensureN8n } from './local-n8n/ensure-n8n.mjs';
import { launch } from './local-n8n/instance.mjs';
import { buildAndPack } from './local-n8n/package-install.mjs';
import { LOCAL, REPOSITORY } from './local-n8n/paths.mjs';
import { closeNode, executeFrom, openEditor, openNode, showResult, showWorkflow, takePicture } from './local-n8n/screenshot.mjs';

const IMAGES = join(REPOSITORY, 'docs', 'images');
/** A Tuesday, so that the pictures do not depend on the hour at which they are taken. */
const AT = '2026-03-31T15:00:00Z';
const STOP = { MessageSid: 'SMpictures', From: '+12125550123', To: DEMO.sender, Body: 'stop please' };

/** One template each: its picture after a run, and the nodes of it whose panel is shown open at one of their outputs. */
const SHOTS = [
	{
		template: DEMO.templates.importContacts,
		picture: 'import',
		trigger: 'Run by hand',
		last: 'Import report',
		panels: [{ panel: 'compliance-registry', node: 'Import SMS consents', result: 'sms_import' }],
	},
	{
		template: DEMO.templates.campaign,
		picture: 'journey',
		trigger: 'Run by hand',
		last: 'Everybody',
		panels: [
			{ panel: 'consent-check', node: 'Consent for SMS', branch: 'Unknown', result: 'sms' },
			{ panel: 'dnd-gate', node: 'DND for SMS', branch: 'Allowed', result: 'sms' },
			{ panel: 'quiet-hours-window', node: 'Quiet hours for SMS', branch: 'Hold', result: 'sms' },
			{ panel: 'opt-out-footer', node: 'Footer for SMS', branch: 'Ready', result: 'sms' },
		],
	},
	{
		template: DEMO.templates.reply,
		picture: 'replies',
		trigger: 'Incoming message',
		last: 'Answer (stand-in)',
		posts: new URLSearchParams(STOP),
		panels: [{ panel: 'keyword-handler', node: 'Read the reply', branch: 'Opt-Out', result: 'compliance' }],
	},
];

async function shoot(editor, { template, picture, trigger, last, panels, posts }) {
	await showWorkflow(editor, template.id);
	const meanwhile = posts && (async () => await fetch(`${editor.baseUrl}/webhook-test/${template.webhook}`, { method: 'POST', body: posts }));
	await executeFrom(editor, trigger, last, { meanwhile });
	await takePicture(editor, join(IMAGES, `${picture}.png`));
	for (const { panel, node, branch, result } of panels) {
		await openNode(editor, node);
		await showResult(editor, branch, result);
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
