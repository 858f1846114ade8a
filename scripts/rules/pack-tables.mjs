import { holidayWords } from './holiday-words.mjs';
import {
	BASES, BASIS, CHANNELS, CONSENT_EFFECT, DAYS, DOUBLE_OPT_IN, EVIDENCE, FOOTER_USES, HOLIDAYS, KEYWORD_MEANINGS, LABEL_PLACES, MESSAGE_CLASS, ROUTES, SMS_COVERAGE, capitalised, durationWords, listed,
	spelled, wordFor,
} from './words.mjs';

const sentences = (...parts) => parts.filter(Boolean).join(' ');
const channelsOf = ({ channels }) => capitalised(listed(channels.map((channel) => wordFor(CHANNELS, channel))));
/** Keeps signs of Markdown from meaning anything in words that are quoted exactly. */
const quoted = (text) => `“${text}”`;

function hoursInWords(row) {
	if (!row.allowed) return `${channelsOf(row)}: closed on ${wordFor(DAYS, row.days)}.`;
	if (row.start === undefined) return `${channelsOf(row)}: no rule on hours was found.`;
	return `${channelsOf(row)}: ${wordFor(DAYS, row.days)}, ${row.start} to ${row.end}.`;
}

function reachToTexts({ channels, smsCoverage }) {
	const onlyRecordings = channels.every((channel) => channel === 'call-automated');
	return onlyRecordings && smsCoverage === 'unknown' ? 'Whether it reaches texts is unknown: it is applied to them under a strict policy only.' : wordFor(SMS_COVERAGE, smsCoverage);
}

function quietHours(row) {
	return sentences(
		hoursInWords(row),
		wordFor(HOLIDAYS, row.holidays),
		row.cap === undefined ? '' : `Cap: ${row.cap.text}.`,
		reachToTexts(row),
		row.consentEffect.startsWith('lifted_by_') ? spelled(row.consentEffect) : wordFor(CONSENT_EFFECT, row.consentEffect),
		row.basis === 'no_statutory_hours' ? '' : `${capitalised(wordFor(BASIS, row.basis))}.`,
	);
}

function basesInWords(bases) {
	if (bases === null) return 'Asks for no consent.';
	return `Accepts ${listed(Object.entries(bases).map(([basis, term]) => `${wordFor(BASES, basis)}${term === null ? '' : ` (for ${durationWords(term)})`}`))}.`;
}

function deadlineInWords(deadline) {
	if (deadline === undefined) return '';
	return deadline === 'no_delay' || /^PT?0/.test(deadline) ? 'An opt-out has to be followed at once.' : `An opt-out has to be followed within ${durationWords(deadline)}.`;
}

/** The names of the data spelled out: `prior_express_signed_written_or_ebr`. */
function consentType(type) {
	return type.replaceAll('_', ' ').replace(/\bebr\b/, 'existing business relationship').replace(/\bdncl?\b/, 'do-not-call list').replace(/\bdlt\b/, 'DLT');
}

const labelled = (label, text) => (text === undefined ? '' : `${label}: ${text}.`);

function consent(row) {
	return sentences(
		`${channelsOf(row)}, ${wordFor(MESSAGE_CLASS, row.messageClass)}: ${consentType(row.consentType)}.`,
		basesInWords(row.bases),
		row.evidence.length === 0 ? '' : `Has to be proven: ${listed(row.evidence.map((field) => wordFor(EVIDENCE, field)))}.`,
		wordFor(DOUBLE_OPT_IN, row.doubleOptIn),
		labelled('Existing customers', row.existingCustomers),
		labelled('Expiry', row.expiry),
		labelled('Written form', row.writtenForm),
		deadlineInWords(row.optOutDeadline),
		labelled('Opt-outs', row.optOutNote),
		row.optOutReach === undefined ? '' : `An opt-out ends ${listed(row.optOutReach.map((channel) => wordFor(CHANNELS, channel)))} together.`,
		labelled('Withdrawal reaches', row.revocationScope),
		labelled('Proof is kept', row.proofRetention),
	);
}

function footer(row) {
	return sentences(
		`${wordFor(FOOTER_USES, row.use)} (${channelsOf(row).toLowerCase()}, language ${row.language}): ${wordFor(ROUTES, row.route)}${row.required === 'yes' ? '' : ', recommended'}.`,
		row.oneWay === true ? 'For senders whose replies nobody reads.' : '',
		row.text === undefined ? '' : `Wording: ${quoted(row.text)}.`,
		row.keyword === undefined ? '' : `Keyword ${row.keyword}.`,
		row.number === undefined ? '' : `Number ${row.number}.`,
		row.label === undefined ? '' : `Label ${quoted(row.label.text.trim())} ${wordFor(LABEL_PLACES, row.label.at)}${row.label.when === 'unsolicited' ? ' of unsolicited messages' : ''}.`,
		row.senderRequired ? 'The sender has to be named.' : '',
	);
}

function keyword(row) {
	const sentTo = row.sentTo === undefined ? '' : ` It is sent to ${row.sentTo}, so it is no reply.`;
	return `${quoted(row.keyword)} (${row.language}): ${wordFor(KEYWORD_MEANINGS, row.category)}.${sentTo}`;
}

/**
 * Every pack as tables of rules. A row is `{ id, jurisdiction, source?, citation?, effectiveFrom?, effectiveTo?, asOf, confidence, verified, note? }`
 * and `rule` puts it into words. `*` is everywhere; every row shows up on the page of its place.
 */
export function packTables(packs) {
	return [
		{ pack: 'quiet-hours', title: 'Hours', version: packs.quietHours.version, rows: packs.quietHours.rows, rule: quietHours, dated: true },
		{ pack: 'consent', title: 'Consent', version: packs.consent.version, rows: packs.consent.rows, rule: consent, dated: true },
		{ pack: 'footers', title: 'Footers', version: packs.footers.version, rows: packs.footers.rows, rule: footer },
		{
			pack: 'footers', title: 'Footer wordings by language', version: packs.footers.version, rows: packs.footerWordings.map((row) => ({ ...row, jurisdiction: '*' })),
			rule: (row) => `${row.language}, ${wordFor(ROUTES, row.route)}${row.medium === 'email' ? ' in an email' : ''}: ${quoted(row.text)}.`,
		},
		{ pack: 'keywords', title: 'Reply keywords', version: packs.keywords.version, rows: packs.keywords.rows, rule: keyword },
		{ pack: 'holidays', title: 'Public holidays', version: packs.holidays.version, rows: packs.holidayRules.rows, rule: (row) => `${row.name}: ${holidayWords(row)}.` },
		{
			pack: 'holidays', title: 'Single holidays', version: packs.holidays.version, rows: packs.holidayOverrides.rows,
			rule: (row) => `${row.date}: ${row.name}${row.change === 'add' ? '' : ' is no holiday'}.`,
		},
	];
}
