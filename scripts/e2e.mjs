import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { INSTANT } from '../test/e2e/oracle.mjs';
import { DEMO } from './demo/config.mjs';
import { demoWorkflows } from './demo/templates.mjs';
import { ensureN8n } from './local-n8n/ensure-n8n.mjs';
import { launch } from './local-n8n/instance.mjs';
import { buildAndPack } from './local-n8n/package-install.mjs';
import { REPOSITORY } from './local-n8n/paths.mjs';

const TESTS = join(REPOSITORY, 'test', 'e2e');
const TEST_TIMEOUT_MS = 5 * 60_000;

/** Every test file exports an object: sentences of behaviour, each with a function, in the order in which they run. */
async function readTests(filter) {
	const files = readdirSync(TESTS).filter((file) => file.endsWith('.e2e.mjs')).sort();
	const modules = await Promise.all(files.map((file) => import(pathToFileURL(join(TESTS, file)).href)));
	return modules.flatMap((module, index) => {
		const topic = files[index].replace('.e2e.mjs', '');
		return Object.entries(module.default)
			.map(([behaviour, test]) => ({ title: `${topic}: ${behaviour}`, test }))
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
		await withTimeout(test(context));
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
	const counts = { numPassedTests: count('passed'), numFailedTests: count('failed') };
	if (outputFile !== undefined) writeFileSync(outputFile, `${JSON.stringify({ ...counts, results }, null, '\t')}\n`);
	console.log(`${counts.numPassedTests} passed, ${counts.numFailedTests} failed`);
	process.exitCode = counts.numFailedTests === 0 && counts.numPassedTests > 0 ? 0 : 1;
}

async function runAll(tests) {
	await ensureN8n();
	const tarball = await buildAndPack();
	const instance = await launch({ userFolder: DEMO.e2eUserFolder, tarballs: [tarball], workflows: demoWorkflows({ at: INSTANT }), say: console.log });
	const context = { instance, tarball };
	const results = [];
	try {
		for (const test of tests) results.push(await runTest(test, context));
	} finally {
		await instance.stop();
	}
	return results;
}

/** `--json` is there so that the tests can be called like jest; the file is always JSON. */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, outputFile: { type: 'string' } } });
const tests = await readTests(positionals[0] ?? '');
try {
	conclude(await runAll(tests), values.outputFile);
} catch (error) {
	console.error(error);
	conclude(tests.map(({ title }) => ({ title, status: 'failed' })), values.outputFile);
}
