/** Loaded by n8n (EXTERNAL_HOOK_FILES): writes how long each node of each finished workflow took. */
const { appendFileSync } = require('node:fs');

const countItems = (outputs) => (outputs ?? []).reduce((sum, items) => sum + (items?.length ?? 0), 0);

module.exports = {
	workflow: {
		postExecute: [
			async (run, workflow) => {
				const runData = run?.data?.resultData?.runData ?? {};
				const nodes = Object.entries(runData).map(([name, runs]) => ({
					name,
					ms: runs.reduce((sum, { executionTime }) => sum + executionTime, 0),
					out: runs.map(({ data }) => (data?.main ?? []).map((items) => items?.length ?? 0)),
					items: runs.reduce((sum, { data }) => sum + countItems(data?.main), 0),
				}));
				const error = run?.data?.resultData?.error?.message;
				appendFileSync(process.env.BENCH_RESULTS, `${JSON.stringify({ workflow: workflow?.id, error, nodes })}\n`);
			},
		],
	},
};
