import { readPath, type Path } from '../read-path';
import type { ReportScope } from './delivery-shape';

/** Where n8n and queues put the payload they deliver: the payload itself, or a property of the item. */
const WRAPPERS: readonly Path[] = [[], ['body'], ['query'], ['body', 'body']];
/** SNS carries at most 256 KB, and no other provider sends a report as text. */
const LONGEST_TEXT = 1_000_000;
/** Far more events than a webhook can carry: only objects that hold one list many times over reach it. */
const MOST_EVENTS = 100_000;

/** What a text in JSON says; anything else as it is. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string' || value.length > LONGEST_TEXT || !/^\s*[[{]/.test(value)) return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return value;
	}
}

/** The report inside an envelope of Amazon SNS or EventBridge. */
function opened(value: unknown): unknown {
	if (typeof readPath(value, ['TopicArn']) === 'string') return parsed(readPath(value, ['Message']));
	if (typeof readPath(value, ['detail-type']) === 'string') return readPath(value, ['detail']);
	return value;
}

/** The reports a payload may be or hold: bare, as n8n's Webhook node delivers it, in an envelope, and one by one where it is a list. */
export function* reportsIn(payload: unknown): Generator<unknown[]> {
	for (const wrapper of WRAPPERS) {
		const report = opened(parsed(readPath(payload, wrapper)));
		if (typeof report !== 'object' || report === null) continue;
		yield Array.isArray(report) ? report.slice(0, MOST_EVENTS).map((element: unknown) => opened(element)) : [report];
	}
}

/** The events of a report, each with what it stands in. */
export function eventsOf(report: unknown, each: readonly string[] = []): ReportScope[] {
	let found: ReportScope[] = [{ report, parent: report, item: report }];
	for (const name of each) {
		found = name === '*' ? found.flatMap(elementsOf).slice(0, MOST_EVENTS) : found.map(({ item }) => ({ report, parent: item, item: readPath(item, [name]) }));
	}
	return found;
}

function elementsOf({ report, parent, item }: ReportScope): ReportScope[] {
	return Array.isArray(item) ? item.slice(0, MOST_EVENTS).map((element: unknown) => ({ report, parent, item: element })) : [];
}
