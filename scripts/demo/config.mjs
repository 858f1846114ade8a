import { join } from 'node:path';
import { E2E_USER_FOLDER, EXAMPLES, TEMPLATES, USER_FOLDER } from '../local-n8n/paths.mjs';

const template = (name, id, webhook) => ({ file: join(TEMPLATES, `${name}.json`), id, webhook });

/** What the demo and the end-to-end tests run: the templates, their webhooks where they have one, and the names of their nodes. */
export const DEMO = {
	contacts: join(EXAMPLES, 'contacts.csv'),
	port: 5678,
	userFolder: USER_FOLDER,
	e2eUserFolder: E2E_USER_FOLDER,
	templates: {
		importContacts: template('import-contacts', 'complianceImport', 'compliance-demo-import'),
		campaign: template('campaign-journey', 'complianceCampaign', 'compliance-demo-campaign'),
		reply: template('reply-journey', 'complianceReplies', 'compliance-demo-reply'),
		delivery: template('delivery-reports', 'complianceDelivery', 'compliance-demo-delivery'),
		crm: template('opt-outs-to-crm', 'complianceCrm'),
		leave: template('leave-all-journeys', 'complianceLeave'),
		unclear: template('unclear-replies', 'complianceUnclear'),
	},
	nodes: {
		byHand: 'Run by hand',
		file: 'Read contacts.csv',
		importReport: 'Import report',
		quietHours: 'Quiet hours for SMS',
		everybody: 'Everybody',
		left: 'Leaves the journey',
		readReply: 'Read the reply',
		answer: 'Answer (stand-in)',
		feedback: 'What became of it',
		crm: 'Update the CRM (stand-in)',
		removed: 'Remove from all journeys (stand-in)',
		task: 'Open a task (stand-in)',
		decided: 'Record the decision',
	},
	/** Our own number, to which the replies are sent. */
	sender: '+12025550100',
};

/** The steps of the campaign: where an item holds the step's last verdict, and what the stand-in sender records. */
export const STEPS = [
	{ step: 'sms', title: 'SMS', verdict: 'sms', sentTo: 'would_send_sms_to', sentText: 'would_send_sms_text' },
	{ step: 'email', title: 'Email', verdict: 'email_check', sentTo: 'would_send_email_to', sentText: 'would_send_email_text' },
];

/**
 * Replies as a provider posts them. `from` says whose: somebody the first campaign reached or held, or somebody on
 * record as opted out. `again` has the same person write a new message, `redelivered` is the same message once more.
 */
export const REPLIES = [
	{ from: 'reached', body: 'STOP' },
	{ from: 'redelivered', body: 'STOP' },
	{ from: 'again', body: 'Stop!!' },
	{ from: 'reached', body: 'stop please' },
	{ from: 'optedOut', body: 'START' },
	{ from: 'reached', body: 'HELP' },
	{ from: 'reached', body: 'Do you open on Sundays?' },
	{ from: 'reached', body: 'Liked “Acme: Hi, 20% off everything until Sunday: https://example.com/sale Reply STOP to opt out.”' },
	{ from: 'reached', body: 'Alto' },
	{ from: 'reached', body: 'ARRÊT' },
];
