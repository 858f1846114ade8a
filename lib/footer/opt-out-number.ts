import type { FooterRule } from '../packs/footers';

/**
 * What the number that takes the STOP looks like, where the operators of a place have fixed it. France: five digits, 36 first, for
 * advertising.
 *
 * Source: AF2M, Business Messaging charter of 2024-09-01, https://af2m.org/sms-marketing (read; confidence high; looked at on 2026-11-21).
 */
const FORMS: Readonly<Record<string, RegExp>> = { FR: /^36\d{3}$/ };
const PARTS = /[\s.-]/g;

/** Whether a number may take the STOP where the rule holds. */
export function fitsRule(number: string, { jurisdiction }: FooterRule): boolean {
	return FORMS[jurisdiction]?.test(number.replace(PARTS, '')) ?? true;
}
