/** What the words of the data mean, in words for people. */

export const CHANNELS = { sms: 'texts', call: 'calls', 'call-automated': 'calls that play a recording', whatsapp: 'WhatsApp', email: 'email', all: 'all channels' };

export const DAYS = {
	daily: 'every day', 'mon-fri': 'Monday to Friday', 'mon-sat': 'Monday to Saturday', sat: 'Saturday', sun: 'Sunday', 'sat-sun': 'Saturday and Sunday',
	holiday: 'public holidays', preholiday: 'the day before a public holiday', emergency: 'a declared emergency',
};

export const HOLIDAYS = {
	closed: 'Closed on public holidays.', as_other_days: 'Public holidays are as other days.', not_addressed: 'Says nothing about public holidays.', none: '',
	window_13_21: 'On public holidays 13:00 to 21:00.', province_may_differ: 'A province may close its holidays.',
};

export const SMS_COVERAGE = {
	explicit: '', contested: 'Whether it reaches texts is disputed: it is applied to them.', unknown: 'Whether it reaches texts is unknown: it is applied to them, unless the policy is loose.', not_covered: 'Not about texts.',
};

export const BASIS = {
	statute: 'statute', regulation: 'regulation', bill_text: 'bill', code_of_conduct: 'code of conduct', industry_code: 'industry code', carrier_rule: 'carrier rule',
	platform_rule: 'platform rule', vendor_practice: 'vendor practice', federal_baseline: 'same as the national rule', no_statutory_hours: 'no rule on hours found',
};

export const CONSENT_EFFECT = {
	none: 'Consent does not lift it.', none_found: 'No effect of consent was found.', partial: 'Consent lifts it in part.', contested: 'Whether consent lifts it is disputed.',
	unknown: 'Whether consent lifts it is unknown.', preference_based: 'Depends on preferences that the recipient registered.', 'n/a': '',
};

export const MESSAGE_CLASS = { marketing: 'marketing', informational: 'informational', transactional: 'transactional', emergency: 'emergency', all: 'all classes' };

export const EVIDENCE = { source: 'where it was given', timestamp: 'when', wordingVersion: 'the wording shown', preference: 'what for', region: 'the region' };

export const DOUBLE_OPT_IN = { required: 'Double opt-in required.', expected: 'Double opt-in expected as proof.', no: '' };

export const BASES = { express: 'express consent', purchase: 'a purchase', inquiry: 'an inquiry', membership: 'a membership' };

export const ROUTES = { reply: 'a reply', short_code: 'a text to a number', link: 'a link' };

export const LABEL_PLACES = {
	first_characters: 'as the very first characters', start: 'at the start', subject_start: 'at the start of the subject', sender_id_start: 'at the start of the sender ID', sender_id_end: 'at the end of the sender ID',
};

export const FOOTER_USES = { marketing: 'In every message', opt_in_confirmation: 'In the confirmation of an opt-in', opt_out_confirmation: 'In the confirmation of an opt-out' };

export const KEYWORD_MEANINGS = { opt_out: 'opt-out', opt_in: 'opt-in', help: 'help', footer_phrase: 'part of a footer' };

export const VERIFIED = { yes: 'read', secondary: 'summary read', no: 'not verified' };

export function listed(words) {
	return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export function capitalised(text) {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The word for a value of the data. A value without a word fails: every value of the data is explained. */
export function wordFor(words, value) {
	if (!Object.hasOwn(words, value)) throw new Error(`No word for "${value}" in the rule pages.`);
	return words[value];
}

/** The value itself as words, where no better ones are needed: `lifted_by_prior_consent`. */
export function spelled(value) {
	return `${capitalised(value.replaceAll('_', ' '))}.`;
}

const UNITS = { BD: 'business day', D: 'day', H: 'hour', M: 'month', Y: 'year' };

/** A duration of ISO 8601, or with `BD` for business days, in words: `10 business days`. */
export function durationWords(duration) {
	const [, count, unit] = /^PT?(\d+)([A-Z]+)$/.exec(duration) ?? [];
	return `${count} ${wordFor(UNITS, unit)}${count === '1' ? '' : 's'}`;
}
