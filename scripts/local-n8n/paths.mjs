import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything that running a local n8n leaves behind; git ignores it. */
export const LOCAL = join(REPOSITORY, '.n8n-local');

/** The user folder of the demo: database, keys and installed community packages. */
export const USER_FOLDER = join(LOCAL, 'user');

/** The user folder of the end-to-end tests. */
export const E2E_USER_FOLDER = join(LOCAL, 'e2e-user');

export const EXAMPLES = join(REPOSITORY, 'examples');
export const TEMPLATES = join(REPOSITORY, 'templates');
