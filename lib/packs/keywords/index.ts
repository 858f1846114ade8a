import { z } from 'zod/v4';
import { keywordRowSchema } from './keyword-row';
import { KEYWORD_USE } from './keyword-use';
import type { KeywordUse } from './keyword-use';
import type { KeywordRow } from './keyword-row';
import type { PhrasePack } from './phrase-pack';
import { ENGLISH } from './phrases/en';
import { SPANISH } from './phrases/es';
import { FRENCH } from './phrases/fr';
import englishRows from './rows/en.json';
import spanishRows from './rows/es.json';
import frenchRows from './rows/fr.json';
import simplifiedChineseRows from './rows/zh-Hans.json';

/** All keywords and phrases that replies are understood by. A language may have keywords without phrases. */
export interface KeywordPack {
	version: string;
	rows: readonly KeywordRow[];
	phrases: readonly PhrasePack[];
	use: KeywordUse;
}

/** The pack that ships. Loading it fails if a row lacks a source, its confidence or whether it was verified. */
export const KEYWORD_PACK: KeywordPack = {
	version: '1.0.0',
	rows: z.array(keywordRowSchema).parse([englishRows, spanishRows, frenchRows, simplifiedChineseRows].flat()),
	phrases: [ENGLISH, SPANISH, FRENCH],
	use: KEYWORD_USE,
};
