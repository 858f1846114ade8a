import { KEYWORD_PACK_VERSION, REPLY_LANGUAGES, type ClassifyOptions } from '../../lib/keywords';
import { ComplianceError } from '../../lib/model/errors';
import { isAbsent } from '../../lib/model/is-absent';
import type { Batch } from '../../lib/n8n/batch';
import { readChoice } from '../../lib/n8n/choice';
import type { NodeSettings } from '../../lib/n8n/node-policy';
import { rawParameter } from '../../lib/n8n/parameter-reader';
import { DEFAULT_TEXTS, type ReplyTexts } from './reply-texts';

/** What the node's settings say. */
export interface ReplySettings {
	/** What the node decides in the place of the brand's policy. */
	policy: NodeSettings;
	classify: Pick<ClassifyOptions, 'languages' | 'keywords'>;
	/** Texts we sent that the reply may quote. Equal texts are given as the same list, which the classifier remembers. */
	ownMessages: (itemIndex: number) => string[] | undefined;
	replyTexts: (itemIndex: number) => ReplyTexts;
	/** Whether the provider answers STOP, START and HELP by itself. */
	providerConfirms: (itemIndex: number) => boolean;
	wordingVersion: (itemIndex: number) => string | undefined;
	packVersion: string;
}

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
	const providerConfirms = batch.read('options.providerConfirms', false);
	return {
		policy: policySettings(batch),
		classify: { languages: languagesOf(option('languages')), keywords: { ...(optOut && { optOut }), ...(optIn && { optIn }) } },
		ownMessages: (itemIndex) => known(ownMessage(itemIndex)),
		replyTexts: (itemIndex) => {
			const name = sender(itemIndex);
			const signed = (text: string): string => (name === undefined ? text : `${name}: ${text}`);
			return {
				opt_out: signed(optOutText(itemIndex) ?? DEFAULT_TEXTS.opt_out),
				opt_in: signed(optInText(itemIndex) ?? DEFAULT_TEXTS.opt_in),
				help: signed(helpText(itemIndex) ?? DEFAULT_TEXTS.help),
			};
		},
		providerConfirms: (itemIndex) => isOn(providerConfirms(itemIndex)),
		wordingVersion: textReader('wordingVersion'),
		packVersion: KEYWORD_PACK_VERSION,
	};
}

function policySettings({ context }: Batch): NodeSettings {
	const scope = readChoice(context, 'options.scope', 'Scope of STOP', ['policy', 'channel', 'marketing']);
	const stopAll = readChoice(context, 'options.stopAll', 'Scope of STOP ALL', ['policy', 'every_channel', 'same_channel']);
	const optOut = { ...(scope !== 'policy' && { scope }), ...(stopAll !== 'policy' && { stopAll }) };
	return Object.keys(optOut).length > 0 ? { optOut } : {};
}

/** In doubt the provider confirms, and nothing is sent twice. */
function isOn(value: unknown): boolean {
	return value !== false && value !== 'false' && !isAbsent(value);
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
