import { KEYWORD_PACK } from '../packs/keywords';
import { keyOf } from './compile-pattern';

export { classifyReply, LONGEST_REPLY, type ClassifyOptions } from './classify-reply';
export { MATCHED_BY, type ClassifiedReply, type MatchedBy } from './classified-reply';
export type { BrandKeywords } from './reply-language';

const PROMPTED: ReadonlySet<string> = new Set(KEYWORD_PACK.use.prompted.map(keyOf));

/** Whether a keyword is an opt-in only as the answer to a question, as YES is. */
export function isAnswer(keyword: string | undefined): boolean {
	return keyword !== undefined && PROMPTED.has(keyOf(keyword));
}

const rowsOf = new Map<string, string[]>();
for (const { id, keyword, sentTo } of KEYWORD_PACK.rows) {
	if (sentTo !== undefined) continue;
	const key = keyOf(keyword);
	rowsOf.set(key, [...(rowsOf.get(key) ?? []), id]);
}

/** Ids of the rows of the pack that have a keyword, in any spelling; none for a keyword of the brand's own. */
export function keywordRows(keyword: string): readonly string[] {
	return rowsOf.get(keyOf(keyword)) ?? [];
}

/** Languages whose keywords are known, BCP 47. */
export const REPLY_LANGUAGES: string[] = [...new Set(KEYWORD_PACK.rows.map((row) => row.language))];
export const KEYWORD_PACK_VERSION = KEYWORD_PACK.version;
