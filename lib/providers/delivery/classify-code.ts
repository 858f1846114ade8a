import { codeListsOf, DELIVERY_PROVIDERS } from './find-shapes';
import { lookUpPlainCode } from './look-up-code';
import type { DeliveryReport } from './read-event';

/** Lists in which a number is no error: 3 is a delivery there, where the error 3 is none. */
const NUMBERED_STATUSES: ReadonlySet<string> = new Set(['status', 'group']);
/** Longer than any code. */
const LONGEST_CODE = 64;

/**
 * What a provider means by a code, an error's or a status, that somebody has read from a report already. Never throws; `{ outcome: 'unknown' }`
 * without a provider for a provider or a code that is none.
 *
 * @param code as the provider writes it; parts of a compound one are joined by a slash (`bounce/true`). A number counts as the code of an error, never
 * as that of a status.
 *
 * @example
 * classifyCode('twilio', 30003) // => { outcome: 'temporary', provider: 'twilio', code: '30003', reason: 'unreachable' }
 */
export function classifyCode(provider: unknown, code: unknown): DeliveryReport {
	const named = typeof provider === 'string' ? provider.trim().toLowerCase() : '';
	const written = typeof code === 'string' || (typeof code === 'number' && Number.isFinite(code)) ? String(code).trim() : '';
	if (!DELIVERY_PROVIDERS.includes(named) || written === '' || written.length > LONGEST_CODE) return { outcome: 'unknown' };
	const lists = codeListsOf(named).filter((list) => !(NUMBERED_STATUSES.has(list) && /^\d+$/.test(written)));
	const { code: known, row } = lookUpPlainCode(named, lists, written);
	return {
		outcome: row?.outcome ?? 'unknown',
		provider: named,
		...(known !== undefined && { code: known }),
		...(row === undefined && { unlisted: true }),
		...(row?.reason !== undefined && { reason: row.reason }),
		...(row?.scope !== undefined && { scope: row.scope }),
	};
}
