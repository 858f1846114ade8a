import { DEMO, STEPS } from './config.mjs';

/** All items on all outputs of one node in an execution, over all of its runs. */
export function itemsOf(execution, node) {
	const runs = execution.data.resultData.runData[node] ?? [];
	return runs.flatMap((run) => (run.data?.main ?? []).flatMap((output) => output ?? []));
}

/** What one step did with a contact. */
function stepOutcome(json, { verdict: field, sentTo, sentText }) {
	const result = json[field];
	if (result === undefined) return { outcome: 'left', codes: [], reasons: [] };
	const reasons = result.reasons ?? [];
	const known = { codes: reasons.map(({ code }) => code), reasons, address: result.address, sendAt: result.sendAt, footer: result.footer, measured: result.sms };
	if (json[sentTo] !== undefined) return { ...known, outcome: 'send', sentTo: json[sentTo], sentText: json[sentText] };
	return { ...known, outcome: outcomeOf(result) };
}

/** A contact who passed every gate and was not sent stopped at the footer. */
function outcomeOf({ verdict, status }) {
	if (verdict === 'send') return 'not ready';
	if (verdict === 'suppress' && status === 'unknown') return 'unknown';
	return { hold: 'hold', review: 'needs review', suppress: 'suppressed' }[verdict] ?? 'no verdict';
}

/** Every contact that came out of the campaign, with its row of the file and what each step did. */
export function contactOutcomes(execution) {
	return itemsOf(execution, DEMO.nodes.everybody).map(({ json }) => ({
		row: json,
		key: rowKey(json),
		name: `${json.first_name} ${json.last_name}`,
		...Object.fromEntries(STEPS.map((step) => [step.step, stepOutcome(json, step)])),
	}));
}

/** Names a row of the file by what stands in it; n8n reads an empty cell as `null`. */
export function rowKey({ first_name, last_name, phone, email }) {
	return JSON.stringify([first_name, last_name, phone ?? '', email ?? '']);
}
