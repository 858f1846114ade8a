import { keywordRowsSchema, type KeywordRow } from '../keyword-row';
import arabic from './ar.json';
import czech from './cs.json';
import danish from './da.json';
import german from './de.json';
import greek from './el.json';
import english from './en.json';
import spanish from './es.json';
import finnish from './fi.json';
import french from './fr.json';
import hebrew from './he.json';
import hindi from './hi.json';
import hungarian from './hu.json';
import indonesian from './id.json';
import italian from './it.json';
import japanese from './ja.json';
import korean from './ko.json';
import malay from './ms.json';
import norwegian from './nb.json';
import dutch from './nl.json';
import polish from './pl.json';
import portuguese from './pt.json';
import romanian from './ro.json';
import russian from './ru.json';
import swedish from './sv.json';
import thai from './th.json';
import tagalog from './tl.json';
import turkish from './tr.json';
import ukrainian from './uk.json';
import vietnamese from './vi.json';
import simplifiedChinese from './zh-Hans.json';
import traditionalChinese from './zh-Hant.json';

/** Where two languages write a keyword alike, the spelling and source of the earlier one are named; English comes first for that. */
const LISTS = [
	english, spanish, french,
	arabic, czech, danish, german, greek, finnish, hebrew, hindi, hungarian, indonesian, italian, japanese, korean, malay, norwegian, dutch, polish,
	portuguese, romanian, russian, swedish, thai, tagalog, turkish, ukrainian, vietnamese, simplifiedChinese, traditionalChinese,
];

/** Every keyword that ships. A row that lacks its date, confidence or state of verification does not load. */
export const KEYWORD_ROWS: readonly KeywordRow[] = keywordRowsSchema.parse(LISTS.flat());
