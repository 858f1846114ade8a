import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';

/** A throw-away server of our own, which may be stopped and broken. */
export interface PostgresServer {
	port: number;
	/** For its superuser, whom it trusts. */
	connectionString: string;
	/** PEM of its certificate, which it has signed itself; made for `localhost`. */
	certificate: string;
	/** Stops it as a power cut does, and starts it again. */
	restart(): void;
	stop(): void;
	start(): void;
	remove(): void;
}

const BINARIES = globSync('/usr/lib/postgresql/*/bin/initdb').sort().at(-1)?.replace(/initdb$/, '');
const USER = accountOf('postgres') ?? accountOf('nobody');

/** Whether there are the programs to start one with, and somebody to run it as: it refuses to run as root. */
export const canStartServer = BINARIES !== undefined && existsSync('/usr/bin/openssl') && (process.getuid?.() !== 0 || USER !== undefined);
if (!canStartServer) process.stderr.write('No PostgreSQL programs are installed here: the tests that restart a server are skipped.\n');

/** @param hba lines of `pg_hba.conf` that come before the one that trusts everybody. */
export async function startServer(hba: readonly string[] = []): Promise<PostgresServer> {
	const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
	const data = join(folder, 'data');
	const port = await freePort();
	if (process.getuid?.() === 0 && USER !== undefined) chownSync(folder, USER.uid, USER.gid);
	chmodSync(folder, 0o700);
	run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N']);
	const [key, certificate] = [join(data, 'server.key'), join(data, 'server.crt')];
	as('/usr/bin/openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate]);
	writeFileSync(join(data, 'pg_hba.conf'), [...hba, 'host all all 127.0.0.1/32 trust', ''].join('\n'));
	const settings = [`port = ${port}`, "listen_addresses = '127.0.0.1'", `unix_socket_directories = '${folder}'`, 'ssl = on', 'max_connections = 30', 'fsync = off'];
	writeFileSync(join(data, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
	const start = (): void => run('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-w', 'start']);
	const stop = (): void => run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
	start();
	return {
		port,
		connectionString: `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
		certificate: readFileSync(certificate, 'utf8'),
		restart: () => {
			stop();
			start();
		},
		stop,
		start,
		remove: () => {
			spawnSync(`${BINARIES}pg_ctl`, ['-D', data, '-m', 'immediate', 'stop'], { ...USER, cwd: folder, stdio: 'ignore' });
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function run(program: string, args: readonly string[]): void {
	as(`${BINARIES}${program}`, args);
}

/** What the server leaves running must not hold on to our output. */
function as(file: string, args: readonly string[]): void {
	execFileSync(file, [...args], { ...(process.getuid?.() === 0 && USER), cwd: tmpdir(), stdio: 'ignore' });
}

function accountOf(name: string): { uid: number; gid: number } | undefined {
	const number = (flag: string): number => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout?.trim() || Number.NaN);
	const [uid, gid] = [number('-u'), number('-g')];
	return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined;
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}
