import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyLedger } from '../../lib/ledger/verify';
import { openStore } from '../../lib/store/open-store';
import type { ComplianceStore, ContactAddress } from '../../lib/store/port';
import { bundleForChild, type ChildBundle } from '../support/bundle-for-child';
import { ANNA, BRAND, consent, day, optOut, ORIGIN } from '../support/store-changes';

/** A disk of a few megabytes, where the tests may make one. */
function smallDisk(megabytes: number): string | undefined {
	const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
	if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' }).status === 0) return folder;
	rmSync(folder, { recursive: true });
	return undefined;
}

function removeDisk(folder: string): void {
	execFileSync('umount', [folder]);
	rmSync(folder, { recursive: true });
}

const probe = smallDisk(1);
if (probe === undefined) process.stderr.write('No disk may be mounted here: the tests of a full and of a read-only disk are skipped.\n');
else removeDisk(probe);
const describeDisk = probe === undefined ? describe.skip : describe;

const contactOf = (index: number): ContactAddress => ({ kind: 'phone', address: `+1555${String(index).padStart(7, '0')}` });
const batch = (first: number) =>
	[0, 1, 2].flatMap((offset) => [optOut({ contact: contactOf(first + offset) }), consent({ contact: contactOf(first + offset), state: 'withdrawn', evidence: { page: 'x'.repeat(20_000) } })]);

describeDisk('the embedded store on a disk of its own', () => {
	let disk: string;
	let store: ComplianceStore;
	beforeEach(async () => {
		disk = smallDisk(6) ?? '';
		writeFileSync(join(disk, 'ballast'), Buffer.alloc(2_000_000));
		store = await openStore({ backend: 'sqlite', file: join(disk, 'c.sqlite') });
	});
	afterEach(async () => {
		await store.close();
		removeDisk(disk);
	});

	/** Records until there is no room. @returns how many contacts were acknowledged. */
	const fill = async (): Promise<number> => {
		for (let first = 0; ; first += 3) {
			const failure: unknown = await store.record(BRAND, batch(first), ORIGIN, day(1)).then(() => undefined, (error: unknown) => error);
			if (failure === undefined) continue;
			expect(failure).toMatchObject({ name: 'ComplianceError', code: 'STORE_UNAVAILABLE', message: expect.stringContaining('no room left'), remedy: expect.stringContaining('Nothing of the failed call was recorded') });
			return first;
		}
	};
	const stateOf = async (opened: ComplianceStore, first: number, count: number) =>
		(await opened.readFacts(BRAND, Array.from({ length: count }, (_, offset) => contactOf(first + offset)), day(2))).map(({ suppressions, consents }) => suppressions.length + consents.length);

	test('that gets full acknowledges nothing that it does not hold, answers on, and goes on once there is room', async () => {
		const acknowledged = await fill();
		expect(acknowledged).toBeGreaterThan(30);
		expect(await stateOf(store, 0, acknowledged)).toEqual(Array(acknowledged).fill(2));
		expect(await stateOf(store, acknowledged, 3)).toEqual([0, 0, 0]);
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: acknowledged * 2 });
		await expect(store.reserve(BRAND, Array.from({ length: 200 }, (_, index) => ({ key: `send-${index}`, contact: ANNA, channel: 'sms' as const, messageClass: 'marketing' as const, caps: [] })), ORIGIN, day(2))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });

		rmSync(join(disk, 'ballast'));
		await store.record(BRAND, batch(acknowledged), ORIGIN, day(1));
		expect(await stateOf(store, 0, acknowledged + 3)).toEqual(Array(acknowledged + 3).fill(2));
		expect(await verifyLedger(store, BRAND)).toMatchObject({ ok: true, events: acknowledged * 2 + 6 });
	}, 60_000);

	test('that is full says so to whoever opens it then, or answers, and has everything afterwards', async () => {
		const acknowledged = await fill();
		await store.close();
		const again: unknown = await openStore({ backend: 'sqlite', file: join(disk, 'c.sqlite') }).then(async (other) => {
			const states = await stateOf(other, 0, acknowledged);
			await other.close();
			return states;
		}, (error: unknown) => error);
		if (Array.isArray(again)) expect(again).toEqual(Array(acknowledged).fill(2));
		else expect(again).toMatchObject({ name: 'ComplianceError', code: 'STORE_UNAVAILABLE' });
		rmSync(join(disk, 'ballast'));
		store = await openStore({ backend: 'sqlite', file: join(disk, 'c.sqlite') });
		expect(await stateOf(store, 0, acknowledged)).toEqual(Array(acknowledged).fill(2));
	}, 60_000);

	test('has no room for a new store either, and says so', async () => {
		await fill();
		const file = join(disk, 'new.sqlite');
		await expect(openStore({ backend: 'sqlite', file })).rejects.toMatchObject({ name: 'ComplianceError', code: 'STORE_UNAVAILABLE', message: expect.stringMatching(/no room|could not be read or written/) });
		rmSync(join(disk, 'ballast'));
		await (await openStore({ backend: 'sqlite', file })).close();
	}, 60_000);

	test('that may only be read says so, and is not opened', async () => {
		await store.record(BRAND, batch(0), ORIGIN, day(1));
		await store.close();
		execFileSync('mount', ['-o', 'remount,ro', disk]);
		await expect(openStore({ backend: 'sqlite', file: join(disk, 'c.sqlite') })).rejects.toMatchObject({ name: 'ComplianceError', code: 'STORE_UNAVAILABLE', remedy: expect.stringMatching(/write/) });
		await expect(openStore({ backend: 'sqlite', file: join(disk, 'new.sqlite') })).rejects.toMatchObject({ name: 'ComplianceError', code: 'STORE_UNAVAILABLE', remedy: expect.stringMatching(/right to write/) });
		execFileSync('mount', ['-o', 'remount,rw', disk]);
		store = await openStore({ backend: 'sqlite', file: join(disk, 'c.sqlite') });
		expect(await stateOf(store, 0, 3)).toEqual([2, 2, 2]);
	});
});

/** Somebody without special rights, as n8n should run. Where the tests run as such a user, that user. */
const NOBODY = accountOf('nobody');
const describeUser = process.getuid?.() === 0 && NOBODY === undefined ? describe.skip : describe;

function accountOf(name: string): { uid: number; gid: number } | undefined {
	const number = (flag: string): number => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout?.trim() || Number.NaN);
	const [uid, gid] = [number('-u'), number('-g')];
	return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined;
}

describeUser('the embedded store of a user without rights', () => {
	let bundle: ChildBundle;
	let folder: string;
	beforeAll(async () => {
		bundle = await bundleForChild('lib/store/open-store.ts');
	}, 60_000);
	afterAll(() => bundle.remove());
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'nobody-'));
		if (process.getuid?.() === 0 && NOBODY) chownSync(folder, NOBODY.uid, NOBODY.gid);
	});
	afterEach(() => {
		chmodSync(folder, 0o700);
		rmSync(folder, { recursive: true });
	});

	/** Opens the store as that user and opts somebody out. @returns what it says. */
	const attempt = (file: string): string => {
		const script = `require(${JSON.stringify(bundle.file)}).openStore({ backend: 'sqlite', file: ${JSON.stringify(file)} })
			.then(async (store) => { await store.record('acme', [${JSON.stringify(optOut())}], {}, new Date()); await store.close(); return 'recorded'; })
			.catch((error) => [error.code, error.message, error.remedy].join(' ')).then((said) => console.log(said))`;
		const { stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', '-e', script], { ...(process.getuid?.() === 0 && NOBODY), cwd: '/', encoding: 'utf8' });
		expect(stderr).toBe('');
		expect(stdout).not.toContain(folder);
		return stdout;
	};

	test('is made where the folder is theirs, for them alone', () => {
		const file = join(folder, 'a', 'c.sqlite');
		expect(attempt(file)).toBe('recorded\n');
		expect(statSync(file).mode & 0o777).toBe(0o600);
	}, 60_000);

	test.each([
		['a file that may not be read', 0o000, 0o700],
		['a file that may not be written', 0o400, 0o700],
		['a folder that may not be written', 0o600, 0o500],
		['a folder that may not be entered', 0o600, 0o000],
	])('is refused in words for %s, and works once that is put right', (_what, fileMode, folderMode) => {
		const file = join(folder, 'c.sqlite');
		expect(attempt(file)).toBe('recorded\n');
		for (const suffix of ['-wal', '-shm']) expect(existsSync(`${file}${suffix}`)).toBe(false);
		chmodSync(file, fileMode);
		chmodSync(folder, folderMode);
		expect(attempt(file)).toMatch(/^STORE_UNAVAILABLE .*(?:read|right to|write)/);
		chmodSync(folder, 0o700);
		chmodSync(file, 0o600);
		expect(attempt(file)).toBe('recorded\n');
	}, 60_000);

	test('is refused in words in a folder of somebody else', () => {
		chmodSync(folder, 0o500);
		expect(attempt(join(folder, 'c.sqlite'))).toMatch(/^STORE_UNAVAILABLE .*right to write/);
	}, 60_000);
});
