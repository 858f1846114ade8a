import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Something that stands in the place of a server. */
export interface Stand {
	port: number;
	close(): void;
}

/** Answers whoever connects with one error message of the server, and hangs up. */
export async function refusingServer(code: string, message = 'secret words of the server'): Promise<Stand> {
	return await stand((socket) => {
		socket.once('data', () => {
			const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
			const length = Buffer.alloc(4);
			length.writeInt32BE(fields.length + 4);
			socket.end(Buffer.concat([Buffer.from('E'), length, fields]));
		});
	});
}

/** Takes connections and never says a word. */
export async function silentServer(): Promise<Stand> {
	return await stand(() => {});
}

/** Stands between a store and its server. */
export interface Proxy extends Stand {
	/** Cuts the connection as soon as a text has passed on its way to the server, before the answer comes back. */
	cutAfter(text: string): void;
	/** Puts another text of the same length in the place of one that comes from the server, from now on. */
	rewrite(text: string, other: string): void;
	/** Passes nothing on any more, in neither direction, and hangs up on nobody. */
	freeze(): void;
}

export async function proxyTo(host: string, port: number): Promise<Proxy> {
	let wanted: string | undefined;
	let isFrozen = false;
	let rewriting: [text: string, other: string] | undefined;
	const proxy = await stand((client) => {
		const server = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
		const end = (): void => {
			client.destroy();
			server.end();
		};
		let isCut = false;
		client.on('data', (data) => {
			if (isFrozen) return;
			server.write(data);
			if (wanted === undefined || !data.includes(wanted)) return;
			wanted = undefined;
			isCut = true;
			client.destroy();
		});
		server.on('data', (data) => {
			if (rewriting && data.includes(rewriting[0])) data.write(rewriting[1], data.indexOf(rewriting[0]), 'latin1');
			if (!isFrozen && !isCut) client.write(data);
		});
		for (const socket of [client, server]) socket.on('error', () => {}).on('close', end);
	});
	return {
		...proxy,
		cutAfter: (text) => {
			wanted = text;
		},
		rewrite: (text, other) => {
			rewriting = [text, other];
		},
		freeze: () => {
			isFrozen = true;
		},
	};
}

async function stand(serve: (socket: Socket) => void): Promise<Stand> {
	const sockets = new Set<Socket>();
	const server: Server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		serve(socket);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		close: () => {
			for (const socket of sockets) socket.destroy();
			server.close();
		},
	};
}
