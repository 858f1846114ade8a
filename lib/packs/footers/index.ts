import { z } from 'zod/v4';
import { footerWordingSchema, type FooterLanguage, type FooterWording, type OptOutRouteName } from './footer-wording';
import rows from './footer-wordings.json';

export * from './footer-wording';

/** Every shipped opt-out wording. A row that lacks its date, confidence or state of verification does not load. */
export const FOOTER_WORDINGS: readonly FooterWording[] = z.array(footerWordingSchema).parse(rows);

/** The wording for a language and route; one for email is preferred where the medium is email. */
export function findFooterWording(language: FooterLanguage, route: OptOutRouteName, medium: FooterWording['medium']): FooterWording | undefined {
	const fitting = FOOTER_WORDINGS.filter((row) => row.language === language && row.route === route);
	return fitting.find((row) => row.medium === medium) ?? fitting.find((row) => row.medium === 'text');
}
