import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { chromium } from 'playwright-core';

const EDITOR = { width: 1400, height: 800 };
const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Messages, hints and buttons that n8n lays over the canvas. */
const CLUTTER = `.el-notification, [data-test-id="toast"], [role="dialog"][class*="_popoverContent_"], [class*="_executionButtons_"] { display: none !important; }`;
const SETTLE_MS = 1_200;
const SHOWN_ABOVE_PX = 72;
const WHEEL_PX = 250;
const MOST_TURNS = 20;

/** Opens a browser and signs in to a running n8n; `close()` ends it. */
export async function openEditor(baseUrl, { email, password }) {
	const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'] });
	const page = await browser.newPage({ viewport: EDITOR });
	await page.goto(`${baseUrl}/signin`, { waitUntil: 'domcontentloaded' });
	await page.fill('input[type=email]', email);
	await page.fill('input[type=password]', password);
	await page.press('input[type=password]', 'Enter');
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
	return { page, baseUrl, close: () => browser.close() };
}

/** Shows a workflow on the canvas, all of it in view. */
export async function showWorkflow({ page, baseUrl }, id) {
	await page.goto(`${baseUrl}/workflow/${id}`, { waitUntil: 'domcontentloaded' });
	await page.waitForSelector('[data-test-id="canvas-node"]');
	await page.waitForTimeout(SETTLE_MS);
	await hideClutter({ page });
	await page.click('[data-test-id="zoom-to-fit"]');
	await page.waitForTimeout(SETTLE_MS);
}

const nodeSelector = (name) => `[data-test-id="canvas-node"][data-node-name="${name}"]`;

/**
 * Runs the workflow shown from one of its triggers, as a user does, until a node of it has run.
 *
 * @param options.meanwhile called while n8n waits, to post to the test address of a webhook.
 */
export async function executeFrom({ page }, trigger, lastNode, { meanwhile } = {}) {
	await page.hover(nodeSelector(trigger));
	await page.locator(`[data-test-id="execute-workflow-button-${trigger}"]`).click({ force: true });
	await page.waitForTimeout(SETTLE_MS);
	await meanwhile?.();
	await page.waitForSelector(`${nodeSelector(lastNode)} [data-test-id="canvas-node-status-success"]`);
	await page.waitForTimeout(SETTLE_MS);
	await hideClutter({ page });
}

/** Opens the panel of the node with this name on the workflow shown. */
export async function openNode({ page }, name) {
	await page.locator(nodeSelector(name)).dblclick();
	await page.waitForSelector('[data-test-id="ndv"], [data-test-id="node-parameters"]');
	await page.waitForTimeout(SETTLE_MS);
}

/** In the open panel of a node, shows one output from about the field on that matters. */
export async function showResult({ page }, branch, field) {
	const output = page.locator('[data-test-id="output-panel"]');
	if (branch) await output.getByText(new RegExp(`^${branch} Branch`)).click();
	await output.locator('[data-test-id="radio-button-schema"]').click();
	await page.waitForTimeout(SETTLE_MS);
	const shown = output.getByText(field, { exact: true }).first();
	await output.hover();
	// The list holds only what is in view.
	for (let turns = 0; turns < MOST_TURNS && (await shown.count()) === 0; turns += 1) {
		await page.mouse.wheel(0, WHEEL_PX);
		await page.waitForTimeout(SETTLE_MS / 4);
	}
	await shown.evaluate((element, above) => {
		element.style.scrollMarginTop = `${above}px`;
		element.scrollIntoView({ block: 'start' });
	}, SHOWN_ABOVE_PX);
	await page.waitForTimeout(SETTLE_MS);
}

/** Opens a credential that does not connect, with what its test says. */
export async function showBrokenCredential({ page, baseUrl }, id) {
	await page.goto(`${baseUrl}/home/credentials/${id}`, { waitUntil: 'domcontentloaded' });
	await page.getByText('More details').click();
	await page.waitForTimeout(2 * SETTLE_MS);
}

/** Closes the panel of a node. */
export async function closeNode({ page }) {
	await page.keyboard.press('Escape');
	await page.waitForTimeout(SETTLE_MS);
}

/** Writes what is shown, 1400 x 800, as a PNG. */
export async function takePicture({ page }, file) {
	mkdirSync(dirname(file), { recursive: true });
	await page.mouse.move(EDITOR.width / 2, EDITOR.height - 5);
	await page.screenshot({ path: file });
}

async function hideClutter({ page }) {
	await page.addStyleTag({ content: CLUTTER });
}
