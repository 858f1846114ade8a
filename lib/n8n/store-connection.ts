import { homedir } from 'node:os';
import { join } from 'node:path';
import type { FunctionsBase, ICredentialDataDecryptedObject } from 'n8n-workflow';
import { ComplianceError } from '../model/errors';
import { openStore } from '../store/open-store';
import type { ComplianceStore, StoreConfig } from '../store/port';
import { rawParameter } from './parameter-reader';
import { postgresConfig } from './postgres-config';

export const CREDENTIAL_NAME = 'complianceStoreApi';

/** What a store is found by; the context of every kind of node has it, of a trigger as well. */
export type StoreContext = Pick<FunctionsBase, 'getNode' | 'getCredentials'>;

export interface StoreConnection {
	store: ComplianceStore;
	brand: string;
}

/** Of n8n's command line. */
const QUEUE_COMMANDS: ReadonlySet<string> = new Set(['worker', 'webhook']);

/** One open store for each place, shared by all nodes of the process. */
const open = new Map<string, Promise<ComplianceStore>>();

/**
 * Opens the store that the node's credential names; without a credential, the embedded store in n8n's user folder.
 *
 * @throws ComplianceError `STORE_*` when it cannot be used, `CONFIG_INVALID` for a brand that is no name
 */
export async function connectStore(context: StoreContext): Promise<StoreConnection> {
	const credential = await readCredential(context);
	const brand = brandOf(rawParameter(context, 'options.brand'), credential.brand);
	return { store: await sharedStore(storeConfig(credential)), brand };
}

/** Opens the store of a credential once more on its own, for the credential's connection test. */
export async function tryStore(credential: ICredentialDataDecryptedObject): Promise<void> {
	const store = await openStore(storeConfig(credential));
	await store.close();
}

async function readCredential(context: StoreContext): Promise<ICredentialDataDecryptedObject> {
	if (context.getNode().credentials?.[CREDENTIAL_NAME] === undefined) return {};
	return await context.getCredentials(CREDENTIAL_NAME);
}

function storeConfig(credential: ICredentialDataDecryptedObject): StoreConfig {
	const { backend = 'sqlite', file, sharedDisk } = credential;
	if (backend === 'postgres') return postgresConfig(credential);
	if (backend !== 'sqlite') {
		throw new ComplianceError('STORE_UNSUPPORTED', 'The chosen kind of store is not available.', 'Choose Embedded (SQLite File) or PostgreSQL in the Compliance Store credential.');
	}
	if (isQueueMode() && sharedDisk !== true) {
		throw new ComplianceError(
			'STORE_UNSUPPORTED',
			'n8n runs in queue mode, where each worker may see a different file: the embedded store could miss an opt-out.',
			'Choose PostgreSQL in the Compliance Store credential. If every process uses this very file on one disk, turn on "All n8n Processes Share This Disk" there instead.',
		);
	}
	return { backend: 'sqlite', file: typeof file === 'string' && file.trim() !== '' ? file.trim() : defaultFile() };
}

/** A worker and a webhook process of n8n work in queue mode whatever their own environment says. */
function isQueueMode(): boolean {
	return process.env.EXECUTIONS_MODE === 'queue' || QUEUE_COMMANDS.has(process.argv[2] ?? '');
}

/** n8n keeps its own files in the same folder. */
function defaultFile(): string {
	const userFolder = process.env.N8N_USER_FOLDER ?? homedir();
	return join(userFolder, '.n8n', 'messaging-compliance.sqlite');
}

async function sharedStore(config: StoreConfig): Promise<ComplianceStore> {
	const key = JSON.stringify(config);
	const known = open.get(key);
	if (known !== undefined) return await known;
	const opening = openStore(config);
	open.set(key, opening);
	// After a failure the next run tries again: the cause may be gone by then.
	opening.catch(() => open.delete(key));
	return await opening;
}

function brandOf(option: unknown, fromCredential: unknown): string {
	const chosen = [option, fromCredential].find((value) => value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '')) ?? 'default';
	const brand = typeof chosen === 'string' ? chosen.trim() : '';
	if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u.test(brand)) return brand;
	throw new ComplianceError(
		'CONFIG_INVALID',
		'The Brand is not a usable name.',
		'Use letters, digits, spaces, dots, dashes and underscores, at most 64 characters, and no expression.',
	);
}
