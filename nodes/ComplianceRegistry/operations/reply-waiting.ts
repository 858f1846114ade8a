import type { INodeProperties } from 'n8n-workflow';
import { ComplianceError } from '../../../lib/model/errors';
import type { JsonObject } from '../../../lib/model/json';
import type { Batch } from '../../../lib/n8n/batch';
import type { StoreConnection } from '../../../lib/n8n/store-connection';
import type { ContactAddress, WaitingReply } from '../../../lib/store/port';
import { listResults } from '../list-results';
import type { RegistryOperation } from '../operation';

/** Replies read at a time, each with its text. */
const PAGE = 500;

const fields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** A reply whose sender is still on record, so that somebody can decide about it. */
type DecidableReply = WaitingReply & { contact: ContactAddress };

/** Lists the unclear replies that hold their contacts back until a person has read them. */
export const getWaitingReplies: RegistryOperation = {
	resource: 'reply',
	operation: 'getWaiting',
	name: 'Get Waiting',
	action: 'Get replies that wait for a person',
	description: 'List the unclear replies that nobody has decided about yet, oldest first',
	fields,
	run: async (batch, connection) => {
		if (batch.items.length === 0) return [];
		const waiting = await readWaiting(connection, batch.now, readLimit(batch));
		return listResults(batch, waiting.map(present), { outcome: 'none', waiting: waiting.length });
	},
};

async function readWaiting({ store, brand }: StoreConnection, at: Date, limit: number): Promise<DecidableReply[]> {
	const pageSize = Math.min(limit, PAGE);
	const found: DecidableReply[] = [];
	let after = 0;
	for (;;) {
		const page = await store.waitingReplies(brand, at, after, pageSize);
		// Nobody can be asked about a contact who was erased, and such replies must not fill the list for ever.
		found.push(...page.filter((reply): reply is DecidableReply => reply.contact !== undefined));
		const last = page.at(-1);
		if (last === undefined || page.length < pageSize || found.length >= limit) return found.slice(0, limit);
		after = last.seq;
	}
}

/** @throws ComplianceError `CONFIG_INVALID` for a limit that is no number of replies */
function readLimit(batch: Batch): number {
	if (batch.read('returnAll', false)(0) === true) return Number.POSITIVE_INFINITY;
	const limit = batch.read('limit', 50)(0);
	if (typeof limit === 'number' && Number.isInteger(limit) && limit > 0) return limit;
	throw new ComplianceError('CONFIG_INVALID', 'The Limit is not a number of replies.', 'Use a whole number above zero, or turn on Return All.');
}

function present({ contact: { address }, suppression: { channel, since, receivedBy }, evidence, ref }: DecidableReply): JsonObject {
	const text = evidence?.text;
	return { outcome: 'waiting', address, channel, text: typeof text === 'string' ? text : null, since, receivedBy: receivedBy ?? null, ref };
}
