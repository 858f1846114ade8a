/** Reads CSV text (RFC 4180) into one object for each row, by the names in its first line. */
export function parseCsv(text) {
	const rows = [[]];
	let cell = '';
	let quoted = false;
	for (let at = 0; at < text.length; at += 1) {
		const character = text[at];
		if (quoted) {
			if (character !== '"') cell += character;
			else if (text[at + 1] === '"') cell += text[(at += 1)];
			else quoted = false;
		} else if (character === '"') quoted = true;
		else if (character === ',' || character === '\n') {
			rows.at(-1).push(cell);
			cell = '';
			if (character === '\n') rows.push([]);
		} else cell += character;
	}
	const [names, ...lines] = rows.filter((row) => row.length > 0);
	return lines.map((line) => Object.fromEntries(names.map((name, index) => [name, line[index]])));
}
