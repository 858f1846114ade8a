import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { installTarball } from './package-install.mjs';
import { freePorts } from './ports.mjs';
import { N8N_2 } from './releases.mjs';
import { N8nRest } from './rest.mjs';
import { startN8n } from './server.mjs';
import { settingsFor } from './settings.mjs';
import { waitForWebhooks } from './webhooks.mjs';

/** An account for a throw-away n8n; n8n wants a digit and a capital letter in a password. */
export function newOwner() {
	return { email: 'owner@example.com', password: `Demo1-${randomBytes(6).toString('hex')}` };
}

/** Signs in where the user folder has an owner already, else makes the owner. */
async function enter(rest, owner, isNew) {
	if (isNew) return await rest.setUpOwner(owner);
	return await rest.signIn(owner);
}

/**
 * Starts an n8n with the package installed, its owner signed in and workflows imported and published.
 *
 * @param options.tarballs packed packages to install.
 * @param options.workflows `{ workflow, live?, webhook? }`: workflows with an id; those that are `live` are published, and it waits for their `webhook`.
 * @param options.keep goes on with the user folder of an earlier run; workflows are in it already.
 * @param options.port the port to use where it is free.
 * @param options.environment further settings of n8n.
 * @param options.release which n8n; it has to be installed.
 * @returns an `Instance`; end it with `stop()`.
 */
export async function launch({ userFolder, tarballs, workflows, owner = newOwner(), keep = false, port, environment, release = N8N_2, say = () => {} }) {
	if (!keep) rmSync(userFolder, { recursive: true, force: true });
	const settings = settingsFor(userFolder, await freePorts(port), environment, release);
	for (const tarball of tarballs) await installTarball(tarball, userFolder);
	say('Starting n8n');
	const webhooks = workflows.flatMap(({ webhook }) => webhook ?? []);
	const instance = new Instance(release, settings, owner, webhooks);
	await instance.start(async (rest) => {
		await enter(rest, owner, !keep);
		for (const { workflow, live } of keep ? [] : workflows) {
			await rest.importWorkflow(workflow);
			if (live) await rest.publishWorkflow(workflow.id);
		}
	});
	return instance;
}

/** One local n8n: its `release` and `settings`, `url`, its signed-in `rest`, and the `server` process behind it. */
class Instance {
	constructor(release, settings, owner, webhooks) {
		this.release = release;
		this.settings = settings;
		this.owner = owner;
		this.webhooks = webhooks;
		this.workflowIds = new Map();
	}

	/** Starts the server, lets `prepare` use it, and waits for the webhooks. A server that fails on the way is stopped. */
	async start(prepare) {
		this.server = await startN8n(this.settings, this.release);
		try {
			this.url = this.server.url;
			this.rest = new N8nRest(this.url, this.workflowIds);
			await prepare(this.rest);
			this.webhookReadyMs = await waitForWebhooks(this.url, this.webhooks);
		} catch (error) {
			await this.server.stop();
			throw error;
		}
	}

	/** Stops the server; with `kill` at once, without letting it finish anything. The data stays. */
	async stop(options) {
		await this.server.stop(options);
	}

	/** Stops the server and starts it again on the same data. */
	async restart(options) {
		await this.stop(options);
		await this.start((rest) => rest.signIn(this.owner));
	}
}
