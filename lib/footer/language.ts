import { FOOTER_LANGUAGES, type FooterLanguage } from '../packs/footers';

/** Tags that mean a language of ours under another name; Chinese is told apart by its script. */
const OTHER_NAMES: Readonly<Record<string, FooterLanguage>> = {
	iw: 'he', no: 'nb', nn: 'nb', zh: 'zh-Hans', 'zh-cn': 'zh-Hans', 'zh-sg': 'zh-Hans', 'zh-tw': 'zh-Hant', 'zh-hk': 'zh-Hant', 'zh-mo': 'zh-Hant',
};
const BY_TAG = new Map<string, FooterLanguage>([...FOOTER_LANGUAGES.map((language) => [language.toLowerCase(), language] as const), ...Object.entries(OTHER_NAMES)]);
const LONGEST_TAG = 35;
/** Stands for the language of the place. */
const NOT_FIXED = 'auto';

/**
 * The language of a footer that a tag asks for, however it is written: `fr-CA`, `pt_BR`, `zh-TW`. Never throws.
 *
 * @returns `undefined` for a language that has no wordings, and for anything else
 */
export function readFooterLanguage(tag: unknown): FooterLanguage | undefined {
	if (typeof tag !== 'string' || tag === NOT_FIXED || tag.length > LONGEST_TAG) return undefined;
	const parts = tag.trim().toLowerCase().replaceAll('_', '-').split('-');
	for (let length = parts.length; length > 0; length--) {
		const language = BY_TAG.get(parts.slice(0, length).join('-'));
		if (language !== undefined) return language;
	}
	return undefined;
}
