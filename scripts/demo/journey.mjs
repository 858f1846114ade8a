import { readFileSync } from 'node:fs';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { postWebhook } from '../local-n8n/webhooks.mjs';
import { DEMO, REPLIES } from './config.mjs';
import { complianceNodes, itemsOf, tallyOutcomes } from './tally.mjs';

const readTemplate = ({ file }) => JSON.parse(readFileSync(file, 'utf8'));

/** Posts to a template's webhook and gives the ended execution it started. */
async function run(instance, template, body, contentType) {
	const { id } = readTemplate(template);
	const [before] = await instance.rest.executions(id, 1);
	const answer = await postWebhook(instance.url, template.webhook, body, { contentType });
	return { answer, execution: await instance.rest.lastExecution(id, { after: before?.id, settled: 'waiting', timeoutMs: 300_000 }) };
}

/** Imports the example contacts as an exported file; gives the rows that the registry reported. */
export async function importContacts(instance) {
	const { execution } = await run(instance, DEMO.templates.importContacts, readFileSync(DEMO.contacts, 'utf8'), 'text/csv');
	const outcomes = tallyOutcomes(readTemplate(DEMO.templates.importContacts), execution, DEMO.nodeTypePrefix);
	return { execution, outcomes };
}

/** Runs the campaign over all example contacts. */
export async function runCampaign(instance) {
	const workflow = readTemplate(DEMO.templates.campaign);
	const { execution } = await run(instance, DEMO.templates.campaign, readFileSync(DEMO.contacts, 'utf8'), 'text/csv');
	return { execution, workflow, outcomes: tallyOutcomes(workflow, execution, DEMO.nodeTypePrefix) };
}

/** The E.164 number of a contact of the example file, read without this package; `undefined` where there is none. */
export function numberOf({ json }) {
	return parsePhoneNumberFromString(String(json.phone ?? '').normalize('NFKC'), json.country)?.number;
}

/** What the stand-in senders recorded, as `{ sms: item[], email: item[] }`. */
export function sentBy({ execution }) {
	return Object.fromEntries(Object.entries(DEMO.senders).map(([channel, node]) => [channel, itemsOf(execution, node)]));
}

/** Different people of a campaign who have a readable number, chosen by what the campaign decided about them. */
function peopleWho({ execution, workflow }, accepts) {
	const items = complianceNodes(workflow, execution, DEMO.nodeTypePrefix).flatMap((node) => itemsOf(execution, node));
	const chosen = items.filter(({ json }) => json.compliance && accepts(json.compliance)).map(numberOf);
	return [...new Set(chosen.filter((number) => number !== undefined))];
}

const isReached = ({ verdict, channel }) => channel === 'sms' && (verdict === 'send' || verdict === 'hold');
const isOptedOut = ({ reasons = [] }) => reasons.some(({ code }) => code === 'OPTED_OUT');

/** Feeds the replies of `REPLIES` through the reply journey, one after the other. */
export async function feedReplies(instance, campaign) {
	const people = { reached: peopleWho(campaign, isReached), optedOut: peopleWho(campaign, isOptedOut) };
	const rows = [];
	let last;
	for (const [index, { from, body }] of REPLIES.entries()) {
		const number = from === 'repeat' ? last : people[from].shift();
		if (number === undefined) throw new Error(`The campaign left nobody to send the reply "${body}".`);
		const payload = new URLSearchParams({ MessageSid: `SM${String(index).padStart(32, '0')}`, From: number, To: DEMO.sender, Body: body });
		const { execution } = await run(instance, DEMO.templates.reply, String(payload), 'application/x-www-form-urlencoded');
		rows.push({ body, from: number, execution, ...whereItWent(readTemplate(DEMO.templates.reply), execution) });
		last = number;
	}
	return rows;
}

/** The first node of this package that put the reply on one of several outputs, and the next node on that way. */
function whereItWent(workflow, execution) {
	for (const step of complianceNodes(workflow, execution, DEMO.nodeTypePrefix)) {
		const outputs = execution.data.resultData.runData[step][0].data?.main ?? [];
		const index = outputs.findIndex((items) => items?.length > 0);
		if (outputs.length < 2 || index < 0) continue;
		return { step, output: workflow.connections[step]?.main?.[index]?.map(({ node }) => node).join(', ') || `output ${index + 1}` };
	}
	return { step: '', output: '' };
}
