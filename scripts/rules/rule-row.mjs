import { VERIFIED, wordFor } from './words.mjs';

/** Text in which no sign means anything to Markdown, in a cell of a table. */
export function plain(text) {
	return text.replace(/[\\`*_[\]|]/g, '\\$&').replaceAll('<', '&lt;').replace(/\s+/g, ' ').trim();
}

/** An address that a link of Markdown can hold in a table. */
function target(address) {
	return address.replace(/[()|\s<>]/g, (sign) => encodeURIComponent(sign).replace('(', '%28').replace(')', '%29'));
}

/** Whether its own note or coverage says that a rule is disputed. */
export function isContested({ note = '', smsCoverage, contested }) {
	return smsCoverage === 'contested' || contested === true || note.includes('CONTESTED');
}

function inForce({ effectiveFrom, effectiveTo }) {
	if (effectiveFrom === null && effectiveTo === null) return 'no date known';
	return [effectiveFrom === null ? '' : `from ${effectiveFrom}`, effectiveTo === null ? '' : `to ${effectiveTo}`].filter(Boolean).join(' ');
}

function whereItStands({ citation, source }) {
	const address = source === undefined || source === '' ? [] : [`[source](${target(source)})`];
	return [...(citation === undefined ? [] : [plain(citation)]), ...address].join('<br>') || 'no source';
}

function checked(row) {
	const marks = [row.verified === 'no' ? '**not verified**' : wordFor(VERIFIED, row.verified), row.confidence === 'low' ? '**low confidence**' : `${row.confidence} confidence`];
	return [row.asOf, ...marks, ...(isContested(row) ? ['**contested**'] : [])].join('<br>');
}

export const UNDATED_HEAD = ['Row', 'Rule', 'Where it stands', 'Looked at'];
export const DATED_HEAD = ['Row', 'Rule', 'Where it stands', 'In force', 'Looked at'];

/** One row of a pack as a row of a page. */
export function ruleRow(row, { rule, dated }) {
	const note = row.note === undefined ? '' : `<br>*${plain(row.note)}*`;
	const cells = [`\`${row.id}\``, `${plain(rule(row))}${note}`, whereItStands(row), ...(dated ? [inForce(row)] : []), checked(row)];
	return `| ${cells.join(' | ')} |`;
}
