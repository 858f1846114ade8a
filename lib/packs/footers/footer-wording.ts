import { z } from 'zod/v4';

/** Languages that footers are worded in, BCP 47. */
export const FOOTER_LANGUAGES = [
	'ar', 'da', 'de', 'en', 'es', 'fi', 'fr', 'he', 'it', 'ja', 'ko', 'ms', 'nb', 'nl', 'pl', 'pt', 'sv', 'tr', 'vi', 'zh-Hans', 'zh-Hant',
] as const;
export type FooterLanguage = (typeof FOOTER_LANGUAGES)[number];

/** How a contact opts out: by a reply, by a text to another number, or by opening a page. */
export const OPT_OUT_ROUTES = ['reply', 'short_code', 'link'] as const;
export type OptOutRouteName = (typeof OPT_OUT_ROUTES)[number];

/** One opt-out wording of a language, for places and routes without one of their own. `{keyword}`, `{number}` and `{url}` are filled in when it is used. */
export const footerWordingSchema = z.strictObject({
	/** Language, route and, where the wording is for email alone, `email`. */
	id: z.string().regex(/^[a-z]{2}(?:-[A-Z][a-z]{3})?\/(?:reply|short_code|link)(?:\/email)?$/),
	language: z.enum(FOOTER_LANGUAGES),
	route: z.enum(OPT_OUT_ROUTES),
	/** `text`: everything that is counted or spoken like an SMS; uses GSM-7 characters only where the language can be written with them. */
	medium: z.enum(['text', 'email']),
	text: z.string().min(1),
	citation: z.string().optional(),
	/** Where the wording or its model was read; absent where it is our own. */
	source: z.url().optional(),
	/** Day on which the row was last looked at. */
	asOf: z.iso.date(),
	confidence: z.enum(['high', 'medium', 'low']),
	/** `yes`: the rule or regulator's text was read; `secondary`: a summary of it; `no`: neither. */
	verified: z.enum(['yes', 'secondary', 'no']),
	note: z.string().optional(),
});

export type FooterWording = z.output<typeof footerWordingSchema>;
