import { z } from 'zod/v4';
import { footerPackSchema, type FooterPack } from './footer-rule';
import pack from './footer-rules.json';
import { footerWordingSchema, type FooterLanguage, type FooterWording, type OptOutRouteName } from './footer-wording';
import wordings from './footer-wordings.json';

export * from './footer-rule';
export * from './footer-wording';

/** What each place asks of a footer. A row without source, date, confidence or state of verification does not load, and neither does the package then. */
export const FOOTERS_PACK: FooterPack = footerPackSchema.parse(pack);

/** Every shipped opt-out wording by language. A row that lacks its date, confidence or state of verification does not load. */
export const FOOTER_WORDINGS: readonly FooterWording[] = z.array(footerWordingSchema).parse(wordings);

const byId = new Map(FOOTER_WORDINGS.map((row) => [row.id, row]));

/** The wording for a language and route; one for email is preferred where the medium is email. */
export function findFooterWording(language: FooterLanguage, route: OptOutRouteName, medium: FooterWording['medium']): FooterWording | undefined {
	const id = `${language}/${route}`;
	return (medium === 'email' ? byId.get(`${id}/email`) : undefined) ?? byId.get(id);
}
