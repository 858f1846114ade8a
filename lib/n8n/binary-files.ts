import { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';
import { ComplianceError } from '../model/errors';
import type { Batch } from './batch';

/** Keeps a file where n8n keeps its files, written as it comes. */
export async function writeFile({ context }: Batch, pieces: AsyncIterable<string>, name: string, mimeType: string): Promise<IBinaryData> {
	return await context.helpers.prepareBinaryData(Readable.from(inBytes(pieces)), name, mimeType);
}

/**
 * The text of a file of an item.
 *
 * @throws ComplianceError `CONFIG_INVALID` where the item has no such file, or it is not in UTF-8
 */
export async function readTextFile({ context, items }: Batch, index: number, field: string): Promise<string> {
	if (items[index]?.binary?.[field] === undefined) throw new ComplianceError('CONFIG_INVALID', `Item ${index + 1} has no file in the field that "Input Binary Field" names.`, 'Name the field of the file, which is data for most nodes.');
	const bytes = await context.helpers.getBinaryDataBuffer(index, field);
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw noText();
	}
}

function noText(): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', 'The file is no text in UTF-8, so nothing was imported.', 'Save it as CSV UTF-8, or as JSON.');
}

async function* inBytes(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
	for await (const piece of pieces) yield Buffer.from(piece);
}
