/**
 * The GSM 7-bit default alphabet and its extension table.
 *
 * Source: 3GPP TS 23.038, sections 6.2.1 and 6.2.1.1. The national shift tables are left out: most
 * gateways send such texts as UCS-2, which is the larger and therefore the safe answer.
 */
const BASIC =
	'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Sent as an escape and a character, two septets that stay in one segment. `\f` is the page break. */
const EXTENSION = '\f^{}\\[~]|€';

const LARGEST_CODE = 0x20ac;

function buildSeptetTable(): Uint8Array {
	const table = new Uint8Array(LARGEST_CODE + 1);
	for (const character of BASIC) table[character.charCodeAt(0)] = 1;
	for (const character of EXTENSION) table[character.charCodeAt(0)] = 2;
	return table;
}

const SEPTETS = buildSeptetTable();

/** Septets that one UTF-16 code unit takes in GSM-7: 1 or 2, or 0 when GSM-7 cannot say it. */
export function septetsOf(codeUnit: number): number {
	return SEPTETS[codeUnit] ?? 0;
}
