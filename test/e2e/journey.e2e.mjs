import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DEMO } from '../../scripts/demo/config.mjs';
import { feedReplies, importContacts, numberOf, runCampaign, sentBy } from '../../scripts/demo/journey.mjs';
import { itemsOf } from '../../scripts/demo/tally.mjs';

/** Answers in the file that mean yes to texts; everything else may never be texted. */
const YES = new Set(['yes', 'opted in', 'true']);
const ENDED_BY_REPLY = new Set(['STOP', 'stop please', 'Alto', 'ARRÊT']);

/** Filled by one test and read by the next: the steps of one journey. */
const journey = {};

const total = (rows) => rows.reduce((sum, { contacts }) => sum + contacts, 0);
const contactsInFile = () => readFileSync(DEMO.contacts, 'utf8').trimEnd().split('\n').length - 1;
const numbersOf = (items) => new Set(items.map(numberOf).filter((number) => number !== undefined));

function assertOnlyConsented({ json }) {
	assert.ok(YES.has(String(json.sms_consent).toLowerCase()), 'texted without a consent to texts');
	assert.ok(!json.dnd, 'texted although staff set do-not-disturb');
	for (const field of ['consent_source', 'consent_time', 'consent_wording']) assert.ok(json[field], `texted without ${field}`);
	assert.ok(Date.parse(json.consent_time) < Date.now(), 'texted on a consent whose time is unreadable or in the future');
	assert.equal(json.compliance?.verdict, 'send');
}

/** In this order; each is given the running `instance` and the `tarball` installed in it. */
export default {
	'importing the contacts loses no row': async ({ instance }) => {
		journey.imported = await importContacts(instance);
		assert.equal(journey.imported.execution.status, 'success');
	},

	'the first campaign decides about every contact': async ({ instance }) => {
		journey.first = await runCampaign(instance);
		assert.equal(journey.first.execution.status, 'success');
		const [firstStep] = journey.first.outcomes.map(({ step }) => step);
		assert.equal(total(journey.first.outcomes.filter(({ step }) => step === firstStep)), contactsInFile());
	},

	'nobody without proven consent is texted': async () => {
		for (const item of sentBy(journey.first).sms) assertOnlyConsented(item);
	},

	'a contact who may not get the text goes on to the email': async () => {
		const texted = new Set(sentBy(journey.first).sms.map(({ json }) => json.email));
		const emailedOnly = sentBy(journey.first).email.filter(({ json }) => !texted.has(json.email));
		assert.ok(emailedOnly.length > 0);
	},

	'whoever is on do not disturb everywhere leaves by their own branch': async () => {
		const left = itemsOf(journey.first.execution, DEMO.doNotDisturb);
		assert.ok(left.some(({ json }) => json.dnd === 'all'));
		const sent = sentBy(journey.first);
		for (const { json } of [...sent.sms, ...sent.email]) assert.notEqual(json.dnd, 'all');
	},

	'every reply is handled': async ({ instance }) => {
		journey.replies = await feedReplies(instance, journey.first);
		for (const { body, execution } of journey.replies) assert.equal(execution.status, 'success', body);
	},

	'after the replies nobody who wrote stop is reached': async ({ instance }) => {
		const stopped = new Set(journey.replies.filter(({ body }) => ENDED_BY_REPLY.has(body)).map(({ from }) => from));
		assert.ok(stopped.size > 0);
		journey.second = await runCampaign(instance);
		for (const number of numbersOf(sentBy(journey.second).sms)) assert.ok(!stopped.has(number));
		journey.stopped = stopped;
	},

	'whoever did not write stop is reached as before': async () => {
		const lost = [...numbersOf(sentBy(journey.first).sms)].filter((number) => !numbersOf(sentBy(journey.second).sms).has(number));
		for (const number of lost) assert.ok(journey.stopped.has(number));
	},

	'opt outs survive that n8n is killed': async ({ instance }) => {
		await instance.restart({ kill: true });
		const third = await runCampaign(instance);
		for (const number of numbersOf(sentBy(third).sms)) assert.ok(!journey.stopped.has(number));
	},
};
