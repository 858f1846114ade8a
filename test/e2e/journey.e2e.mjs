import assert from 'node:assert/strict';
import { DEMO } from '../../scripts/demo/config.mjs';
import { importContacts, postReply, runCampaign } from '../../scripts/demo/journey.mjs';
import { itemsOf, rowKey } from '../../scripts/demo/outcomes.mjs';
import { wayOutFor } from './footers.mjs';
import { expectedContacts, INSTANT } from './oracle.mjs';

const expected = expectedContacts();
const byKey = new Map(expected.map((contact) => [rowKey(contact.row), contact]));
/** Filled by one test and read by the next: the steps of one journey. */
const journey = {};

const keysOf = (rows) => rows.map(rowKey).sort();
const expectedOf = ({ row }) => byKey.get(rowKey(row));
const isSent = ({ outcome }) => outcome === 'send';
const codesOf = ({ reasons = [] }) => reasons.map(({ code }) => code);

function assertNobodyWronglySent({ contacts }) {
	for (const contact of contacts) {
		const { mayText, mayEmail } = expectedOf(contact);
		if (isSent(contact.sms)) assert.ok(mayText, `texted: ${contact.key}`);
		if (isSent(contact.email)) assert.ok(mayEmail, `emailed: ${contact.key}`);
	}
}

/** Different people who were texted, so that each writes at most one of the replies. */
function nextReached() {
	const { first, used = (journey.used = new Set()) } = journey;
	const contact = first.contacts.find(({ sms }) => isSent(sms) && !used.has(sms.address));
	used.add(contact.sms.address);
	return contact;
}

const reply = async (instance, contact, body, id) => await postReply(instance, { from: contact.sms.address, body, id });

/** In this order; each is given the running `instance` and the `tarball` installed in it. */
export default {
	'importing the contacts reports every row exactly once': async ({ instance }) => {
		journey.imported = await importContacts(instance);
		assert.deepEqual(keysOf(journey.imported.rows), keysOf(expected.map(({ row }) => row)));
	},

	'pressing execute reads the same rows from the file': async ({ instance }) => {
		const { rest } = instance;
		for (const [{ id }, last] of [[DEMO.templates.importContacts, DEMO.nodes.importReport], [DEMO.templates.campaign, DEMO.nodes.everybody]]) {
			const [before] = await rest.executions(id, 1);
			await rest.runFrom(id, DEMO.nodes.byHand);
			const execution = await rest.lastExecution(id, { after: before?.id });
			assert.equal(execution.status, 'success');
			assert.deepEqual(keysOf(itemsOf(execution, last).map(({ json }) => json)), keysOf(expected.map(({ row }) => row)));
		}
	},

	'every row that is turned away says why': async () => {
		const rejected = journey.imported.rows.filter(({ sms_import }) => sms_import.outcome === 'rejected');
		assert.ok(rejected.length > 50);
		for (const { sms_import } of rejected) assert.ok(sms_import.reasons.every(({ code, text, remedy }) => code && text && remedy) && sms_import.reasons.length > 0);
		for (const row of journey.imported.rows) {
			const time = row.consent_time ?? '';
			const isUnreadable = time !== '' && !/^\d{4}-(0\d|1[0-2])-/.test(time);
			assert.equal(codesOf(row.sms_import).includes('TIMESTAMP_INVALID'), isUnreadable, rowKey(row));
			assert.equal(codesOf(row.sms_import).some((code) => code.startsWith('ADDRESS_')), byKey.get(rowKey(row)).number === undefined, rowKey(row));
		}
	},

	'the campaign puts out every contact exactly once': async ({ instance }) => {
		journey.first = await runCampaign(instance);
		assert.deepEqual(keysOf(journey.first.contacts.map(({ row }) => row)), keysOf(expected.map(({ row }) => row)));
	},

	'nobody is messaged who must not be, by the columns of the file': async () => {
		assertNobodyWronglySent(journey.first);
	},

	'everybody is texted, or held until the first permitted instant, whose local time is certain': async () => {
		const certain = journey.first.contacts.filter((contact) => expectedOf(contact).opensAt !== undefined);
		assert.ok(certain.length > 200);
		for (const contact of certain) {
			const { opensAt } = expectedOf(contact);
			const isNow = Date.parse(opensAt) === Date.parse(INSTANT);
			assert.equal(contact.sms.outcome, isNow ? 'send' : 'hold', contact.key);
			if (!isNow) assert.equal(contact.sms.sendAt, opensAt, contact.key);
		}
		assert.ok(new Set(certain.map(({ sms }) => sms.sendAt)).size >= 4);
	},

	'whoever may be texted is texted or held, and nobody else': async () => {
		for (const contact of journey.first.contacts) {
			assert.equal(['send', 'hold'].includes(contact.sms.outcome), expectedOf(contact).mayText, contact.key);
		}
	},

	'a contact who may not get the text goes on to the email': async () => {
		for (const contact of journey.first.contacts) assert.equal(isSent(contact.email), expectedOf(contact).mayEmail, contact.key);
		assert.ok(journey.first.contacts.some(({ sms, email }) => sms.outcome === 'suppressed' && isSent(email)));
	},

	'whoever is on do not disturb everywhere leaves by their own branch': async () => {
		const left = itemsOf(journey.first.execution, DEMO.nodes.left).map(({ json }) => json);
		assert.deepEqual(keysOf(left), keysOf(expected.filter(({ isEverywhere }) => isEverywhere).map(({ row }) => row)));
	},

	'every text sent names the sender and says how to stop, as the country of the contact is used to': async () => {
		const sent = journey.first.contacts.filter(({ sms }) => isSent(sms));
		for (const { key, row, sms } of sent) {
			assert.match(sms.sentText, /^Acme: /);
			assert.match(sms.sentText, wayOutFor(row, sms.sentTo), key);
			assert.match(sms.sentTo, /^\+\d+$/);
		}
		assert.ok(new Set(sent.map(({ row }) => row.country)).size >= 5);
	},

	'the first stop is confirmed exactly once': async ({ instance }) => {
		journey.stopper = nextReached();
		const first = await reply(instance, journey.stopper, 'STOP', 'SMe2e0001');
		assert.equal(first.result.outcome, 'applied');
		assert.equal(first.answers.length, 1);
		assert.match(first.answers[0], /unsubscribed/);
		const redelivered = await reply(instance, journey.stopper, 'STOP', 'SMe2e0001');
		assert.deepEqual([redelivered.result.intent, redelivered.answers], ['opt_out', []]);
		const repeated = await reply(instance, journey.stopper, 'stop please', 'SMe2e0002');
		assert.deepEqual([repeated.result.intent, repeated.answers], ['opt_out', []]);
	},

	'a polite stop, and one in Spanish or French, is an opt-out': async ({ instance }) => {
		journey.others = [];
		for (const [index, body] of ['stop please', 'Alto', 'ARRÊT'].entries()) {
			const contact = nextReached();
			const { result, answers } = await reply(instance, contact, body, `SMe2e01${index}`);
			assert.deepEqual([result.intent, result.outcome, answers.length], ['opt_out', 'applied', 1], body);
			journey.others.push(contact.sms.address);
		}
	},

	'a question goes to the inbox and help is answered': async ({ instance }) => {
		const question = await reply(instance, nextReached(), 'Do you open on Sundays?', 'SMe2e0201');
		assert.deepEqual([question.result.intent, question.answers], ['none', []]);
		assert.equal(itemsOf(question.execution, 'To the inbox').length, 1);
		const help = await reply(instance, nextReached(), 'HELP', 'SMe2e0202');
		assert.deepEqual([help.result.intent, help.answers.length], ['help', 1]);
	},

	'a tapback that quotes our own footer changes nothing and is not answered': async ({ instance }) => {
		const contact = nextReached();
		const { result, answers } = await reply(instance, contact, `Liked “${contact.sms.sentText}”`, 'SMe2e0301');
		assert.deepEqual([result.intent, result.outcome, answers], ['none', 'none', []]);
	},

	'start is confirmed once': async ({ instance }) => {
		const isGoodBut = ({ row }) => row.sms_consent === 'opted out' && row.consent_wording !== '';
		journey.starter = journey.first.contacts.find((contact) => isGoodBut(contact) && expectedOf(contact).number?.textable);
		const { result, answers } = await reply(instance, journey.starter, 'START', 'SMe2e0401');
		assert.deepEqual([result.intent, result.outcome, answers.length], ['opt_in', 'applied', 1]);
	},

	'after the replies nobody who wrote stop is texted, and everybody else as before': async ({ instance }) => {
		journey.second = await runCampaign(instance);
		journey.stopped = new Set([journey.stopper.sms.address, ...journey.others]);
		const before = new Map(journey.first.contacts.map((contact) => [contact.key, contact]));
		assert.equal(journey.second.contacts.length, expected.length);
		for (const contact of journey.second.contacts) {
			const { sms } = contact;
			if (journey.stopped.has(sms.address)) assert.equal(sms.outcome, 'suppressed', contact.key);
			else if (sms.address !== journey.starter.sms.address) assert.equal(sms.outcome, before.get(contact.key).sms.outcome, contact.key);
			assert.equal(contact.email.outcome, before.get(contact.key).email.outcome, contact.key);
		}
	},

	'whoever wrote start is texted again, or held until it is day there': async () => {
		const again = journey.second.contacts.find(({ key }) => key === journey.starter.key);
		assert.ok(['send', 'hold'].includes(again.sms.outcome), `${again.sms.outcome} ${again.sms.codes}`);
	},
};
