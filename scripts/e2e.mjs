import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { INSTANT } from '../test/e2e/oracle.mjs';
import { Skipped } from '../test/e2e/skip.mjs';
import { DEMO } from './demo/config.mjs';
import { demoWorkflows } from './demo/templates.mjs';
import { ensureN8n } from './local-n8n/ensure-n8n.mjs';
import { launch } from './local-n8n/instance.mjs';
import { buildAndPack } from './local-n8n/package-install.mjs';
import { REPOSITORY } from './local-n8n/paths.mjs';
import { N8N_1, N8N_2 } from './local-n8n/releases.mjs';

const TESTS = join(REPOSITORY, 'test', 'e2e');
const TEST_TIMEOUT_MS = 5 * 60_000;
/** In this order. */
const RELEASES = [N8N_2, N8N_1];

/** Every test file exports an object: sentences of behaviour, each with a function, in the order in which they run; and the `release` of n8n, where it is not the newest. */
async function readTests(filter) {
	const files = readdirSync(TESTS).filter((file) => file.endsWith('.e2e.mjs')).sort();
	const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(TESTS, file)).href)));
	return modules.flatMap(({ default: behaviours, release = N8N_2 }, index) => {
		const topic = files[index].replace('.e2e.mjs', '');
		return Object.entries(behaviours)
			.map(([behaviour, test]) => ({ title: `${topic}: ${behaviour}`, test, release }))
			.filter(({ title }) => topic.includes(filter) || title.includes(filter));
	});
}

async function withTimeout(promise) {
	let timer;
	const limit = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`took longer than ${TEST_TIMEOUT_MS / 1000} s`)), TEST_TIMEOUT_MS);
	});
	return await Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

async function runTest({ title, test }, context) {
	const started = Date.now();
	try {
		const outcome = await withTimeout(test(context));
		if (outcome instanceof Skipped) {
			console.log(`skipped ${title}: ${outcome.reason}`);
			return { title, status: 'skipped', reason: outcome.reason };
		}
		console.log(`ok      ${title} (${Date.now() - started} ms)`);
		return { title, status: 'passed' };
	} catch (error) {
		console.log(`FAILED  ${title}\n${error instanceof Error ? error.stack : String(error)}`);
		return { title, status: 'failed' };
	}
}

/** Writes the counts to the file asked for, prints them as the last line, and sets the exit code. */
function conclude(results, outputFile) {
	const count = (status) => results.filter((result) => result.status === status).length;
	const counts = { numPassedTests: count('passed'), numFailedTests: count('failed'), numPendingTests: count('skipped') };
	if (outputFile !== undefined) writeFileSync(outputFile, `${JSON.stringify({ ...counts, results }, null, '\t')}\n`);
	const skipped = counts.numPendingTests === 0 ? '' : `, ${counts.numPendingTests} skipped`;
	console.log(`${counts.numPassedTests} passed, ${counts.numFailedTests} failed${skipped}`);
	process.exitCode = counts.numFailedTests === 0 && counts.numPassedTests > 0 ? 0 : 1;
}

async function runOn(release, tests, tarball) {
	const userFolder = join(DEMO.e2eUserFolder, release.version);
	const instance = await launch({ userFolder, tarballs: [tarball], workflows: demoWorkflows({ at: INSTANT }), release, say: console.log });
	const context = { instance, tarball };
	const results = [];
	try {
		for (const test of tests) results.push(await runTest(test, context));
	} finally {
		await instance.stop();
	}
	return results;
}

/** The next release is installed while the tests of the one before it run. */
async function runAll(tests) {
	const wanted = RELEASES.map((release) => ({ release, tests: tests.filter((test) => test.release === release) })).filter((part) => part.tests.length > 0);
	let installed = startToEnsure(wanted[0].release, console.log);
	const tarball = await buildAndPack();
	const results = [];
	for (const [index, part] of wanted.entries()) {
		const next = wanted[index + 1]?.release;
		results.push(
			...(await unlessFailed(part.tests, async () => {
				await installed;
				console.log(`On n8n ${part.release.version}`);
				installed = next && startToEnsure(next, () => {});
				return await runOn(part.release, part.tests, tarball);
			})),
		);
	}
	return results;
}

/** Its failure is that of whoever awaits it. */
function startToEnsure(release, say) {
	const installed = ensureN8n(say, release);
	installed.catch(() => {});
	return installed;
}

/** Where the tests could not be run to their end, all of them count as failed. */
async function unlessFailed(tests, run) {
	try {
		return await run();
	} catch (error) {
		console.error(error);
		return tests.map(({ title }) => ({ title, status: 'failed' }));
	}
}

/** `--json` is there so that the tests can be called like jest; the file is always JSON. */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, outputFile: { type: 'string' } } });
const tests = await readTests(positionals[0] ?? '');
conclude(await unlessFailed(tests, async () => await runAll(tests)), values.outputFile);
