import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { chromium } from 'playwright-core';

const EDITOR = { width: 1400, height: 800 };
const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Messages and hints that n8n lays over the canvas. */
const CLUTTER = '.el-notification, [data-test-id="toast"], [role="dialog"][class*="_popoverContent_"] { display: none !important; }';
const SETTLE_MS = 1_200;

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
	await hideClutter(page);
	await page.click('[data-test-id="zoom-to-fit"]');
	await page.waitForTimeout(SETTLE_MS);
}

/** Shows one past execution of a workflow, with the item counts on the connections. */
export async function showExecution({ page, baseUrl }, workflowId, executionId) {
	await page.goto(`${baseUrl}/workflow/${workflowId}/executions/${executionId}`, { waitUntil: 'domcontentloaded' });
	await page.waitForTimeout(SETTLE_MS * 5);
	await hideClutter(page);
}

/** Opens the panel of the node with this name on the workflow shown. */
export async function openNode({ page }, name) {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
	await page.waitForSelector('[data-test-id="ndv"], [data-test-id="node-parameters"]');
	await page.waitForTimeout(SETTLE_MS);
}

/** Writes what is shown, 1400 x 800, as a PNG. */
export async function takePicture({ page }, file) {
	mkdirSync(dirname(file), { recursive: true });
	await page.mouse.move(EDITOR.width / 2, EDITOR.height - 5);
	await page.screenshot({ path: file });
}

async function hideClutter(page) {
	await page.addStyleTag({ content: CLUTTER });
}
