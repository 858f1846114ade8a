import { join } from 'node:path';
import { E2E_USER_FOLDER, EXAMPLES, TEMPLATES, USER_FOLDER } from '../local-n8n/paths.mjs';

const template = (name, webhook) => ({ file: join(TEMPLATES, `${name}.json`), webhook });

/** What the demo and the end-to-end tests run: the templates, their webhooks, and the names of their steps. */
export const DEMO = {
	contacts: join(EXAMPLES, 'contacts.csv'),
	port: 5678,
	userFolder: USER_FOLDER,
	e2eUserFolder: E2E_USER_FOLDER,
	templates: {
		importContacts: template('import-contacts', 'compliance-demo-import'),
		campaign: template('campaign-journey', 'compliance-demo-campaign'),
		reply: template('reply-journey', 'compliance-demo-reply'),
	},
	/** Nodes of this package have types with this prefix; their items carry the verdict in `compliance`. */
	nodeTypePrefix: 'n8n-nodes-messaging-compliance.',
	/** The stand-in senders of the campaign, and the way out for contacts who may not be messaged at all. */
	senders: { sms: 'Send SMS', email: 'Send Email' },
	doNotDisturb: 'Do Not Disturb Everywhere',
	/** Our own number, to which the replies are sent. */
	sender: '+15555550100',
};

/**
 * Replies as a provider posts them. `from` says whose: somebody the first campaign would message, or somebody on
 * record as opted out. `repeat` has the same person write again.
 */
export const REPLIES = [
	{ from: 'reached', body: 'STOP' },
	{ from: 'reached', body: 'stop please' },
	{ from: 'repeat', body: 'STOP' },
	{ from: 'optedOut', body: 'START' },
	{ from: 'reached', body: 'HELP' },
	{ from: 'reached', body: 'Do you open on Sundays?' },
	{ from: 'reached', body: 'Liked “Spring sale this week. Reply STOP to opt out”' },
	{ from: 'reached', body: 'Alto' },
	{ from: 'reached', body: 'ARRÊT' },
];
