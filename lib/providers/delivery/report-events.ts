import { readPath } from '../read-path';
import type { DeliveryShape, ReportScope } from './delivery-shape';

/** Far more events than a webhook can carry: only objects that hold one list many times over reach it. */
const MOST_EVENTS = 100_000;

/** The events of a report, each with what it stands in. */
export function eventsOf(report: unknown, { each = [], listsRecipients }: Pick<DeliveryShape, 'each' | 'listsRecipients'>): ReportScope[] {
	let found: ReportScope[] = [{ report, parent: report, item: report }];
	for (const [index, name] of each.entries()) {
		found = name === '*' ? elementsOf(found, listsRecipients === true && index === each.length - 1) : found.map(({ item }) => ({ report, parent: item, item: readPath(item, [name]) }));
	}
	return found;
}

/** @param keepsEmpty a list of nobody stands for an event as well. */
function elementsOf(lists: readonly ReportScope[], keepsEmpty: boolean): ReportScope[] {
	const found: ReportScope[] = [];
	for (const { report, parent, item } of lists) {
		const elements: unknown[] = Array.isArray(item) ? item : [];
		for (const element of keepsEmpty && elements.length === 0 ? [undefined] : elements) {
			if (found.length === MOST_EVENTS) return found;
			found.push({ report, parent, item: element });
		}
	}
	return found;
}
