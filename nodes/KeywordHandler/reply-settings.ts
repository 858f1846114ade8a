import { KEYWORD_PACK_VERSION, REPLY_LANGUAGES, type ClassifyOptions } from '../../lib/keywords';
import { ComplianceError } from '../../lib/model/errors';
import type { OptOutScope } from '../../lib/registry';
import type { Batch } from '../../lib/n8n/batch';
import { rawParameter } from '../../lib/n8n/parameter-reader';

/** What the node's settings say, the same for every reply of a run. */
export interface ReplySettings {
	scope: OptOutScope;
	classify: Pick<ClassifyOptions, 'languages' | 'keywords'>;
	/** Texts we sent that the reply may quote. Equal texts are given as the same list, which the classifier remembers. */
	ownMessages: (itemIndex: number) => string[] | undefined;
	replyTexts: { optOut: string; optIn: string; help: string };
	wordingVersion?: string;
	packVersion: string;
}

const TEXTS = {
	optOut: 'You are unsubscribed and will get no more messages. Reply START to rejoin.',
	optIn: 'You are subscribed. Reply HELP for help, STOP to cancel.',
	help: 'Reply STOP to unsubscribe. Msg & data rates may apply.',
};

/**
 * @throws ComplianceError `KEYWORDS_EMPTY` when a list of languages or keywords is there and empty
 */
export function readReplySettings(batch: Batch): ReplySettings {
	const option = (name: string): unknown => rawParameter(batch.context, `options.${name}`);
	const prefix = textOf(option('senderName'));
	const reply = (name: string, standard: string): string => {
		const text = textOf(option(name)) ?? standard;
		return prefix === undefined ? text : `${prefix}: ${text}`;
	};
	const ownMessage = batch.read('options.ownMessage');
	const known = listOnce();
	const wordingVersion = textOf(option('wordingVersion'));
	const optOut = keywordList(option('optOutKeywords'), 'More Opt-Out Keywords');
	const optIn = keywordList(option('optInKeywords'), 'More Opt-In Keywords');
	return {
		scope: option('scope') === 'marketing' ? 'marketing' : 'channel',
		classify: { languages: languagesOf(option('languages')), keywords: { ...(optOut && { optOut }), ...(optIn && { optIn }) } },
		ownMessages: (index) => known(textOf(ownMessage(index))),
		replyTexts: { optOut: reply('optOutText', TEXTS.optOut), optIn: reply('optInText', TEXTS.optIn), help: reply('helpText', TEXTS.help) },
		...(wordingVersion !== undefined && { wordingVersion }),
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

function keywordList(value: unknown, label: string): string[] | undefined {
	if (value === undefined) return undefined;
	const words = typeof value === 'string' ? value.split(',').map((word) => word.trim()).filter((word) => word !== '') : [];
	if (words.length > 0) return words;
	throw new ComplianceError('KEYWORDS_EMPTY', `"${label}" is set but holds no keyword.`, 'Write the words separated by commas, or remove the option.');
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
