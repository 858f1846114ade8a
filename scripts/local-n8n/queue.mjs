import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { newOwner } from './instance.mjs';
import { installTarball } from './package-install.mjs';
import { freePort, freePorts } from './ports.mjs';
import { N8nRest } from './rest.mjs';
import { startN8n, startWorker } from './server.mjs';
import { createDatabase, dropDatabase, forgetQueue, POSTGRES, REDIS } from './services.mjs';
import { settingsFor } from './settings.mjs';

const CONCURRENCY = 8;
const STARTED = /Worker started execution (\d+)/g;

/**
 * Starts n8n in queue mode on this machine: a main process and workers, each with a user folder of its own, as on machines of
 * their own, a fresh database and a queue that no other n8n shares.
 *
 * @param options.folder emptied; holds the user folders.
 * @param options.workers how many.
 * @returns a `QueueMode`; end it with `stop()`.
 */
export async function launchQueueMode({ folder, tarball, workers }) {
	rmSync(folder, { recursive: true, force: true });
	const name = `n8n_e2e_${randomBytes(6).toString('hex')}`;
	const queueMode = new QueueMode(folder, name);
	await createDatabase(name);
	try {
		await queueMode.startMain(tarball);
		await Promise.all(Array.from({ length: workers }, async (_, index) => await queueMode.startWorker(tarball, index)));
	} catch (error) {
		await queueMode.stop();
		throw error;
	}
	return queueMode;
}

function sharedSettings(name) {
	return {
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
		QUEUE_BULL_REDIS_HOST: REDIS.host,
		QUEUE_BULL_REDIS_PORT: String(REDIS.port),
		QUEUE_BULL_PREFIX: name,
		N8N_REDIS_KEY_PREFIX: name,
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: POSTGRES.host,
		DB_POSTGRESDB_PORT: String(POSTGRES.port),
		DB_POSTGRESDB_USER: POSTGRES.user,
		DB_POSTGRESDB_PASSWORD: POSTGRES.password,
		DB_POSTGRESDB_DATABASE: name,
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	};
}

/** n8n in queue mode: `url` and signed-in `rest` of the main process, and the `workers`. Workflows are published to it as to an `Instance`. */
class QueueMode {
	webhooks = [];
	workers = [];

	constructor(folder, name) {
		this.folder = folder;
		this.name = name;
		this.shared = sharedSettings(name);
	}

	async #settings(process, extra = {}) {
		return settingsFor(join(this.folder, process), await freePorts(), { ...this.shared, ...extra });
	}

	async startMain(tarball) {
		const settings = await this.#settings('main');
		await installTarball(tarball, settings.N8N_USER_FOLDER);
		this.main = await startN8n(settings);
		this.url = this.main.url;
		this.rest = new N8nRest(this.url);
		await this.rest.setUpOwner(newOwner());
	}

	/** Also in place of one that has ended. */
	async startWorker(tarball, index, extra) {
		const settings = await this.#settings(`worker-${index + 1}`, { QUEUE_HEALTH_CHECK_PORT: String(await freePort()), ...extra });
		await installTarball(tarball, settings.N8N_USER_FOLDER);
		this.workers[index] = await startWorker(settings, CONCURRENCY);
	}

	/** The ids of the executions that a worker has begun, in order. */
	executionsOf(index) {
		return [...this.workers[index].log().matchAll(STARTED)].map(([, id]) => id);
	}

	/** Ends all processes at once, and removes database and queue. */
	async stop() {
		await Promise.all([this.main, ...this.workers].map(async (started) => await started?.stop({ kill: true })));
		await dropDatabase(this.name);
		await forgetQueue(this.name);
	}
}
