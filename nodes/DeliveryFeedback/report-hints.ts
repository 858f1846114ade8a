import type { INodeExecutionData } from 'n8n-workflow';
import type { Batch } from '../../lib/n8n/batch';
import type { RecordedEvent } from './record-reports';

/** What n8n writes in the place of a provider's own words, by the status of the answer (its `NodeApiError`). Nothing else is left of the code then. */
const GENERAL_WORDS: ReadonlySet<unknown> = new Set([
	'Your request is invalid or could not be processed by the service',
	'Bad request - please check your parameters',
	'Authorization failed - please check your credentials',
	'Payment required - perhaps check your payment details?',
	'Forbidden - perhaps check your credentials?',
	'The resource you are requesting could not be found',
	'Method not allowed - please check you are using the right HTTP method',
	'The service is receiving too many requests from you',
	'The service failed to process your request',
	'The service was not able to process your request',
	'Bad gateway - the service failed to handle your request',
	'Service unavailable - try again later or consider setting this node to retry automatically (in the node settings)',
	'Gateway timed out - perhaps try again later?',
]);
const MOST_NAMED = 10;

/** Tells on the node, once for the run, which reports were of no use, so that none is lost silently. */
export function showReportHints(batch: Batch, recorded: readonly RecordedEvent[]): void {
	for (const message of [unlistedCodes(recorded), lostCodes(batch, recorded)]) {
		if (message !== undefined) batch.context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
	}
}

function unlistedCodes(recorded: readonly RecordedEvent[]): string | undefined {
	const counts = new Map<string, number>();
	let total = 0;
	for (const { event: { report } } of recorded) {
		if (report.unlisted !== true) continue;
		const name = `${report.provider} ${report.code ?? 'without a plain code'}`;
		counts.set(name, (counts.get(name) ?? 0) + 1);
		total += 1;
	}
	if (total === 0) return undefined;
	const named = [...counts].slice(0, MOST_NAMED).map(([name, count]) => `${name} (${count})`);
	const others = counts.size - named.length;
	return `${total} reports with codes not known here, which changed nothing: ${named.join(', ')}${others > 0 ? ` and ${others} other codes` : ''}. Look them up at the provider.`;
}

/** The text of an error where n8n has kept no more than its general words. */
function lostCodes({ items }: Batch, recorded: readonly RecordedEvent[]): string | undefined {
	const lost = recorded.filter(({ event: { item, report } }) => report.provider === undefined && hasGeneralWordsOnly(items[item])).length;
	if (lost === 0) return undefined;
	return `${lost} items hold only n8n's general words for a failed request, such as "Bad request - please check your parameters": the node before has dropped the provider's code, as n8n's Twilio node does. Send with the HTTP Request node instead, which keeps it.`;
}

function hasGeneralWordsOnly(item: INodeExecutionData | undefined): boolean {
	const own: unknown = item?.json.error;
	return [item?.error?.message, own, typeof own === 'object' && own !== null ? (own as { message?: unknown }).message : undefined].some((words) => GENERAL_WORDS.has(words));
}
