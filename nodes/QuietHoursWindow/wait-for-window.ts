import { narrowBatch, type Batch } from '../../lib/n8n/batch';
import { readRerunNote, rerunLast, sleepThenRerun } from '../../lib/n8n/rerun';
import { resultField } from '../../lib/n8n/result';
import type { ItemHandler, Outcome, Routed } from '../../lib/n8n/run-items';

/**
 * Lets through who is due, then waits once until the earliest permitted instant of the others and checks them again.
 *
 * A run either releases items or waits, never both, so the ones that are due do not wait for the others: those are
 * handed to a second run. Who is still held on waking leaves on Hold with sendAt.
 */
export async function waitForWindow<Output extends string>(batch: Batch, gate: ItemHandler<Output>): Promise<Array<Outcome<Output>>> {
	const { context, items } = batch;
	const { released, woken } = readRerunNote(context);
	const done = new Set(released);
	const pending = items.map((_, index) => index).filter((index) => !done.has(index));

	const routed = await gate.handle(narrowBatch(batch, pending));
	const outcomes = new Array<Outcome<Output>>(items.length).fill('elsewhere');
	const waking: string[] = [];
	pending.forEach((index, position) => {
		const outcome = routed[position] ?? 'elsewhere';
		const sendAt = woken ? undefined : sendAtOf(outcome, resultField(context));
		if (sendAt === undefined) outcomes[index] = outcome;
		else waking.push(sendAt);
	});
	if (waking.length === 0) return outcomes;

	const earlier = [...released, ...pending.filter((index) => outcomes[index] !== 'elsewhere')];
	if (waking.length < pending.length) {
		rerunLast(context, items, { released: earlier, woken: false });
	} else {
		const earliest = waking.reduce((first, sendAt) => (sendAt < first ? sendAt : first));
		await sleepThenRerun(context, items, new Date(earliest), { released: earlier, woken: true });
	}
	return outcomes;
}

function sendAtOf<Output extends string>(outcome: Outcome<Output>, field: string): string | undefined {
	if (outcome === 'elsewhere') return undefined;
	const result = (outcome as Routed<Output>).gains[field];
	const sendAt = typeof result === 'object' && result !== null && !Array.isArray(result) ? result.sendAt : undefined;
	return typeof sendAt === 'string' ? sendAt : undefined;
}
