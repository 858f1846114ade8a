/** Rows of plain text under headings, each column as wide as its widest cell; numbers to the right. */
export function formatTable(columns, rows) {
	const lines = rows.map((row) => columns.map(({ key }) => row[key] ?? ''));
	const widths = columns.map(({ title }, index) => Math.max(title.length, ...lines.map((line) => String(line[index]).length)));
	const pad = (cell, index) => (typeof cell === 'number' ? String(cell).padStart(widths[index]) : String(cell).padEnd(widths[index]));
	const format = (cells) => `  ${cells.map(pad).join('  ')}`.trimEnd();
	return [format(columns.map(({ title }) => title)), format(widths.map((width) => '-'.repeat(width))), ...lines.map(format)].join('\n');
}
