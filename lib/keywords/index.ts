import { KEYWORD_PACK } from '../packs/keywords';

export { classifyReply, LONGEST_REPLY, type ClassifyOptions } from './classify-reply';
export { MATCHED_BY, type ClassifiedReply, type MatchedBy } from './classified-reply';
export type { BrandKeywords } from './reply-language';

const PROMPTED: ReadonlySet<string> = new Set(KEYWORD_PACK.use.prompted);

/** Whether a keyword is an opt-in only as the answer to a question, as YES is. */
export function isAnswer(keyword: string | undefined): boolean {
	return keyword !== undefined && PROMPTED.has(keyword);
}

/** Languages whose keywords are known, BCP 47. */
export const REPLY_LANGUAGES: string[] = [...new Set(KEYWORD_PACK.rows.map((row) => row.language))];
export const KEYWORD_PACK_VERSION = KEYWORD_PACK.version;
