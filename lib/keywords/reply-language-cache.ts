import { ComplianceError } from '../model/errors';
import type { KeywordPack } from '../packs/keywords';
import type { BrandKeywords, ReplyLanguage } from './reply-language';
import { buildReplyLanguage } from './reply-language';

interface LanguageChoice {
	languages?: readonly string[];
	keywords?: BrandKeywords;
}

/** Matchers kept at once; a workflow uses one. */
const MOST_KEPT = 8;
const kept = new Map<string, ReplyLanguage>();
/** The list last asked for and its matcher, so that a run over many replies builds no key for each. */
let latest: { pack: KeywordPack; choice: LanguageChoice; built: ReplyLanguage } | undefined;
const BRAND_LISTS = ['optOut', 'optIn', 'help'] as const;

function chooseLanguages(pack: KeywordPack, wanted: unknown): string[] {
	const available = [...new Set(pack.rows.map((row) => row.language))];
	if (wanted === undefined || wanted === null) return available;
	if (!Array.isArray(wanted) || wanted.length === 0) {
		throw new ComplianceError('CONFIG_INVALID', 'No language of keywords is chosen.', 'Choose at least one language, or leave the setting out to use all.');
	}
	return wanted.map((name: unknown) => {
		const asked = String(name).toLowerCase();
		const found = available.find((language) => language.toLowerCase() === asked) ?? available.find((language) => language.toLowerCase() === asked.split('-')[0]);
		if (found === undefined) {
			throw new ComplianceError('CONFIG_INVALID', 'A language of keywords is not known.', `Choose from: ${available.join(', ')}.`);
		}
		return found;
	});
}

function checkBrandKeywords(keywords: BrandKeywords): BrandKeywords {
	if (typeof keywords !== 'object' || Array.isArray(keywords)) {
		throw new ComplianceError('CONFIG_INVALID', 'The additional keywords are not lists of words.', 'Give them as optOut, optIn and help, each a list of words.');
	}
	for (const name of BRAND_LISTS) {
		const list: unknown = keywords[name];
		if (list === undefined || (Array.isArray(list) && list.every((keyword) => typeof keyword === 'string'))) continue;
		throw new ComplianceError('CONFIG_INVALID', `The additional keywords (${name}) are not a list of words.`, 'Give each keyword as text.');
	}
	return keywords;
}

/**
 * The matcher for a choice of languages and additional keywords; built once for each choice.
 *
 * @throws ComplianceError `CONFIG_INVALID` for an unknown language or unreadable keywords.
 */
export function replyLanguageFor(pack: KeywordPack, choice: LanguageChoice): ReplyLanguage {
	const same = latest?.pack === pack && latest.choice.languages === choice.languages && latest.choice.keywords === choice.keywords;
	if (latest && same) return latest.built;

	const languages = chooseLanguages(pack, choice.languages);
	const keywords = checkBrandKeywords(choice.keywords ?? {});
	const key = JSON.stringify([pack.version, languages, BRAND_LISTS.map((name) => keywords[name] ?? [])]);
	const built = kept.get(key) ?? buildReplyLanguage(pack, languages, keywords);
	if (!kept.has(key) && kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
	kept.set(key, built);
	latest = { pack, choice: { languages: choice.languages, keywords: choice.keywords }, built };
	return built;
}
