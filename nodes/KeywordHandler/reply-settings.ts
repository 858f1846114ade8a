import { KEYWORD_PACK_VERSION, REPLY_LANGUAGES, type ClassifyOptions } from '../../lib/keywords';
import { ComplianceError } from '../../lib/model/errors';
import type { OptOutScope } from '../../lib/registry';
import type { Batch } from '../../lib/n8n/batch';
import { readChoice } from '../../lib/n8n/choice';
import { rawParameter } from '../../lib/n8n/parameter-reader';

/** The texts that may be answered. */
export interface ReplyTexts {
	optOut: string;
	optIn: string;
	help: string;
}

/** What the node's settings say. */
export interface ReplySettings {
	scope: OptOutScope;
	classify: Pick<ClassifyOptions, 'languages' | 'keywords'>;
	/** Texts we sent that the reply may quote. Equal texts are given as the same list, which the classifier remembers. */
	ownMessages: (itemIndex: number) => string[] | undefined;
	replyTexts: (itemIndex: number) => ReplyTexts;
	wordingVersion: (itemIndex: number) => string | undefined;
	packVersion: string;
}

const TEXTS: ReplyTexts = {
	optOut: 'You are unsubscribed and will get no more messages. Reply START to rejoin.',
	optIn: 'You are subscribed. Reply HELP for help, STOP to cancel.',
	help: 'Reply STOP to unsubscribe. Msg & data rates may apply.',
};

/**
 * @throws ComplianceError `KEYWORDS_EMPTY` for a list of languages or keywords that holds none, `CONFIG_INVALID` for an unknown scope
 */
export function readReplySettings(batch: Batch): ReplySettings {
	const option = (name: string): unknown => rawParameter(batch.context, `options.${name}`);
	const textReader = (name: string): ((itemIndex: number) => string | undefined) => {
		const read = batch.read(`options.${name}`);
		return (itemIndex) => textOf(read(itemIndex));
	};
	const ownMessage = textReader('ownMessage');
	const known = listOnce();
	const optOut = keywordList(option('optOutKeywords'), 'More Opt-Out Keywords');
	const optIn = keywordList(option('optInKeywords'), 'More Opt-In Keywords');
	const [sender, optOutText, optInText, helpText] = [textReader('senderName'), textReader('optOutText'), textReader('optInText'), textReader('helpText')];
	return {
		scope: readChoice(batch.context, 'options.scope', 'Scope of STOP', ['channel', 'marketing']),
		classify: { languages: languagesOf(option('languages')), keywords: { ...(optOut && { optOut }), ...(optIn && { optIn }) } },
		ownMessages: (itemIndex) => known(ownMessage(itemIndex)),
		replyTexts: (itemIndex) => {
			const name = sender(itemIndex);
			const signed = (text: string): string => (name === undefined ? text : `${name}: ${text}`);
			return {
				optOut: signed(optOutText(itemIndex) ?? TEXTS.optOut),
				optIn: signed(optInText(itemIndex) ?? TEXTS.optIn),
				help: signed(helpText(itemIndex) ?? TEXTS.help),
			};
		},
		wordingVersion: textReader('wordingVersion'),
		packVersion: KEYWORD_PACK_VERSION,
	};
}

function listOnce(): (text: string | undefined) => string[] | undefined {
	let last: string[] | undefined;
	return (text) => {
		if (text !== last?.[0]) last = text === undefined ? undefined : [text];
		return last;
	};
}

function languagesOf(value: unknown): string[] {
	if (value === undefined) return REPLY_LANGUAGES;
	if (Array.isArray(value) && value.length > 0) return value.map(String);
	throw new ComplianceError('KEYWORDS_EMPTY', 'No language is chosen, so no reply could be understood.', 'Choose at least one language under Options > Languages.');
}

/** A list with a word that could never be found is refused: whoever set it counts on it. */
function keywordList(value: unknown, label: string): string[] | undefined {
	if (value === undefined) return undefined;
	const text = typeof value === 'string' && !value.startsWith('=') ? value : '';
	const words = text.split(',').map((word) => word.trim()).filter((word) => word !== '');
	if (words.length > 0 && words.every((word) => /[\p{L}\p{N}]/u.test(word))) return words;
	throw new ComplianceError('KEYWORDS_EMPTY', `"${label}" is set but does not hold keywords.`, 'Write words with letters or digits, separated by commas and not as an expression, or remove the option.');
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
