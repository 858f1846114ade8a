import type { OptOutRoute } from '../../lib/footer';
import { ComplianceError } from '../../lib/model/errors';
import type { Batch } from '../../lib/n8n/batch';
import { requireChoice } from '../../lib/n8n/choice';
import { isExpression, rawParameter } from '../../lib/n8n/parameter-reader';

/** What no contact can opt out by. */
const NO_ROUTE: OptOutRoute = { route: 'link', url: '' };

/**
 * Prepares reading how each contact can opt out.
 *
 * @throws ComplianceError `CONFIG_INVALID` for a fixed route that is none, or a short code without its number
 */
export function routeReader(batch: Batch): (index: number) => OptOutRoute {
	const [routeOf, url, number, keyword] = [batch.read('route', 'auto'), batch.read('url', ''), batch.read('number', ''), batch.read('keyword', '')];
	const [fixedRoute, fixedNumber] = [rawParameter(batch.context, 'route') ?? 'auto', rawParameter(batch.context, 'number')];
	const known: Record<OptOutRoute['route'], (index: number) => OptOutRoute> = {
		auto: (index) => ({ route: 'auto', url: textOf(url(index)), number: textOf(number(index)), keyword: textOf(keyword(index)) }),
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
