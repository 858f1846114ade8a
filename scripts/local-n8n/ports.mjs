import { createServer } from 'node:net';

function tryPort(port) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(undefined));
		server.listen(port, '127.0.0.1', () => {
			const { port: taken } = server.address();
			server.close(() => resolve(taken));
		});
	});
}

/** `wanted` where nobody uses it, else a port that is free now. */
export async function freePort(wanted = 0) {
	return (await tryPort(wanted)) ?? (await tryPort(0));
}

/** Ports for one n8n. */
export async function freePorts(wantedWeb) {
	return { web: await freePort(wantedWeb), broker: await freePort() };
}
