import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 200;

/** Asks without running the workflow: to a request for its options n8n names the methods a webhook path is registered for. */
async function isRegistered(url) {
	try {
		const response = await fetch(url, { method: 'OPTIONS', headers: { origin: 'http://localhost' }, signal: AbortSignal.timeout(2_000) });
		const methods = response.headers.get('access-control-allow-methods') ?? '';
		return response.ok && methods.split(',').some((method) => method.trim() !== 'OPTIONS' && method.trim() !== '');
	} catch {
		return false;
	}
}

/** Resolves when all of these published webhook paths are served; gives the milliseconds it took. */
export async function waitForWebhooks(baseUrl, paths, { timeoutMs = 60_000 } = {}) {
	const started = Date.now();
	const missing = new Set(paths);
	while (missing.size > 0) {
		for (const path of missing) if (await isRegistered(`${baseUrl}/webhook/${path}`)) missing.delete(path);
		if (missing.size === 0) break;
		if (Date.now() - started > timeoutMs) throw new Error(`n8n does not serve these webhooks: ${[...missing].join(', ')}. Is the workflow published?`);
		await sleep(POLL_MS);
	}
	return Date.now() - started;
}

/**
 * Posts to a published webhook and gives the answer, read as JSON where it is JSON.
 *
 * @param body a string is sent as it is, anything else as JSON.
 */
export async function postWebhook(baseUrl, path, body, { contentType, timeoutMs = 10 * 60_000 } = {}) {
	const isText = typeof body === 'string';
	const response = await fetch(`${baseUrl}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': contentType ?? (isText ? 'text/plain' : 'application/json') },
		body: isText ? body : JSON.stringify(body),
		signal: AbortSignal.timeout(timeoutMs),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`The webhook "${path}" answered ${response.status}: ${text.slice(0, 500)}`);
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
