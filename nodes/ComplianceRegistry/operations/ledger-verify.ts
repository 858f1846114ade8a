import type { INodeProperties } from 'n8n-workflow';
import type { LedgerHead } from '../../../lib/ledger/event';
import { parseHead, writeHead } from '../../../lib/ledger/noted-head';
import { verifyLedger, type VerifyResult } from '../../../lib/ledger/verify';
import { ComplianceError } from '../../../lib/model/errors';
import type { JsonObject } from '../../../lib/model/json';
import type { Batch } from '../../../lib/n8n/batch';
import { isExpression, rawParameter } from '../../../lib/n8n/parameter-reader';
import type { RegistryOperation } from '../operation';

const notedHeadField: INodeProperties = {
	displayName: 'Noted Head',
	name: 'notedHead',
	type: 'string',
	default: '',
	placeholder: 'e.g. 12:9f2c…',
	description: 'The head of an earlier verification, kept outside the store: shows that the ledger was not cut or written anew since. Empty: the ledger is checked in itself.',
	hint: 'An expression is read for the first item only, and has to give a head.',
};

/** Recomputes the brand's ledger. Once per run, whatever comes in: a brand has one. */
export const verifyBrand: RegistryOperation = {
	resource: 'ledger',
	operation: 'verify',
	name: 'Verify',
	action: 'Verify the ledger',
	description: 'Check that every event on record is as it was recorded, and name the first that is not',
	fields: [notedHeadField],
	run: async (batch, { store, brand }) => {
		if (batch.items.length === 0) return [];
		const notedHead = readNotedHead(batch);
		const result = present(await verifyLedger(store, brand, { notedHead }), notedHead);
		return batch.items.map(() => structuredClone(result));
	},
};

/** @throws ComplianceError `CONFIG_INVALID` for a head that can be none, also where an expression finds nothing: it would pass for a check that was made. */
function readNotedHead(batch: Batch): LedgerHead | undefined {
	const given = batch.read('notedHead', '')(0);
	const isEmpty = given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
	if (!isEmpty) return parseHead(String(given));
	if (!isExpression(rawParameter(batch.context, 'notedHead'))) return undefined;
	throw new ComplianceError('CONFIG_INVALID', 'The Noted Head is an expression that gives nothing.', 'Let it give the head of an earlier verification, or leave the field empty where there is none yet.');
}

function present(result: VerifyResult, notedHead: LedgerHead | undefined): JsonObject {
	const noted = notedHead === undefined ? null : writeHead(notedHead);
	if (result.ok) return { outcome: 'verified', ok: true, events: result.events, head: result.head === undefined ? null : writeHead(result.head), noted };
	const { events, brokenAt, problem, message } = result;
	return { outcome: 'broken', ok: false, events, head: null, noted, brokenAt, problem, message };
}
