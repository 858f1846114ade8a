import { addFooter, type FooterInput, type FooterResult, type OptOutRoute } from '../../lib/footer';
import { FOOTER_LANGUAGES } from '../../lib/packs/footers';
import { ComplianceError } from '../../lib/model/errors';
import { CHANNELS, MESSAGE_CLASSES } from '../../lib/model/channel';
import type { JsonObject } from '../../lib/model/json';
import type { Batch } from '../../lib/n8n/batch';
import { requireChoice } from '../../lib/n8n/choice';
import { isExpression, rawParameter } from '../../lib/n8n/parameter-reader';
import { resultField } from '../../lib/n8n/result';
import type { ItemHandler } from '../../lib/n8n/run-items';

export const FOOTER_OUTPUTS = ['Ready', 'Not Ready'] as const;

/** What keeps a message from being sent: without them it has no text, or no way to opt out. */
const NOT_READY: ReadonlySet<FooterResult['skipped']> = new Set(['TEXT_MISSING', 'ROUTE_INVALID'] as const);

export const optOutFooter: ItemHandler<(typeof FOOTER_OUTPUTS)[number]> = {
	outputs: FOOTER_OUTPUTS,
	failTo: 'Not Ready',
	handle: async (batch) => {
		const read = footerInput(batch);
		const field = resultField(batch.context);
		return await Promise.resolve(
			batch.items.map(({ json }, index) => {
				const input = read(index);
				const result = input === undefined ? undefined : addFooter(input);
				const isReady = result !== undefined && !NOT_READY.has(result.skipped);
				// The result joins what an earlier gate has left there.
				const earlier = isObject(json[field]) ? json[field] : {};
				return { output: isReady ? 'Ready' : 'Not Ready', gains: { [field]: { ...earlier, ...present(result) } } };
			}),
		);
	},
};

function present(result: FooterResult | undefined): JsonObject {
	if (result === undefined) return { text: '', footer: { skipped: 'MESSAGE_INVALID' } };
	const { text, senderAdded, optOutAdded, skipped, sms } = result;
	return {
		text,
		footer: { senderAdded, optOutAdded, ...(skipped !== undefined && { skipped }) },
		sms: { before: { ...sms.before }, after: { ...sms.after } },
	};
}

/** Prepares the settings; the input of an item is `undefined` when its channel or class is none. */
function footerInput(batch: Batch): (index: number) => FooterInput | undefined {
	const [channelOf, classOf] = [batch.read('channel', 'sms'), batch.read('messageClass', 'marketing')];
	const [text, sender, language] = [batch.read('text'), batch.read('senderName', ''), batch.read('language', 'en')];
	const route = routeReader(batch);
	const optOutText = batch.read('options.optOutText');
	const alsoFor = rawParameter(batch.context, 'options.alsoFor');
	const also = MESSAGE_CLASSES.filter((known) => Array.isArray(alsoFor) && alsoFor.includes(known));
	return (index) => {
		const channel = CHANNELS.find((known) => known === channelOf(index));
		const messageClass = MESSAGE_CLASSES.find((known) => known === classOf(index));
		const [name, chosen, own] = [sender(index), language(index), optOutText(index)];
		if (channel === undefined || messageClass === undefined) return undefined;
		return {
			text: text(index),
			channel,
			messageClass,
			language: FOOTER_LANGUAGES.find((known) => known === chosen) ?? 'en',
			optOut: route(index),
			alsoFor: also,
			...(typeof name === 'string' && name !== '' && { senderName: name }),
			...(typeof own === 'string' && own.trim() !== '' && { optOutText: own.trim() }),
		};
	};
}

/** What no contact can opt out by. */
const NO_ROUTE: OptOutRoute = { route: 'link', url: '' };

/** @throws ComplianceError `CONFIG_INVALID` for a fixed route that is none, or a short code without its number */
function routeReader(batch: Batch): (index: number) => OptOutRoute {
	const [routeOf, url, number, keyword] = [batch.read('route', 'reply'), batch.read('url', ''), batch.read('number', ''), batch.read('keyword', 'STOP')];
	const [fixedRoute, fixedNumber] = [rawParameter(batch.context, 'route') ?? 'reply', rawParameter(batch.context, 'number')];
	const known: Record<OptOutRoute['route'], (index: number) => OptOutRoute> = {
		reply: (index) => ({ route: 'reply', keyword: textOf(keyword(index)) }),
		link: (index) => ({ route: 'link', url: textOf(url(index)) }),
		short_code: (index) => ({ route: 'short_code', number: textOf(number(index)), keyword: textOf(keyword(index)) }),
	};
	requireChoice(batch.context, 'route', 'Opt-Out By', Object.keys(known));
	const reader = (route: unknown) => (typeof route === 'string' && Object.hasOwn(known, route) ? known[route as OptOutRoute['route']] : undefined);
	if (fixedRoute === 'short_code' && !isExpression(fixedNumber) && textOf(fixedNumber) === '') {
		throw new ComplianceError('CONFIG_INVALID', 'The number that takes the STOP is not set.', 'Fill in Number, or choose another way to opt out.');
	}
	return (index) => reader(routeOf(index))?.(index) ?? NO_ROUTE;
}

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
