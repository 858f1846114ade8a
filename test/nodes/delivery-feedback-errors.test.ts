import { NodeApiError, type IDataObject, type INode, type INodeExecutionData, type JsonObject } from 'n8n-workflow';
import { DeliveryFeedback } from '../../nodes/DeliveryFeedback/DeliveryFeedback.node';
import type { ComplianceStore } from '../../lib/store/port';
import { runNode, type NodeRun } from '../support/n8n';
import { complianceOf, newStore, phone, phoneContact, routesOf, runConserved, type TestStore } from './support';

/** How often each method of a store was called. */
const mockCalls: string[] = [];
jest.mock('../../lib/store/open-store', () => {
	const actual = jest.requireActual<typeof import('../../lib/store/open-store')>('../../lib/store/open-store');
	const counted = (store: ComplianceStore): ComplianceStore =>
		new Proxy(store, {
			get(target, name) {
				const value: unknown = Reflect.get(target, name);
				if (typeof value !== 'function') return value;
				return (...given: unknown[]): unknown => {
					mockCalls.push(String(name));
					return Reflect.apply(value as (...given: unknown[]) => unknown, target, given);
				};
			},
		});
	return { openStore: async (config: Parameters<typeof actual.openStore>[0]) => counted(await actual.openStore(config)) };
});

const NODE = { id: '1', name: 'Send', type: 'n8n-nodes-base.httpRequest', typeVersion: 4, position: [0, 0], parameters: {} } as INode;

function apiError(status: number, code: number, message: string): NodeApiError {
	return refused(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

/** The error that n8n 2 makes of the answer to its HTTP Request node. */
function refused(status: number, answer: object): NodeApiError {
	const cause = Object.assign(new Error(`${status} - ${JSON.stringify(JSON.stringify(answer))}`), { statusCode: status, error: answer });
	return new NodeApiError(NODE, cause as unknown as JsonObject, { httpCode: String(status) });
}

const STOPPED = apiError(400, 21610, 'Attempt to send to unsubscribed recipient');
const feed = async (store: TestStore, items: NodeRun['items'], parameters: IDataObject = {}) => await runConserved(DeliveryFeedback, { items, credentials: store.credentials, parameters: parameters as never }, ['compliance', 'error']);
const stopsOf = async (store: TestStore, address: string) => (await store.use(async (open) => (await open.readFacts('default', [phoneContact(address)], new Date()))[0]?.suppressions ?? [])).map(({ reason, channel }) => `${reason} ${channel}`);

describe('the error of a node that sends', () => {
	const FORMS: Array<[string, INodeExecutionData]> = [
		['among the fields of the item, as on an error output', { json: { phone: phone(1), error: STOPPED as unknown as IDataObject } }],
		['among the fields, after it was stored', { json: { phone: phone(1), error: JSON.parse(JSON.stringify(STOPPED)) as IDataObject } }],
		['as a text', { json: { phone: phone(1), error: 'Attempt to send to unsubscribed recipient' } }],
		['as the answer itself', { json: { phone: phone(1), code: 21610, message: 'Attempt to send to unsubscribed recipient', more_info: 'https://www.twilio.com/docs/errors/21610', status: 400 } }],
		['as the whole answer', { json: { statusCode: 400, body: { code: 21610, more_info: 'https://www.twilio.com/docs/errors/21610' }, phone: phone(1) } }],
	];
	it.each(FORMS)('is read %s', async (_where, item) => {
		const store = newStore();
		expect(routesOf(await feed(store, [item]))).toEqual([['Permanent']]);
		expect(await stopsOf(store, phone(1))).toEqual(['provider_opt_out sms']);
	});

	it.each([
		[400, 21211, "The 'To' number is not a valid phone number.", 'Permanent', 'hard_bounce sms'],
		[400, 21614, "'To' number is not a valid mobile number", 'Temporary', 'landline sms'],
		[429, 20429, 'Too Many Requests', 'Not The Contact', undefined],
		[500, 20500, 'Internal Server Error', 'Not The Contact', undefined],
	])('%s with the code %s goes where it belongs', async (httpStatus, code, message, output, stop) => {
		const store = newStore();
		const result = await feed(store, [{ json: { phone: phone(1), error: apiError(httpStatus, code, message) as unknown as IDataObject } }]);
		expect(routesOf(result)).toEqual([[output]]);
		expect(await stopsOf(store, phone(1))).toEqual(stop === undefined ? [] : [stop]);
	});

	it.each<[string, NodeApiError, string, string]>([
		['Telnyx', refused(409, { errors: [{ code: '40300', title: 'Blocked due to STOP message', detail: 'There is a block rule.', meta: { url: 'https://developers.telnyx.com/docs/overview/errors/40300' } }] }), 'sms', 'sms'],
		['WhatsApp', refused(400, { error: { message: '(#131050) No', type: 'OAuthException', code: 131050, error_data: { messaging_product: 'whatsapp', details: 'No' }, fbtrace_id: 'A' } }), 'sms', 'whatsapp'],
		['AWS', refused(400, { __type: 'ConflictException', Message: 'No', Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }), 'sms', 'sms'],
	])('is an opt-out where %s refuses to send, live and after it was stored', async (_provider, error, channel, stopped) => {
		const store = newStore();
		const items = [{ phone: phone(1), error: error as unknown as IDataObject }, { phone: phone(2), error: JSON.parse(JSON.stringify(error)) as IDataObject }];
		expect(routesOf(await feed(store, items, { channel }))).toEqual([['Permanent'], ['Permanent']]);
		expect(await Promise.all([1, 2].map(async (index) => await stopsOf(store, phone(index))))).toEqual([[`provider_opt_out ${stopped}`], [`provider_opt_out ${stopped}`]]);
	});

	it('is about the recipient that the node names, and about a field beside it only where there is none', async () => {
		const store = newStore();
		const error = STOPPED as unknown as IDataObject;
		await feed(store, [{ phone: phone(1), mobile: phone(2), error }, { to: phone(3), error }], { recipient: '={{ $json.mobile }}', channel: 'whatsapp' });
		expect(await Promise.all([1, 2, 3].map(async (index) => await stopsOf(store, phone(index))))).toEqual([[], ['provider_opt_out whatsapp'], ['provider_opt_out whatsapp']]);
	});

	it('without a recipient stops nobody, and is told', async () => {
		const store = newStore();
		expect(routesOf(await feed(store, [{ error: STOPPED as unknown as IDataObject }]))).toEqual([['Permanent', 'DELIVERY_RECIPIENT_UNREADABLE']]);
		expect(await store.events()).toEqual([]);
	});

	it("of which only n8n's general words are left changes nothing, and the node says what to do", async () => {
		const store = newStore();
		const result = await feed(store, [{ error: 'Bad request - please check your parameters', phone: phone(1) }, { error: 'The service is receiving too many requests from you' }, { error: 'something else' }]);
		expect(routesOf(result)).toEqual([['Not The Contact', 'DELIVERY_UNREADABLE'], ['Not The Contact', 'DELIVERY_UNREADABLE'], ['Not The Contact', 'DELIVERY_UNREADABLE']]);
		expect(result.hints.map(({ message }) => message)).toEqual([expect.stringMatching(/^2 items hold only n8n's general words.*HTTP Request node/)]);
		expect(await store.events()).toEqual([]);
	});

	it('is read beside the fields, in whose place n8n puts its words, and is not left there', async () => {
		const store = newStore();
		const { outputs } = await runNode(DeliveryFeedback, { items: [{ json: {}, error: STOPPED }], credentials: store.credentials, parameters: { recipient: phone(1) } });
		expect(outputs.Permanent?.map((item) => [item.error, item.json.error, complianceOf(item).code])).toEqual([[undefined, STOPPED.message, '21610']]);
		expect(await stopsOf(store, phone(1))).toEqual(['provider_opt_out sms']);
	});
});

it('a run asks the store once for its policy and its contacts, and records once', async () => {
	const items = Array.from({ length: 50 }, (_, index) => ({ MessageSid: `SM${index}`, MessageStatus: 'undelivered', To: phone(index), ErrorCode: ['30003', '30004', '21610', '39999'][index % 4] ?? '' }));
	mockCalls.length = 0;
	await feed(newStore(), [...items, { MessageSid: 'SM99', MessageStatus: 'delivered', To: phone(1) }]);
	expect(mockCalls).toEqual(['readPolicy', 'readFacts', 'record']);
});

it('a run whose reports say nothing about contacts neither looks anybody up nor records', async () => {
	mockCalls.length = 0;
	await feed(newStore(), [{ MessageSid: 'SM1', MessageStatus: 'sent', To: phone(1) }]);
	expect(mockCalls).toEqual(['readPolicy']);
});
