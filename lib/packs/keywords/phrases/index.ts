import type { PhrasePack } from '../phrase-pack';
import { COURTESY_PACKS } from './courtesy';
import { GERMAN } from './de';
import { ENGLISH } from './en';
import { SPANISH } from './es';
import { FRENCH } from './fr';
import { ITALIAN } from './it';
import { DUTCH } from './nl';
import { PORTUGUESE } from './pt';

export const PHRASE_PACKS: readonly PhrasePack[] = [ENGLISH, SPANISH, FRENCH, GERMAN, PORTUGUESE, ITALIAN, DUTCH, ...COURTESY_PACKS];
