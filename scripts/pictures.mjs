import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO } from './demo/config.mjs';
import { demoWorkflows, readTemplate } from './demo/templates.mjs';
import { ensureN8n } from './local-n8n/ensure-n8n.mjs';
import { launch } from './local-n8n/instance.mjs';
import { buildAndPack } from './local-n8n/package-install.mjs';
import { EXAMPLES, LOCAL, REPOSITORY } from './local-n8n/paths.mjs';
import { postWebhook } from './local-n8n/webhooks.mjs';
import { closeNode, executeFrom, openEditor, openNode, showBrokenCredential, showResult, showWorkflow, takePicture } from './local-n8n/screenshot.mjs';

const IMAGES = join(REPOSITORY, 'docs', 'images');
const FEW = join(LOCAL, 'pictures');
/** A Tuesday, so that the pictures do not depend on the hour at which they are taken. */
const AT = '2026-03-31T15:00:00Z';
const STOP = { MessageSid: 'SMpictures', From: '+12125550123', To: DEMO.sender, Body: 'stop please' };

/** Lines of the example file. */
const KINDS = { sent: /,GB,,yes,yes,web_form,2025/, held: /,IN,,yes,yes,web_form,2025/, unknown: /,US,,,,,,,,/ };

const { importContacts, campaign, reply, delivery, unclear } = DEMO.templates;
/** n8n shows the fields of all items of an output as one, so the panels are those of runs with one contact on the output. */
const FEW_RUNS = [
	{ template: importContacts, kinds: ['unknown'] },
	{ template: campaign, kinds: ['sent', 'held', 'unknown'] },
];
const byHand = { trigger: DEMO.nodes.byHand };
const UNCLEAR = { ...STOP, MessageSid: 'SMpictures2', From: '+12125550124', Body: 'I think I may want to stop these maybe' };
const FAILED = { MessageSid: 'SMpictures3', From: DEMO.sender, To: '+12125550125', MessageStatus: 'undelivered', ErrorCode: '30003' };
const stopReply = { trigger: 'Incoming message', last: DEMO.nodes.answer, webhook: { path: reply.webhook, form: STOP } };
const failure = { trigger: 'Delivery report', last: DEMO.nodes.feedback, webhook: { path: delivery.webhook, form: FAILED } };
const fewOf = ({ id }) => `${id}Few`;

/** In this order: what is shown of a run of which workflow. A panel is shown open at one output of its node. */
const SHOTS = [
	{ id: importContacts.id, ...byHand, last: DEMO.nodes.importReport, picture: 'import' },
	{ id: fewOf(importContacts), ...byHand, last: DEMO.nodes.importReport, panels: [{ panel: 'compliance-registry', node: 'Import SMS consents', result: 'sms_import' }] },
	{
		id: fewOf(campaign),
		...byHand,
		last: DEMO.nodes.everybody,
		panels: [
			{ panel: 'consent-check', node: 'Consent for SMS', branch: 'Unknown', result: 'verdict' },
			{ panel: 'dnd-gate', node: 'DND for SMS', branch: 'Allowed', result: 'verdict' },
			{ panel: 'quiet-hours-window', node: DEMO.nodes.quietHours, branch: 'Hold', result: 'verdict' },
			{ panel: 'opt-out-footer', node: 'Footer for SMS', branch: 'Ready', result: 'footer' },
		],
	},
	{ id: campaign.id, ...byHand, last: DEMO.nodes.everybody, picture: 'journey' },
	{ id: delivery.id, ...failure, picture: 'delivery-reports', panels: [{ panel: 'delivery-feedback', node: DEMO.nodes.feedback, branch: 'Temporary', result: 'compliance' }] },
	{ id: unclear.id, trigger: 'Unclear reply', last: DEMO.nodes.task, picture: 'unclear-replies', panels: [{ panel: 'compliance-event-trigger', node: 'Unclear reply', result: 'eventId' }] },
	{ id: reply.id, ...stopReply, picture: 'replies', panels: [{ panel: 'keyword-handler', node: DEMO.nodes.readReply, branch: 'Opt-Out', result: 'compliance' }] },
];

/** Nothing listens at that port. */
const CREDENTIAL = { brand: '', backend: 'postgres', host: '127.0.0.1', port: 1, database: 'compliance', schema: 'messaging_compliance', user: 'compliance', password: 'x', tls: 'off' };

/** Copies of the templates that read a file with few contacts; not published. */
function fewContacts() {
	const [names, ...lines] = readFileSync(DEMO.contacts, 'utf8').split('\n');
	mkdirSync(FEW, { recursive: true });
	return FEW_RUNS.map(({ template, kinds }) => {
		const file = join(FEW, `${template.id}.csv`);
		writeFileSync(file, `${[names, ...kinds.map((kind) => lines.find((line) => KINDS[kind].test(line)))].join('\n')}\n`);
		const workflow = readTemplate(template, { at: AT });
		workflow.nodes.find(({ name }) => name === DEMO.nodes.file).parameters.fileSelector = file;
		return { workflow: { ...workflow, id: fewOf(template) } };
	});
}

async function shoot(editor, { id, trigger, last, webhook, picture, panels = [] }) {
	await showWorkflow(editor, id);
	const meanwhile = webhook && (async () => await fetch(`${editor.baseUrl}/webhook-test/${webhook.path}`, { method: 'POST', body: new URLSearchParams(webhook.form) }));
	await executeFrom(editor, trigger, last, { meanwhile });
	if (picture) await takePicture(editor, join(IMAGES, `${picture}.png`));
	for (const { panel, node, branch, result } of panels) {
		await openNode(editor, node);
		await showResult(editor, branch, result);
		await takePicture(editor, join(IMAGES, `${panel}-panel.png`));
		await closeNode(editor);
	}
}

await ensureN8n();
const instance = await launch({
	userFolder: join(LOCAL, 'pictures-user'),
	tarballs: [await buildAndPack()],
	workflows: [...demoWorkflows({ at: AT }), ...fewContacts()],
	environment: { N8N_RESTRICT_FILE_ACCESS_TO: `${EXAMPLES};${FEW}` },
	say: console.log,
});
try {
	await postWebhook(instance.url, reply.webhook, String(new URLSearchParams(UNCLEAR)), { contentType: 'application/x-www-form-urlencoded' });
	const editor = await openEditor(instance.url, instance.owner);
	try {
		for (const shot of SHOTS) await shoot(editor, shot);
		const { id } = await instance.rest.request('POST', '/credentials', { name: 'Compliance store', type: 'complianceStoreApi', data: CREDENTIAL });
		await showBrokenCredential(editor, id);
		await takePicture(editor, join(IMAGES, 'store-credential.png'));
	} finally {
		await editor.close();
	}
} finally {
	await instance.stop();
}
