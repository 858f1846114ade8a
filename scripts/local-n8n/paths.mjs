import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The n8n release that the demo and the end-to-end tests run. */
export const N8N_VERSION = '2.41.1';

export const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything that running a local n8n leaves behind; git ignores it. */
export const LOCAL = join(REPOSITORY, '.n8n-local');

/** Where n8n itself is installed. Kept between runs. */
export const N8N_FOLDER = join(LOCAL, `n8n-${N8N_VERSION}`);

/** n8n's command line. */
export const N8N_BIN = join(N8N_FOLDER, 'node_modules', 'n8n', 'bin', 'n8n');

/** The user folder of the demo: database, keys and installed community packages. */
export const USER_FOLDER = join(LOCAL, 'user');

/** The user folder of the end-to-end tests. */
export const E2E_USER_FOLDER = join(LOCAL, 'e2e-user');

export const EXAMPLES = join(REPOSITORY, 'examples');
export const TEMPLATES = join(REPOSITORY, 'templates');
