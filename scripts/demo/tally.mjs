const LABELS = { send: 'send', hold: 'hold', review: 'needs review', suppress: 'suppressed' };

const labelOf = ({ verdict, status }) => (verdict === 'suppress' && status === 'unknown' ? 'unknown' : (LABELS[verdict] ?? 'no verdict'));

function readResult({ json }) {
	const { compliance } = json;
	return typeof compliance === 'object' && compliance !== null ? compliance : undefined;
}

/** All items on all outputs of one node in an execution, over all of its runs. */
export function itemsOf(execution, node) {
	const runs = execution.data.resultData.runData[node] ?? [];
	return runs.flatMap((run) => (run.data?.main ?? []).flatMap((output) => output ?? []));
}

/** Names of this package's nodes in a workflow, in the order in which they ran. */
export function complianceNodes(workflow, execution, prefix) {
	const { runData } = execution.data.resultData;
	return workflow.nodes
		.filter(({ type, name }) => type.startsWith(prefix) && runData[name])
		.map(({ name }) => name)
		.sort((one, other) => runData[one][0].executionIndex - runData[other][0].executionIndex);
}

/**
 * Counts what each node decided, by outcome and first reason.
 *
 * @returns rows `{ step, outcome, reason, contacts, until? }`, in the order of the steps; `until` spans the first and
 * last `sendAt` of those held, ISO 8601 in UTC.
 */
export function tallyOutcomes(workflow, execution, prefix) {
	const rows = new Map();
	for (const step of complianceNodes(workflow, execution, prefix)) {
		for (const item of itemsOf(execution, step)) {
			const result = readResult(item);
			if (result?.verdict === undefined) continue;
			const outcome = labelOf(result);
			const reason = outcome === 'send' ? '' : (result.reasons?.[0]?.code ?? '');
			const key = JSON.stringify([step, outcome, reason]);
			const row = rows.get(key) ?? { step, outcome, reason, contacts: 0, sendAts: [] };
			row.contacts += 1;
			if (typeof result.sendAt === 'string') row.sendAts.push(result.sendAt);
			rows.set(key, row);
		}
	}
	return [...rows.values()].map(({ sendAts, ...row }) => ({ ...row, ...spanOf(sendAts) }));
}

function spanOf(instants) {
	if (instants.length === 0) return {};
	const sorted = [...instants].sort();
	const [first, last] = [sorted[0], sorted.at(-1)];
	return { until: first === last ? first : `${first} to ${last}` };
}
