import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOST = 'api.twilio.com';
const EC_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** A certificate for Twilio's host, signed by an authority that only the n8n of the test trusts. */
function makeCertificates(folder) {
	const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
	openssl('req', '-x509', ...EC_KEY, '-days', '2', '-subj', '/CN=Test authority', '-keyout', 'authority.key', '-out', 'authority.pem');
	openssl('req', ...EC_KEY, '-subj', `/CN=${HOST}`, '-keyout', 'server.key', '-out', 'server.csr');
	writeFileSync(join(folder, 'names'), `subjectAltName=DNS:${HOST}`);
	openssl('x509', '-req', '-in', 'server.csr', '-CA', 'authority.pem', '-CAkey', 'authority.key', '-CAcreateserial', '-days', '2', '-extfile', 'names', '-out', 'server.pem');
	return { key: readFileSync(join(folder, 'server.key')), cert: readFileSync(join(folder, 'server.pem')) };
}

/** Refuses a request for a message as Twilio's API does. */
function answer(answers) {
	return (request, response) => {
		let sent = '';
		request.setEncoding('utf8').on('data', (part) => (sent += part));
		request.on('end', () => {
			const { status, code, message } = answers[new URLSearchParams(sent).get('To')] ?? { status: 404, code: 20404, message: 'The requested resource was not found' };
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }));
		});
	};
}

const listen = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));

/**
 * Stands in for Twilio's API on this machine. Nothing leaves it: the proxy that n8n is told to use refuses every other host.
 *
 * @param answers by recipient: the `status` of the answer, and the `code` and `message` of the error.
 * @returns `environment` for the n8n that is to use it, and `stop()`.
 */
export async function standInForTwilio(answers) {
	const folder = mkdtempSync(join(tmpdir(), 'twilio-'));
	const server = createServer(makeCertificates(folder), answer(answers));
	const proxy = createProxy((_request, response) => response.writeHead(403).end());
	const port = await listen(server);
	proxy.on('connect', ({ url }, socket) => {
		socket.on('error', () => socket.destroy());
		if (url !== `${HOST}:443`) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		const tunnel = connect(port, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			tunnel.pipe(socket).pipe(tunnel);
		});
		tunnel.on('error', () => socket.destroy());
	});
	const address = `http://127.0.0.1:${await listen(proxy)}`;
	return {
		environment: { HTTPS_PROXY: address, https_proxy: address, NO_PROXY: 'localhost,127.0.0.1', no_proxy: 'localhost,127.0.0.1', NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') },
		stop: () => {
			for (const one of [proxy, server]) {
				one.close();
				one.closeAllConnections();
			}
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
