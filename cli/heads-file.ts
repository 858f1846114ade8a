import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod/v4';
import type { LedgerHead } from '../lib/ledger/event';
import { parseHead, writeHead } from '../lib/ledger/noted-head';
import { ComplianceError } from '../lib/model/errors';

/** The heads that were noted, by brand. As a file: `{ "default": "12:9f2c..." }`. */
export type NotedHeads = ReadonlyMap<string, LedgerHead>;

const FILE = z.record(z.string(), z.string());

/**
 * Reads the file of noted heads.
 *
 * @returns undefined where there is no such file.
 * @throws ComplianceError `CONFIG_INVALID` where it can't be read or holds anything else: a file that was spoilt must not pass for one without heads.
 */
export function readHeads(file: string): NotedHeads | undefined {
	const text = readIfThere(file);
	if (text === undefined) return undefined;
	const entries = Object.entries(FILE.safeParse(parsed(text)).data ?? invalid('holds no heads'));
	return new Map(entries.map(([brand, head]) => [brand, parseHead(head)]));
}

/** Writes the file in one go: whoever reads it finds the heads of before or those of now. @throws ComplianceError `CONFIG_INVALID` */
export function writeHeads(file: string, heads: NotedHeads): void {
	const text = JSON.stringify(Object.fromEntries([...heads].map(([brand, head]) => [brand, writeHead(head)])), undefined, '\t');
	const draft = `${file}.${process.pid}.tmp`;
	try {
		const handle = openSync(draft, 'wx', 0o644);
		try {
			writeSync(handle, `${text}\n`);
			fsyncSync(handle);
		} finally {
			closeSync(handle);
		}
		renameSync(draft, file);
	} catch {
		rmSync(draft, { force: true });
		throw new ComplianceError('CONFIG_INVALID', 'The heads could not be noted: the file can not be written.', 'Check the path behind --heads, and that this user may write to its folder. Everything was verified.');
	}
}

function readIfThere(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
		return invalid('can not be read');
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return invalid('is no JSON');
	}
}

function invalid(what: string): never {
	throw new ComplianceError('CONFIG_INVALID', `The file of noted heads ${what}.`, 'Check the path behind --heads. If the file was damaged, find out how, and note the heads anew with --note.');
}
