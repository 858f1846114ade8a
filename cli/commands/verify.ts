import type { LedgerHead } from '../../lib/ledger/event';
import { parseHead } from '../../lib/ledger/noted-head';
import { verifyLedger } from '../../lib/ledger/verify';
import { ComplianceError } from '../../lib/model/errors';
import type { Ledger } from '../../lib/store/ledger';
import { openLedger } from '../../lib/store/open-ledger';
import { EXIT, type Arguments, type Command, type ExitCode, type Terminal } from '../command';
import { type NotedHeads, readHeads, writeHeads } from '../heads-file';
import { STORE_NOTES, STORE_OPTIONS, storePlace } from '../store-place';
import { type BrandReport, count, printable, reportJson, reportLine } from '../verify-report';

/** Progress is shown so often, milliseconds. */
const GLANCE_MS = 200;

/** Recomputes the ledgers of a store and says whether they are as they were recorded. */
export const verify: Command = {
	name: 'verify',
	summary: 'Checks that the ledger of a store is as it was recorded. Changes nothing in the store.',
	operands: ['store'],
	options: {
		brand: { type: 'string', value: 'NAME', description: 'Only this brand. Default: all of them.' },
		'noted-head': { type: 'string', value: 'SEQ:HASH', description: 'A head noted earlier, which the chain of the brand has to go on from.' },
		heads: { type: 'string', value: 'FILE', description: 'A file with the heads noted earlier, by brand, which all chains have to go on from.' },
		note: { type: 'boolean', description: 'Notes the new heads in that file once everything was found in order.' },
		begin: { type: 'boolean', description: 'With --note, the first time: begins the file, which must not be there yet.' },
		json: { type: 'boolean', description: 'Prints the result as JSON.' },
		...STORE_OPTIONS,
	},
	notes: [...STORE_NOTES, 'Ends with 0 where everything is as it was recorded, with 1 where something is not, and with 2 where it could not be checked.'],
	run: async (given, terminal) => {
		const heads = notedHeads(given);
		const ledger = await openLedger(storePlace(given.operands[0] ?? '', given, terminal.env));
		try {
			return await verifyAll(ledger, heads, given, terminal);
		} finally {
			await ledger.close();
		}
	},
};

async function verifyAll(ledger: Ledger, heads: NotedHeads, given: Arguments, terminal: Terminal): Promise<ExitCode> {
	const { texts, switches } = given;
	const known = await ledger.brands();
	const brands = chosenBrands(known, heads, texts['brand']);
	const single = texts['noted-head'] === undefined ? undefined : singleHead(texts['noted-head'], brands);
	const reports: BrandReport[] = [];
	for (const brand of brands) {
		const report = await verifyBrand(ledger, brand, known.includes(brand), single ?? heads.get(brand), terminal);
		if (!switches.has('json')) terminal.print(reportLine(report));
		reports.push(report);
	}
	const unnamedChains = await ledger.unnamedChains();
	const ok = unnamedChains === 0 && reports.every(({ result }) => result.ok);
	if (switches.has('json')) terminal.print(JSON.stringify({ ok, brands: reports.map(reportJson), unnamedChains }));
	else tellOfTheRest(reports, unnamedChains, terminal);
	if (!ok) return EXIT.broken;
	const isUnproven = !switches.has('begin') && texts['heads'] !== undefined && tellOfUnnoted(reports, terminal);
	if (switches.has('note')) writeHeads(texts['heads'] ?? '', newHeads(heads, reports));
	return isUnproven && !switches.has('note') ? EXIT.failed : EXIT.fine;
}

/** @throws ComplianceError `CONFIG_INVALID` for options that do not go together, or a file that is not there or spoilt. */
function notedHeads({ texts, switches }: Arguments): NotedHeads {
	const file = texts['heads'];
	if (file === undefined && switches.has('note')) throw misused('The option --note needs a file to note in.', 'Name it with --heads.');
	if (switches.has('begin') && !switches.has('note')) throw misused('The option --begin is for noting.', 'Give --note with it.');
	if (file !== undefined && texts['noted-head'] !== undefined) throw misused('The options --heads and --noted-head are both given.', 'Give one of them.');
	if (file === undefined) return new Map();
	const heads = readHeads(file);
	if (switches.has('begin') && heads !== undefined) throw misused('The file of noted heads is there already.', 'Leave --begin out.');
	if (switches.has('begin')) return new Map();
	return heads ?? missing();
}

function missing(): never {
	throw misused('The file of noted heads is not there.', 'If there was one, find out what became of it. Otherwise begin it with --note --begin.');
}

/** Whatever became of a chain before, nothing shows it without a noted head. @returns whether there is such a brand. */
function tellOfUnnoted(reports: readonly BrandReport[], terminal: Terminal): boolean {
	const unnoted = reports.filter(({ noted, result }) => noted === undefined && result.ok && result.head !== undefined);
	for (const { brand } of unnoted) terminal.warn(`${printable(brand)}: no head of it was noted, so a cut or rewritten chain would not show. For a new brand note it with --note; otherwise find out what became of its head.`);
	return unnoted.length > 0;
}

/** The brands to look at. One whose head was noted is looked at even where the store knows it no more. */
function chosenBrands(known: readonly string[], heads: NotedHeads, brand: string | undefined): string[] {
	const all = [...new Set([...known, ...heads.keys()])];
	if (brand === undefined) return all;
	if (all.includes(brand)) return [brand];
	throw misused('The store has no brand of that name.', known.length === 0 ? 'It has none yet.' : `Its brands: ${known.map(printable).join(', ')}.`);
}

function singleHead(text: string, brands: readonly string[]): LedgerHead {
	if (brands.length === 1) return parseHead(text);
	throw misused('A noted head is that of one brand.', 'Name it with --brand.');
}

async function verifyBrand(ledger: Ledger, brand: string, isKnown: boolean, noted: LedgerHead | undefined, terminal: Terminal): Promise<BrandReport> {
	const begun = performance.now();
	const expected = (await ledger.head(brand))?.seq ?? 0;
	let shown = begun;
	const onProgress = (events: number): void => {
		if (performance.now() - shown < GLANCE_MS) return;
		shown = performance.now();
		terminal.progress(`${printable(brand)}: ${count(events)} of ${count(expected)} events`);
	};
	const result = await verifyLedger(ledger, brand, { notedHead: noted, onProgress });
	terminal.progress('');
	const seconds = Math.round(performance.now() - begun) / 1000;
	if (isKnown || noted === undefined) return { brand, noted, seconds, result };
	const message = `The store does not know the brand any more; ${count(noted.seq)} events of it were noted.`;
	return { brand, noted, seconds, result: { ok: false, events: 0, brokenAt: 1, problem: 'truncated', message } };
}

function tellOfTheRest(reports: readonly BrandReport[], unnamedChains: number, terminal: Terminal): void {
	if (reports.length === 0 && unnamedChains === 0) terminal.print('The store has no brand yet, and so no events.');
	if (unnamedChains > 0) terminal.print(`BROKEN: chains that belong to no brand of the store: ${count(unnamedChains)}. Its list of brands was changed.`);
}

function newHeads(before: NotedHeads, reports: readonly BrandReport[]): NotedHeads {
	const now = reports.flatMap(({ brand, result }) => (result.ok && result.head !== undefined ? [[brand, result.head] as const] : []));
	return new Map([...before, ...now]);
}

function misused(message: string, remedy: string): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', message, remedy);
}
