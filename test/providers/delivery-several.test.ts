import { classifyDeliveries, classifyDelivery } from '../../lib/providers/delivery';

const telnyx = (codes: string[], to: unknown = [{ phone_number: '+15551230000', status: 'delivery_failed' }]): unknown => ({
	data: { event_type: 'message.finalized', payload: { id: 't', to, errors: codes.map((code) => ({ code })) } },
});
const whatsapp = (...codes: number[]): unknown => ({ messaging_product: 'whatsapp', statuses: [{ id: 'w', status: 'failed', recipient_id: '16505551234', errors: codes.map((code) => ({ code })) }] });

describe('a report with several errors', () => {
	it.each<[string, unknown, string, string]>([
		['an opt-out behind an error without a reason', telnyx(['40008', '40300']), 'opted_out', '40300'],
		['an opt-out before one for good', telnyx(['40300', '40012']), 'opted_out', '40300'],
		['an opt-out behind one of our own faults', whatsapp(130472, 131050), 'opted_out', '131050'],
		['what is for good before what passes', telnyx(['40005', '40012']), 'permanent', '40012'],
		['what passes before our own fault', telnyx(['40002', '40005']), 'temporary', '40005'],
		['what is known about the contact before a code nobody knows', telnyx(['49999', '40005']), 'temporary', '40005'],
		['a code nobody knows before our own fault', telnyx(['40002', '49999']), 'unknown', '49999'],
	])('says %s', (_what, payload, outcome, code) => expect(classifyDelivery(payload)).toMatchObject({ outcome, code }));

	it('is read where its list holds anything', () => {
		expect(classifyDelivery(telnyx(['40300', null as unknown as string, {} as unknown as string])).outcome).toBe('opted_out');
		expect(classifyDelivery({ data: { event_type: 'message.finalized', payload: { id: 't', to: [{ phone_number: '+15551230000', status: 'delivered' }], errors: 'none' } } }).outcome).toBe('delivered');
	});

	it('says an opt-out that only its status tells', () => {
		expect(classifyDelivery({ results: [{ messageId: 'i', to: '41793026727', status: { id: 14, groupId: 5 }, error: { id: 5 } }] })).toMatchObject({ outcome: 'opted_out', code: '14' });
	});
});

describe('an event that names no recipient is told beside the others', () => {
	const known = { outcome: 'delivered' };

	it.each<[string, unknown, object]>([
		['WhatsApp', { messaging_product: 'whatsapp', statuses: [{ id: 'w1', status: 'failed', errors: [{ code: 131050 }] }, { id: 'w2', status: 'delivered', recipient_id: '16505551234' }] }, { provider: 'whatsapp', outcome: 'opted_out' }],
		['SendGrid', [{ event: 'unsubscribe', sg_event_id: 'e1', sg_message_id: 'm' }, { event: 'delivered', email: 'jane@example.com', sg_event_id: 'e2', sg_message_id: 'm' }], { provider: 'sendgrid', outcome: 'opted_out' }],
		['Infobip', { results: [{ messageId: 'i1', status: { groupId: 5 }, error: { id: 603 } }, { messageId: 'i2', to: '41793026727', status: { groupId: 3 } }] }, { provider: 'infobip', outcome: 'opted_out' }],
		['Telnyx', [telnyx(['40300'], [{ status: 'delivery_failed' }]), telnyx([], [{ phone_number: '+15551230000', status: 'delivered' }])], { provider: 'telnyx', outcome: 'opted_out' }],
		['Telnyx without a list of recipients', [telnyx(['40300'], []), telnyx([], [{ phone_number: '+15551230000', status: 'delivered' }])], { provider: 'telnyx', outcome: 'opted_out' }],
		['Mailjet', [{ event: 'unsub', MessageID: 1, mj_contact_id: 2 }, { event: 'sent', email: 'jane@example.com', MessageID: 2 }], { provider: 'mailjet', outcome: 'opted_out' }],
		['Brevo', [{ event: 'unsubscribed', 'message-id': '1', ts_event: 1520363423 }, { event: 'delivered', email: 'jane@example.com', 'message-id': '2' }], { provider: 'brevo', outcome: 'opted_out' }],
	])('of %s', (_name, payload, lost) => {
		const reports = classifyDeliveries(payload);
		expect(reports).toMatchObject([lost, known]);
		expect(reports.map(({ address }) => address === undefined)).toEqual([true, false]);
	});

	it.each<[string, unknown, string]>([
		['Twilio', { MessageSid: 'SM1', MessageStatus: 'failed', ErrorCode: '21610' }, 'opted_out'],
		['a Twilio event', { type: 'com.twilio.messaging.message.failed', data: { messageSid: 'SM1', errorCode: 21610 } }, 'opted_out'],
		['a Twilio message', { sid: 'SM1', status: 'failed', direction: 'outbound-api', error_code: 21610 }, 'opted_out'],
		['Vonage', { messageId: 'v', status: 'failed', 'err-code': '9' }, 'opted_out'],
		['Sinch', { type: 'recipient_delivery_report_sms', batch_id: 's', status: 'Failed', code: 404 }, 'temporary'],
		['a batch of Sinch', { type: 'delivery_report_sms', batch_id: 's', statuses: [{ code: 404, status: 'Failed', count: 1 }] }, 'temporary'],
		['MessageBird', { id: 'm', originator: 'Acme', status: 'delivery_failed', statusDatetime: '2017-09-01T10:00:05+00:00', statusReason: 'opted out' }, 'opted_out'],
		['the log of SNS', { notification: { messageId: 'a' }, delivery: { providerResponse: 'Phone number is opted out' }, status: 'FAILURE' }, 'opted_out'],
		['Plivo', { MessageUUID: 'p', Status: 'failed', ErrorCode: '200' }, 'opted_out'],
		['Mailgun', { signature: { token: 't' }, 'event-data': { event: 'unsubscribed', 'log-level': 'info', id: 'x' } }, 'opted_out'],
		['a Postmark subscription', { RecordType: 'SubscriptionChange', MessageID: 'x', SuppressSending: true, SuppressionReason: 'ManualSuppression' }, 'opted_out'],
		['Postmark', { RecordType: 'SpamComplaint', MessageID: 'x', ID: 42 }, 'permanent'],
		['SES', { eventType: 'Complaint', mail: { messageId: 'x' }, complaint: {} }, 'permanent'],
	])('of %s', (_name, payload, outcome) => {
		const [report] = classifyDeliveries(payload);
		expect(report).toMatchObject({ outcome });
		expect(report?.address).toBeUndefined();
	});
});

describe('an unsubscribe from one list', () => {
	const scopeOf = (payload: unknown) => [classifyDelivery(payload).outcome, classifyDelivery(payload).scope];

	it.each<[string, unknown]>([
		['group of SendGrid', { event: 'group_unsubscribe', email: 'jane@example.com', sg_event_id: 'e' }],
		['list of Mailjet', { event: 'unsub', email: 'jane@example.com', MessageID: 1, mj_list_id: 7 }],
		['list of Brevo', { event: 'unsubscribe', email: 'jane@example.com', ts_event: 1520363423, list_id: [3] }],
		['campaign of Brevo', { event: 'unsubscribe', email: 'jane@example.com', camp_id: 7 }],
	])('such as a %s stops marketing', (_what, payload) => expect(scopeOf(payload)).toEqual(['opted_out', 'marketing']));

	it.each<[string, unknown]>([
		['of SendGrid', { event: 'unsubscribe', email: 'jane@example.com', sg_event_id: 'e', asm_group_id: 3 }],
		['of Mailjet that names no list', { event: 'unsub', email: 'jane@example.com', MessageID: 1, mj_list_id: 0 }],
		['of Brevo from a single message', { event: 'unsubscribed', email: 'jane@example.com', 'message-id': 'x' }],
	])('is told from one of everything %s', (_what, payload) => expect(scopeOf(payload)).toEqual(['opted_out', undefined]));

	it('narrows nothing but an opt-out', () => {
		expect(scopeOf({ event: 'spam', email: 'jane@example.com', camp_id: 7, list_id: [3] })).toEqual(['permanent', undefined]);
	});
});

describe('the refusal of a request', () => {
	const words = (status: number, body: unknown) => `${status} - ${JSON.stringify(JSON.stringify(body))}`;
	const link = (code: string) => ({ code, title: 'x', meta: { url: `https://developers.telnyx.com/docs/overview/errors/${code}` } });

	it('is read with all its errors', () => {
		expect(classifyDelivery({ error: { message: 'x', cause: { message: words(409, { errors: [link('40008'), link('40300')] }) } } })).toMatchObject({ provider: 'telnyx', outcome: 'opted_out', code: '40300' });
		expect(classifyDelivery({ errors: [link('40008'), link('40300')] })).toMatchObject({ provider: 'telnyx', outcome: 'opted_out', code: '40300' });
	});

	it.each<[string, unknown, string]>([
		['the title of Telnyx', 'Blocked due to STOP message', 'telnyx'],
		['the sentence of Meta', '(#131050) Unable to deliver the message', 'whatsapp'],
		['the sentence of AWS', 'Destination phone number is opted out', 'aws'],
		['the exception of SNS', 'OptedOutException: no', 'aws'],
		['the error of an AWS library', { message: 'Conflict Occurred - Reason="DESTINATION_PHONE_NUMBER_OPTED_OUT"' }, 'aws'],
	])('is an opt-out with %s', (_what, error, provider) => {
		expect(classifyDelivery({ phone: '+15551230000', error })).toMatchObject({ provider, outcome: 'opted_out', address: '+15551230000', addressGuessed: true });
	});

	it.each<[string, unknown]>([
		['another service with a code of the same form', words(400, { errors: [{ code: '40300', title: 'No' }] })],
		['the Graph API for something else', words(400, { error: { message: '(#100) Invalid parameter', code: 100, fbtrace_id: 'A' } })],
		['AWS for another reason', words(400, { __type: 'ConflictException', Reason: 'LAST_PHONE_NUMBER' })],
	])('by %s is unknown', (_what, error) => expect(classifyDelivery({ phone: '+15551230000', error })).toEqual({ outcome: 'unknown' }));

	it('of an incoming message of old form is none', () => {
		expect(classifyDeliveries({ SmsSid: 'SM1', SmsStatus: 'received', From: '+15551230000', To: '+15559870000', Body: 'STOP' })).toEqual([]);
	});
});
