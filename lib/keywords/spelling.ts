/** Neighbours on the common Latin keyboards; slips mostly hit one of these. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
	a: 'qwsz', b: 'vghn', c: 'xdfv', d: 'serfcx', e: 'wsdr3', f: 'drtgvc', g: 'ftyhbv', h: 'gyujnb', i: 'ujko89', j: 'huikmn', k: 'jiolm', l: 'kop',
	m: 'njk', n: 'bhjm', o: 'iklp09', p: 'ol0', q: 'wa', r: 'edft4', s: 'awedxz5', t: 'rfgy5', u: 'yhji7', v: 'cfgb', w: 'qase', x: 'zsdc', y: 'tghu', z: 'asx',
};
/** Digits and letters written for one another. */
const LEET: Readonly<Record<string, string>> = { o: '0', i: '1', l: '1', e: '3', a: '4', s: '5', t: '7', b: '8' };
const LONG_WORD = 9;
const MOST_SLIPS = 2;

/** All spellings one slip away from a word: letters swapped, doubled, left out (not the first or last), hit beside, or written as digits. */
export function oneSlipFrom(word: string): Set<string> {
	const slips = new Set<string>();
	for (let at = 0; at < word.length; at++) {
		const letter = word.charAt(at);
		const before = word.slice(0, at);
		const after = word.slice(at + 1);
		slips.add(before + letter + letter + after);
		if (at > 0 && at < word.length - 1) slips.add(before + after);
		if (at < word.length - 1) slips.add(before + word.charAt(at + 1) + letter + word.slice(at + 2));
		for (const other of NEIGHBOURS[letter] ?? '') {
			slips.add(before + other + after);
			slips.add(before + letter + other + after);
		}
		const digit = LEET[letter];
		if (digit) slips.add(before + digit + after);
	}
	slips.delete(word);
	return slips;
}

/** Whether a long word is within two slips (insertion, omission, replacement, swap) of another. Both are short, so the table is small. */
export function isNearLongWord(word: string, target: string): boolean {
	if (target.length < LONG_WORD || Math.abs(word.length - target.length) > MOST_SLIPS) return false;
	let beforeLast: number[] = [];
	let last = Array.from({ length: target.length + 1 }, (_, index) => index);
	for (let i = 1; i <= word.length; i++) {
		const row = [i];
		for (let j = 1; j <= target.length; j++) {
			const same = word[i - 1] === target[j - 1];
			let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
			if (i > 1 && j > 1 && word[i - 1] === target[j - 2] && word[i - 2] === target[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
			row.push(cost);
		}
		beforeLast = last;
		last = row;
	}
	return (last[target.length] ?? Infinity) <= MOST_SLIPS;
}

/** A word with every run of one letter shortened to a single letter ("stoppp" and "stop" become equal). */
export function squeeze(word: string): string {
	return hasDoubled(word) ? word.replace(/(.)\1+/gu, '$1') : word;
}

/** Whether a letter of the basic plane stands twice in a row. */
export function hasDoubled(word: string): boolean {
	for (let at = 1; at < word.length; at++) if (word.charCodeAt(at) === word.charCodeAt(at - 1)) return true;
	return false;
}
