import { KEYWORD_USE } from './keyword-use';
import type { KeywordUse } from './keyword-use';
import type { KeywordRow } from './keyword-row';
import type { PhrasePack } from './phrase-pack';
import { PHRASE_PACKS } from './phrases';
import { KEYWORD_ROWS } from './rows';

/** All keywords and phrases that replies are understood by. A language may have keywords without phrases. */
export interface KeywordPack {
	/** The day on which its rows were put together, such as `2026.11.21`. */
	version: string;
	rows: readonly KeywordRow[];
	phrases: readonly PhrasePack[];
	use: KeywordUse;
}

/** The pack that ships. Loading it fails if a row lacks a source, its date, its confidence or whether it was verified. */
export const KEYWORD_PACK: KeywordPack = { version: '2026.11.22', rows: KEYWORD_ROWS, phrases: PHRASE_PACKS, use: KEYWORD_USE };
