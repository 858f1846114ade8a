import { KEYWORD_PACK } from '../packs/keywords';

export { classifyReply, LONGEST_REPLY, type ClassifyOptions } from './classify-reply';
export { MATCHED_BY, type ClassifiedReply, type MatchedBy } from './classified-reply';
export type { BrandKeywords } from './reply-language';

/** Languages whose keywords are known, BCP 47. */
export const REPLY_LANGUAGES: string[] = [...new Set(KEYWORD_PACK.rows.map((row) => row.language))];
export const KEYWORD_PACK_VERSION = KEYWORD_PACK.version;
