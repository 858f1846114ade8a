import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import { startClockAt } from '../support/clock';
import { runNode, type NodeRun } from '../support/n8n';
import { BAD_VALUES, expectRefusal, granted, newStore, phone, phoneContact, resultsOf, routesOf, runConserved, type TestStore } from './support';

/** Before 2027-01-31, the day from which STOP to a text ends the calls to a number of the United States as well. */
const NOW = '2026-11-02T12:00:00Z';
startClockAt(NOW);

const handle = async (store: TestStore, items: NodeRun['items'], parameters: IDataObject = {}) =>
	await runConserved(KeywordHandler, { items, credentials: store.credentials, parameters: parameters as never });
const outputsOf = async (...args: Parameters<typeof handle>) => routesOf(await handle(...args)).map(([output]) => output);
const factsOf = async (store: TestStore, address: string, brand = 'default') =>
	await store.use(async (open) => (await open.readFacts(brand, [phoneContact(address)], new Date(NOW)))[0]);
const stopsOf = async (store: TestStore, address: string, brand?: string) => ((await factsOf(store, address, brand))?.suppressions ?? []).map(({ reason, channel }) => `${reason} ${channel}`).sort();

describe('the Keyword Handler with nothing configured', () => {
	it('tells STOP, START, HELP, doubt and everything else apart', async () => {
		const result = await runConserved(KeywordHandler, {
			items: ['STOP', 'please stop texting me', 'START', 'HELP', 'when does the sale end?', '\u{1F44D}', ''].map((text, index) => ({ phone: phone(index + 1), text })),
		});
		expect(routesOf(result)).toEqual([['Opt-Out'], ['Opt-Out'], ['Opt-In'], ['Help'], ['Other'], ['Other'], ['Other']]);
		expect(resultsOf(result).map(({ intent, outcome }) => [intent, outcome])).toEqual([
			['opt_out', 'applied'],
			['opt_out', 'applied'],
			['opt_in', 'applied'],
			['help', 'none'],
			['none', 'none'],
			['none', 'none'],
			['none', 'none'],
		]);
	});

	it('gives a text to answer on news and on help, and none on anything else', async () => {
		const result = await handle(newStore(), ['STOP', 'START', 'HELP', 'hello'].map((text, index) => ({ phone: phone(index + 1), text })));
		expect(resultsOf(result).map(({ reply }) => reply)).toEqual([expect.stringMatching(/unsubscribed/), expect.stringMatching(/subscribed/), expect.stringMatching(/STOP/), undefined]);
	});

	it('leaves to a person what may mean stop', async () => {
		const [route] = routesOf(await handle(newStore(), [{ phone: phone(1), text: ['STOP'] } as IDataObject]));
		expect(route?.[0]).toBe('Needs Review');
		expect(routesOf(await handle(newStore(), [{ phone: phone(1), text: `${'hello '.repeat(2000)}STOP` }]))).toEqual([['Needs Review', 'REPLY_UNCLEAR']]);
	});

	it('leaves a reply that asks for a change to a person when its sender cannot be read, and records nothing', async () => {
		const store = newStore();
		const result = await handle(store, [{ phone: 'unknown', text: 'STOP' }, { phone: '123', text: 'START' }, { phone: 'anonymous', text: 'see you' }, { phone: 'x', text: 'HELP' }]);
		expect(routesOf(result)).toEqual([['Needs Review', 'REPLY_SENDER_UNREADABLE'], ['Needs Review', 'REPLY_SENDER_UNREADABLE'], ['Other'], ['Help']]);
		expect(resultsOf(result).map(({ reply }) => reply)).toEqual([undefined, undefined, undefined, undefined]);
		expect(await store.events()).toEqual([]);
	});

	it('leaves what is no message to a person', async () => {
		const items = [{}, { text: 'STOP' }, { phone: phone(1) }, { body: 'STOP' }, { body: { a: 1 } }, { phone: { number: phone(1) }, text: 'STOP' }] as IDataObject[];
		for (const route of routesOf(await handle(newStore(), items))) expect(route).toEqual(['Needs Review', 'REPLY_UNREADABLE']);
	});

	it.each(['phone', 'text', 'body', 'from', 'id'])('goes on after nonsense in %s and never takes it for START', async (field) => {
		const store = newStore();
		await store.record([{ kind: 'suppress', contact: phoneContact(phone(1)), reason: 'opt_out_keyword', channel: 'sms', classes: ['marketing'], direction: 'outgoing' }]);
		const items = BAD_VALUES.map(([, value]) => ({ phone: phone(1), text: 'ok', [field]: value }) as IDataObject);
		const outputs = await outputsOf(store, [...items, { phone: phone(2), text: 'STOP' }]);
		expect(outputs.pop()).toBe('Opt-Out');
		expect(outputs.every((name) => name === 'Other' || name === 'Needs Review')).toBe(true);
		expect(await stopsOf(store, phone(1))).toContain('opt_out_keyword sms');
	});
});

describe('the Keyword Handler and the forms of messages', () => {
	const twilioForm = { From: phone(1), To: '+14155550100', Body: 'Stop', MessageSid: 'SM1' };
	const FORMS: Array<[string, IDataObject]> = [
		['a plain item', { phone: phone(1), text: 'stop' }],
		['a plain item with other names', { from: phone(1), message: 'stop' }],
		['a webhook around a plain item', { headers: {}, params: {}, query: {}, body: { sender: phone(1), body: 'stop' } }],
		['the form of a Twilio webhook', twilioForm],
		['a Webhook node around that form', { headers: { host: 'x' }, params: {}, query: {}, body: twilioForm }],
		['a Twilio event', { type: 'com.twilio.messaging.inbound-message.received', data: { from: phone(1), to: '+14155550100', body: 'STOP', messageSid: 'SM1' } }],
	];
	it.each(FORMS)('are read from %s', async (_form, item) => {
		const store = newStore();
		expect(await outputsOf(store, [item])).toEqual(['Opt-Out']);
		expect(await stopsOf(store, phone(1))).toEqual(['opt_out_keyword sms']);
	});

	it('take the channel from the address of the sender', async () => {
		const store = newStore();
		expect(await outputsOf(store, [{ From: `whatsapp:${phone(1)}`, To: 'whatsapp:+14155550100', Body: 'STOP' }])).toEqual(['Opt-Out']);
		expect(await stopsOf(store, phone(1))).toEqual(['opt_out_keyword whatsapp']);
	});

	it('believe what the provider made of a reply', async () => {
		const store = newStore();
		const flagged = ['STOP', 'START', 'HELP'].map((OptOutType, index) => ({ From: phone(index + 1), To: '+14155550100', Body: 'quux', OptOutType }));
		expect(await outputsOf(store, flagged)).toEqual(['Opt-Out', 'Opt-In', 'Help']);
		expect(await stopsOf(store, phone(1))).toEqual(['opt_out_keyword sms', 'provider_opt_out sms']);
	});

	it('go to a person when the provider calls a plain STOP an opt-in', async () => {
		const store = newStore();
		const flagged = [{ From: phone(1), To: '+14155550100', Body: 'STOP', OptOutType: 'START' }];
		expect(await outputsOf(store, flagged)).toEqual(['Needs Review']);
		expect(await stopsOf(store, phone(1))).toEqual(['review_hold sms']);
	});

	it('come from the fields that the node names', async () => {
		const store = newStore();
		const items = [
			{ via: 'whatsapp', who: { tel: '(415) 555-2671' }, said: 'Arret', nr: 7 },
			{ via: 'pigeon', who: { tel: phone(2) }, said: 'START', nr: 8 },
			{ via: 'sms', who: null, said: 'STOP' },
			{ via: 'sms', who: { tel: phone(3) }, said: { deep: 'STOP' } },
		] as IDataObject[];
		const parameters = { readFrom: 'fields', channel: '={{ $json.via }}', address: '={{ $json.who.tel }}', text: '={{ $json.said }}', messageId: '={{ $json.nr }}', options: { defaultCountry: 'US' } };
		expect(routesOf(await handle(store, items, parameters))).toEqual([['Opt-Out'], ['Needs Review', 'REPLY_UNCLEAR'], ['Needs Review', 'REPLY_SENDER_UNREADABLE'], ['Needs Review', 'REPLY_UNCLEAR']]);
		expect(await stopsOf(store, '+14155552671')).toEqual(['opt_out_keyword whatsapp']);
	});

	it('come from the fields for email as well', async () => {
		const store = newStore();
		expect(await outputsOf(store, [{ email: 'Ada@Example.com', text: 'unsubscribe' }], { readFrom: 'fields', channel: 'email' })).toEqual(['Opt-Out']);
		const facts = await store.use(async (open) => await open.readFacts('default', [{ kind: 'email', address: 'ada@example.com' }], new Date(NOW)));
		expect(facts[0]?.suppressions).toHaveLength(1);
	});
});

describe('the options of the Keyword Handler', () => {
	it('limit STOP to marketing, but not "stop all"', async () => {
		const store = newStore();
		await handle(store, [{ phone: phone(1), text: 'STOP' }, { phone: phone(2), text: 'stop all' }], { options: { scope: 'marketing' } });
		expect((await factsOf(store, phone(1)))?.suppressions.map(({ channel, classes }) => [channel, classes])).toEqual([['sms', ['marketing']]]);
		expect((await factsOf(store, phone(2)))?.suppressions.map(({ channel, classes }) => [channel, classes.length])).toEqual([['sms', 3], ['call', 3], ['whatsapp', 3]]);
	});

	it('understand the brand\'s own words beside the usual ones', async () => {
		const options = { optOutKeywords: 'NOMORE, enough now', optInKeywords: 'JOIN', senderName: 'Acme', optOutText: 'Bye.', optInText: 'Hi.', helpText: 'Call us.' };
		const result = await handle(newStore(), ['nomore', 'Enough now!', 'join', 'STOP', 'HELP'].map((text, index) => ({ phone: phone(index + 1), text })), { options });
		expect(resultsOf(result).map(({ reply }) => reply)).toEqual(['Acme: Bye.', 'Acme: Bye.', 'Acme: Hi.', 'Acme: Bye.', 'Acme: Call us.']);
	});

	it('may be expressions, and then differ from item to item', async () => {
		const options = { senderName: '={{ $json.shop }}', optOutText: '={{ "Bye, " + $json.name }}', wordingVersion: '={{ $json.poster }}' };
		const store = newStore();
		const result = await handle(store, [{ phone: phone(1), text: 'STOP', shop: 'Acme', name: 'Ada' }, { phone: phone(2), text: 'START', shop: 'Globex', poster: 'p7' }], { options });
		expect(resultsOf(result).map(({ reply }) => reply)).toEqual(['Acme: Bye, Ada', expect.stringMatching(/^Globex: You are subscribed/)]);
		expect((await factsOf(store, phone(2)))?.consents).toEqual([expect.objectContaining({ state: 'granted', wordingVersion: 'p7' })]);
	});

	it('understand only the languages that are chosen', async () => {
		const items = [{ phone: '+33612345678', text: 'désabonnez-moi' }];
		expect(await outputsOf(newStore(), items, { options: { languages: ['fr'] } })).toEqual(['Opt-Out']);
		expect(await outputsOf(newStore(), items, { options: { languages: ['es'] } })).not.toEqual(['Opt-Out']);
	});

	it('know our own message when somebody quotes it', async () => {
		const ours = 'Acme: 20% off. Reply STOP to opt out';
		const items = [{ phone: phone(1), text: `Liked "${ours}"`, ours }, { phone: phone(2), text: ours, ours }, { phone: phone(3), text: 'STOP', ours }];
		const outputs = await outputsOf(newStore(), items, { options: { ownMessage: '={{ $json.ours }}' } });
		expect(outputs[0]).not.toBe('Opt-Out');
		expect(outputs.slice(1)).toEqual(['Other', 'Opt-Out']);
	});

	it('keep brands apart', async () => {
		const store = newStore();
		await handle(store, [{ phone: phone(1), text: 'STOP' }], { options: { brand: 'acme' } });
		expect([await stopsOf(store, phone(1), 'acme'), await stopsOf(store, phone(1), 'globex')]).toEqual([['opt_out_keyword sms'], []]);
	});

	const MISTAKES: Array<[string, IDataObject, RegExp]> = [
		['no language', { options: { languages: [] } }, /language/i],
		['a language that is not known', { options: { languages: ['tlh'] } }, /language/i],
		['an empty list of opt-out words', { options: { optOutKeywords: ' , ,' } }, /More Opt-Out Keywords/],
		['an empty list of opt-in words', { options: { optInKeywords: '' } }, /More Opt-In Keywords/],
		['opt-out words that are none', { options: { optOutKeywords: '!!!, ...' } }, /keyword/i],
		['a list of words by expression', { options: { optOutKeywords: '={{ $json.words }}' } }, /More Opt-Out Keywords/],
		['an unknown way to read messages', { readFrom: 'tea leaves' }, /Message/],
		['an unknown scope', { options: { scope: 'everything' } }, /Scope/],
	];
	it.each(MISTAKES)('refuse %s before the first item', async (_mistake, parameters, words) => {
		const store = newStore();
		const items = [{ phone: phone(1), text: 'STOP', words: 'NOMORE' }];
		expectRefusal(await runNode(KeywordHandler, { items, credentials: store.credentials, parameters: parameters as never }), words);
		expect(await store.events()).toEqual([]);
	});
});

describe('the Keyword Handler and the country of the contact', () => {
	it('takes a word for a stop where its language is spoken, and has a person look elsewhere', async () => {
		const items = [
			{ phone: '+84912345678', text: 'Huy' },
			{ phone: '+14155552671', text: 'Huy' },
			{ phone: '+358401234567', text: 'Seis' },
			{ phone: '+34612345678', text: 'seis' },
			{ phone: '+8613812345678', text: 'TD' },
			{ phone: '+14155552671', text: 'TD' },
			{ phone: '+905321234567', text: 'ret' },
		];
		const result = await handle(newStore(), items);
		expect(routesOf(result).map(([output]) => output)).toEqual(['Opt-Out', 'Needs Review', 'Opt-Out', 'Needs Review', 'Opt-Out', 'Other', 'Opt-Out']);
		const [, doubtful] = resultsOf(result) as Array<{ keyword?: string; reasons: unknown[] }>;
		expect(doubtful?.keyword).toBe('HUY');
		expect(doubtful?.reasons).toEqual([expect.objectContaining({ code: 'REPLY_UNCLEAR', pack: 'keywords', packVersion: '2026.11.22', facts: { rows: expect.arrayContaining(['vi/2']) as unknown } })]);
	});

	it('takes it from the item where the number does not tell, and both where they disagree', async () => {
		const items = [
			{ email: 'ada@example.com', text: 'uit', country: 'NL' },
			{ email: 'bob@example.com', text: 'uit' },
			{ email: 'eve@example.com', text: 'uit', country: 'Atlantis' },
		];
		expect(await outputsOf(newStore(), items)).toEqual(['Opt-Out', 'Needs Review', 'Needs Review']);
		expect(await outputsOf(newStore(), [{ phone: '+14155552671', text: 'uit', country: 'NL' }, { phone: '+31612345678', text: 'uit', country: 'US' }])).toEqual(['Opt-Out', 'Opt-Out']);
	});

	it('understands STOP whatever stands in the fields of the place', async () => {
		const items = BAD_VALUES.map(([, value], index) => ({ phone: phone(index + 1), text: 'STOP', country: value, state: value, postal_code: value }) as IDataObject);
		for (const output of await outputsOf(newStore(), items)) expect(output).toBe('Opt-Out');
	});

	it.each([
		['+4915112345678', 'Ja', 'Opt-In'],
		['+34612345678', 'Ja', 'Needs Review'],
		['+48512345678', 'tak', 'Opt-In'],
		['+4520123456', 'Tak', 'Needs Review'],
	])('%s confirms a pending double opt-in by "%s": %s', async (address, text, output) => {
		const store = newStore();
		await store.record([granted(address, { state: 'pending', timestamp: '2026-11-01T12:00:00.000Z' })]);
		expect(await outputsOf(store, [{ phone: address, text }])).toEqual([output]);
		expect(await outputsOf(newStore(), [{ phone: address, text }])).toEqual(['Other']);
		expect((await factsOf(store, address))?.consents.map(({ state }) => state)).toEqual([output === 'Opt-In' ? 'granted' : 'pending']);
	});
});

it('the Keyword Handler offers every language by its name, and all of them to begin with', () => {
	const options = new KeywordHandler().description.properties.find(({ name }) => name === 'options')?.options as INodeProperties[];
	const languages = options.find(({ name }) => name === 'languages');
	const names = (languages?.options as INodePropertyOptions[]).map(({ name }) => name);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
	expect(names).toEqual(expect.arrayContaining(['Arabic', 'German', 'Norwegian Bokmål', 'Simplified Chinese', 'Traditional Chinese', 'Vietnamese']));
	expect([...(languages?.default as string[])].sort()).toEqual((languages?.options as INodePropertyOptions[]).map(({ value }) => value).sort());
	expect(names).toHaveLength(31);
});

describe('what the Keyword Handler puts on record', () => {
	it('is on disk before the item is emitted: the stop first, then the withdrawal of what it contradicts', async () => {
		const store = newStore();
		await store.record([granted(phone(1)), granted(phone(1), { channel: 'whatsapp' })]);
		const result = await handle(store, [{ phone: phone(1), to: '+14155550100', text: 'STOP', id: 'm1' }]);
		expect(resultsOf(result)[0]?.ref).toBe('default:3');
		expect((await store.events()).map(({ kind }) => kind)).toEqual(['consent', 'consent', 'suppress', 'consent', 'answer']);
		const facts = await factsOf(store, phone(1));
		expect(facts?.consents.map(({ channel, state }) => [channel, state])).toEqual(expect.arrayContaining([['sms', 'withdrawn'], ['whatsapp', 'granted']]));
		const history = await store.use(async (open) => await open.history('default', phoneContact(phone(1))));
		expect(history[2]?.evidence).toEqual({ keyword: 'STOP', receivedBy: '+14155550100', text: 'STOP' });
		expect(history[2]?.payload).toMatchObject({ reason: 'opt_out_keyword' });
		expect(JSON.stringify(history.map(({ payload }) => payload))).not.toContain(phone(1).slice(1));
	});

	it('names the workflow, execution and node', async () => {
		const store = newStore();
		await handle(store, [{ phone: phone(1), text: 'STOP' }]);
		const history = await store.use(async (open) => await open.history('default', phoneContact(phone(1))));
		expect(history[0]?.origin).toEqual({ workflow: 'workflow-under-test', execution: 'execution-under-test', node: 'Node under test' });
	});
});
