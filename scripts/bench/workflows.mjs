const PACKAGE = 'n8n-nodes-messaging-compliance';

function workflow(id, nodes, links) {
	const connections = {};
	for (const [from, to, output = 0, input = 0] of links) {
		const main = (connections[from] ??= { main: [] }).main;
		while (main.length <= output) main.push([]);
		main[output].push({ node: to, type: 'main', index: input });
	}
	return {
		id,
		name: id,
		nodes: nodes.map((node, index) => ({ id: `${id}-${index}`, position: [index * 220, 0], typeVersion: 1, parameters: {}, ...node })),
		connections,
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none' },
	};
}

function source(path, file) {
	return [
		{ name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2.1, webhookId: path, parameters: { httpMethod: 'POST', path, options: {} } },
		{ name: 'File', type: 'n8n-nodes-base.readWriteFile', typeVersion: 1.1, parameters: { fileSelector: file, options: {} } },
		{ name: 'Contacts', type: 'n8n-nodes-base.extractFromFile', typeVersion: 1.1, parameters: { options: {} } },
	];
}
const SOURCE_LINKS = [['Start', 'File'], ['File', 'Contacts']];
const COUNTRY = { defaultCountry: '={{ $json.country }}' };

/** Four gates and the footer in a row; the gates are wired so that every contact passes all of them. */
export function nodesWorkflow(id, file, evaluateAt) {
	const gate = (name, type, parameters = {}) => ({ name, type: `${PACKAGE}.${type}`, parameters: { channel: 'sms', messageClass: 'marketing', address: '={{ $json.phone }}', options: { ...COUNTRY, evaluateAt }, ...parameters } });
	return workflow(
		id,
		[
			...source(id, file),
			gate('Consent Check', 'consentCheck', { factsFrom: 'store' }),
			gate('DND Gate', 'dndGate', { direction: 'outgoing' }),
			gate('Quiet Hours Window', 'quietHoursWindow', { mode: 'route', timeZone: '={{ $json.time_zone }}' }),
			{ name: 'Opt-Out Footer', type: `${PACKAGE}.optOutFooter`, parameters: { channel: 'sms', messageClass: 'marketing', text: '={{ $json.text }}', senderName: 'Acme', language: 'en', route: 'reply', keyword: 'STOP', address: '={{ $json.phone }}', options: COUNTRY } },
		],
		[
			...SOURCE_LINKS,
			['Contacts', 'Consent Check'],
			['Contacts', 'DND Gate'],
			['Contacts', 'Quiet Hours Window'],
			['Contacts', 'Opt-Out Footer'],
		],
	);
}

export function repliesWorkflow(id, file) {
	return workflow(
		id,
		[...source(id, file), { name: 'Keyword Handler', type: `${PACKAGE}.keywordHandler`, parameters: { readFrom: 'auto', options: COUNTRY } }],
		[...SOURCE_LINKS, ['Contacts', 'Keyword Handler']],
	);
}

/** Status and zone, consent and DND, local hours and the footer by hand, for contacts that the Merge has joined. */
const BY_HAND = `
const at = new Date(__AT__);
return $input.all().map((item) => {
	const { status, dnd, zone, text } = item.json;
	const hour = Number(new Intl.DateTimeFormat('en-US', { timeZone: zone ?? 'America/New_York', hour: 'numeric', hourCycle: 'h23' }).format(at));
	const verdict = status !== 'granted' || dnd ? 'suppress' : hour >= 9 && hour < 20 ? 'send' : 'hold';
	return { json: { ...item.json, verdict, text: 'Acme: ' + text + ' Reply STOP to opt out' } };
});`;

/**
 * The workflow that an expert builds without this package: one look-up for all contacts, a Merge, a Code node.
 *
 * @param lookUp `{ query, credentials }` of a Postgres node, or `{ code }` of a Code node where there is no PostgreSQL.
 */
export function byHandWorkflow(id, file, evaluateAt, lookUp) {
	const facts = lookUp.code
		? { name: 'Look-up', type: 'n8n-nodes-base.code', typeVersion: 2, executeOnce: true, parameters: { jsCode: lookUp.code } }
		: { name: 'Look-up', type: 'n8n-nodes-base.postgres', typeVersion: 2.6, executeOnce: true, parameters: { operation: 'executeQuery', query: lookUp.query, options: {} }, credentials: lookUp.credentials };
	return workflow(
		id,
		[
			...source(id, file),
			facts,
			{ name: 'Merge', type: 'n8n-nodes-base.merge', typeVersion: 3.2, parameters: { mode: 'combine', fieldsToMatchString: 'id', joinMode: 'keepEverything', options: {} } },
			{ name: 'Code', type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode: BY_HAND.replace('__AT__', JSON.stringify(evaluateAt)) } },
		],
		[...SOURCE_LINKS, ['Contacts', 'Look-up'], ['Contacts', 'Merge', 0, 0], ['Look-up', 'Merge', 0, 1], ['Merge', 'Code']],
	);
}
