import { EXAMPLES } from './paths.mjs';
import { N8N_2 } from './releases.mjs';
import { environmentWithNode } from './runtime.mjs';

/** Keeps a local n8n on this machine, quiet, and away from n8n's own hosts. */
const QUIET = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: 'localhost',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_PAYLOAD_SIZE_MAX: '64',
	GENERIC_TIMEZONE: 'UTC',
};

/** Variables of the caller that would lead n8n to another database, queue or key. */
const FOREIGN = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_URL$|GENERIC_TIMEZONE$)/;

/**
 * The environment of one local n8n, the same for its server and its command line.
 *
 * @param ports free ports: `web` for the editor and webhooks, `broker` for n8n's task runners.
 * @param extra settings that win over all others.
 * @param release the one whose Node comes first in the path.
 */
export function settingsFor(userFolder, ports, extra = {}, release = N8N_2) {
	const own = Object.fromEntries(Object.entries(environmentWithNode(release)).filter(([name]) => !FOREIGN.test(name)));
	return {
		...own,
		...QUIET,
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(ports.web),
		N8N_RUNNERS_BROKER_PORT: String(ports.broker),
		N8N_EDITOR_BASE_URL: `http://localhost:${ports.web}/`,
		WEBHOOK_URL: `http://localhost:${ports.web}/`,
		N8N_RESTRICT_FILE_ACCESS_TO: EXAMPLES,
		...extra,
	};
}
