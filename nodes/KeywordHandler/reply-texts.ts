import type { INodeProperties } from 'n8n-workflow';
import type { AnsweredReply } from '../../lib/model/answer';

/** The texts that may be answered. */
export type ReplyTexts = Record<AnsweredReply, string>;

const optOutText = {
	displayName: 'Opt-Out Confirmation',
	name: 'optOutText',
	type: 'string',
	default: 'You are unsubscribed and will get no more messages. Reply START to rejoin.',
	description: 'The one text that may follow an opt-out. It must not advertise, and is given once for each opt-out.',
} as const satisfies INodeProperties;

const optInText = {
	displayName: 'Opt-In Confirmation',
	name: 'optInText',
	type: 'string',
	default: 'You are subscribed. Reply HELP for help, STOP to cancel.',
} as const satisfies INodeProperties;

const helpText = {
	displayName: 'Help Text',
	name: 'helpText',
	type: 'string',
	default: 'Reply STOP to unsubscribe. Msg & data rates may apply.',
} as const satisfies INodeProperties;

export const replyTextFields: readonly INodeProperties[] = [optOutText, optInText, helpText];

/** What is answered where the node says nothing else: n8n leaves out options that were not added. */
export const DEFAULT_TEXTS: Readonly<ReplyTexts> = { opt_out: optOutText.default, opt_in: optInText.default, help: helpText.default };
