import { FEED_KINDS } from './port';

/** For `kind IN (...)`. */
export const FEED_KINDS_IN_SQL = FEED_KINDS.map((kind) => `'${kind}'`).join(', ');
