import { addFooter, readFooterLanguage, type FooterInput, type FooterResult } from '../../lib/footer';
import { CHANNELS, MESSAGE_CLASSES } from '../../lib/model/channel';
import type { JsonObject } from '../../lib/model/json';
import type { Batch } from '../../lib/n8n/batch';
import { whereaboutsReader } from '../../lib/n8n/fields/place-fields';
import { readTargets, type Target } from '../../lib/n8n/fields/target';
import { rawParameter } from '../../lib/n8n/parameter-reader';
import { resultField } from '../../lib/n8n/result';
import type { ItemHandler } from '../../lib/n8n/run-items';
import { routeReader } from './opt-out-route';

export const FOOTER_OUTPUTS = ['Ready', 'Not Ready'] as const;

/** What keeps a message from being sent: it has no text, no way to opt out, or not what its destination asks for. */
const NOT_READY: ReadonlySet<FooterResult['skipped']> = new Set(['TEXT_MISSING', 'ROUTE_INVALID', 'LABEL_INCOMPLETE', 'DESTINATION_UNKNOWN'] as const);

/** What the result has only where it applies, in the order in which an item shows it. */
const DETAILS = ['pack', 'packVersion', 'rows', 'skipped', 'missing', 'language', 'route', 'label', 'senderId', 'subjectLabel', 'warnings'] as const satisfies ReadonlyArray<keyof FooterResult>;

export const optOutFooter: ItemHandler<(typeof FOOTER_OUTPUTS)[number]> = {
	outputs: FOOTER_OUTPUTS,
	failTo: 'Not Ready',
	handle: async (batch) => {
		const read = footerInput(batch);
		const targets = readTargets(batch);
		const field = resultField(batch.context);
		return await Promise.resolve(
			batch.items.map(({ json }, index) => {
				const input = read(index, targets[index]);
				const result = input === undefined ? undefined : addFooter(input);
				const isReady = result !== undefined && !NOT_READY.has(result.skipped);
				const presented = present(result, input);
				// The result joins what an earlier gate has left there.
				const earlier = json[field];
				return { output: isReady ? 'Ready' : 'Not Ready', gains: { [field]: isObject(earlier) ? { ...earlier, ...presented } : presented } };
			}),
		);
	},
};

function present(result: FooterResult | undefined, input: FooterInput | undefined): JsonObject {
	if (result === undefined) return { text: '', footer: { skipped: 'MESSAGE_INVALID' } };
	const { text, sms, senderAdded, optOutAdded } = result;
	const footer: JsonObject = { senderAdded, optOutAdded };
	for (const name of DETAILS) if (result[name] !== undefined) footer[name] = result[name];
	if (result.skipped === 'DESTINATION_UNKNOWN' && input?.placeFault !== undefined) footer.fault = input.placeFault;
	return { text, footer, sms: { before: { ...sms.before }, after: { ...sms.after } } };
}

/** Prepares the settings; the input of an item is `undefined` when its channel or class is none. */
function footerInput(batch: Batch): (index: number, target: Target | undefined) => FooterInput | undefined {
	const [text, senderName, language] = [batch.read('text'), batch.read('senderName', ''), batch.read('language', 'auto')];
	const [optOutText, unsolicited] = [batch.read('options.optOutText'), batch.read('options.unsolicited', false)];
	const [routeOf, placeOf] = [routeReader(batch), whereaboutsReader(batch)];
	const alsoFor = rawParameter(batch.context, 'options.alsoFor');
	const also = MESSAGE_CLASSES.filter((known) => Array.isArray(alsoFor) && alsoFor.includes(known));
	return (index, target) => {
		const channel = CHANNELS.find((known) => known === target?.channel);
		const messageClass = MESSAGE_CLASSES.find((known) => known === target?.messageClass);
		if (target === undefined || channel === undefined || messageClass === undefined) return undefined;
		const { codes, fault } = placeOf(index, target, undefined).jurisdiction;
		return {
			text: text(index),
			channel,
			messageClass,
			language: readFooterLanguage(language(index)),
			optOut: routeOf(index),
			alsoFor: also,
			jurisdictions: codes,
			placeFault: fault,
			// What is neither yes nor no may mean that nobody asked: a label too many is a blemish, a missing one a violation.
			unsolicited: unsolicited(index) !== false,
			senderName: wordsOf(senderName(index)),
			sender: wordsOf(target.sender)?.trim(),
			optOutText: wordsOf(optOutText(index))?.trim(),
		};
	};
}

function wordsOf(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
