import { readFileSync } from 'node:fs';
import { postWebhook } from '../local-n8n/webhooks.mjs';
import { DEMO, REPLIES } from './config.mjs';
import { contactOutcomes, itemsOf } from './outcomes.mjs';

/**
 * Posts to a template's webhook and gives the ended execution it started.
 *
 * @throws Error with n8n's message when the execution did not succeed.
 */
async function run(instance, { id, webhook }, body, contentType) {
	const [before] = await instance.rest.executions(id, 1);
	await postWebhook(instance.url, webhook, body, { contentType });
	const execution = await instance.rest.lastExecution(id, { after: before?.id, timeoutMs: 300_000 });
	if (execution.status === 'success') return execution;
	throw new Error(`The workflow ${id} ended as "${execution.status}": ${execution.data.resultData.error?.message ?? 'n8n gives no reason'}`);
}

/** Imports the example contacts as an exported file; gives the report with every row once. */
export async function importContacts(instance) {
	const execution = await run(instance, DEMO.templates.importContacts, readFileSync(DEMO.contacts, 'utf8'), 'text/csv');
	return { execution, rows: itemsOf(execution, DEMO.nodes.importReport).map(({ json }) => json) };
}

/** Runs the campaign over all example contacts; gives what became of each. */
export async function runCampaign(instance) {
	const execution = await run(instance, DEMO.templates.campaign, readFileSync(DEMO.contacts, 'utf8'), 'text/csv');
	return { execution, contacts: contactOutcomes(execution) };
}

/** Posts one reply as Twilio does; gives the item that the Keyword Handler put out, its output and the answer. */
export async function postReply(instance, { from, body, id }) {
	const form = new URLSearchParams({ MessageSid: id, AccountSid: `AC${'0'.repeat(32)}`, From: from, To: DEMO.sender, Body: body, NumMedia: '0' });
	const execution = await run(instance, DEMO.templates.reply, String(form), 'application/x-www-form-urlencoded');
	const outputs = execution.data.resultData.runData[DEMO.nodes.readReply]?.[0]?.data?.main ?? [];
	const output = outputs.findIndex((items) => items?.length > 0);
	const answers = itemsOf(execution, DEMO.nodes.answer).map(({ json }) => json.would_reply_text);
	return { execution, output, result: outputs[output]?.[0]?.json.compliance ?? {}, answers };
}

/**
 * Feeds the replies of `REPLIES` through the reply journey, one after the other.
 *
 * @param prefer which of the opted-out contacts should rather be the one that writes START.
 */
export async function feedReplies(instance, { contacts }, prefer = () => true) {
	const people = peopleFor(contacts, prefer);
	const rows = [];
	for (const [index, { from, body }] of REPLIES.entries()) {
		const last = rows.at(-1);
		const contact = from in people ? people[from].shift() : last?.contact;
		if (contact === undefined) throw new Error(`The campaign left nobody to send the reply "${body}".`);
		const id = from === 'redelivered' ? last.id : `SM${String(index).padStart(32, '0')}`;
		rows.push({ from, body, id, contact, ...(await postReply(instance, { from: contact.sms.address, body, id })) });
	}
	return rows;
}

/** Different people with a readable number: those reached now first, then those held, and those who opted out. */
function peopleFor(contacts, prefer) {
	const known = new Set();
	const different = contacts.filter(({ sms }) => sms.address !== undefined && !known.has(sms.address) && known.add(sms.address));
	const withOutcome = (outcome) => different.filter(({ sms }) => sms.outcome === outcome);
	const optedOut = different.filter(({ sms }) => sms.codes.includes('OPTED_OUT'));
	return {
		reached: [...withOutcome('send'), ...withOutcome('hold')],
		optedOut: [...optedOut.filter(prefer), ...optedOut.filter((contact) => !prefer(contact))],
	};
}
