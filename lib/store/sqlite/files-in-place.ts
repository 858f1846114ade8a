import { realpathSync, statSync } from 'node:fs';
import { explain, type Explanation } from '../explain';

const REPLACED: Explanation = {
	code: 'STORE_UNAVAILABLE',
	message: 'The file of the compliance store, or its log, was moved, deleted or replaced while n8n was using it.',
	remedy: 'Put back what was there before, with the files beside it that end in -wal and -shm; or stop n8n, put the right file in its place and start n8n. Nothing is sent until then.',
};

/** What SQLite keeps beside the file while it is open. */
const BESIDE = ['-wal', '-shm'];

/**
 * The files that an open store works with. Where they are moved or deleted SQLite goes on with what has no name any more: an opt-out recorded there is gone with
 * the process, and one that another process records in the file of that name is not seen. Asking the disk takes a few microseconds for each file.
 */
export class FilesInPlace {
	private constructor(private readonly known: ReadonlyArray<readonly [path: string, identity: string]>) {}

	/**
	 * @param path of the file, which may be a link.
	 * @param before what `identityOf` said of it before it was opened.
	 * @throws ComplianceError `STORE_UNAVAILABLE` where they are not there, or not what was opened.
	 */
	static of(path: string, before: string | undefined): FilesInPlace {
		// SQLite puts them beside the file that a link leads to.
		const target = realpathSync(path);
		const files = new FilesInPlace([path, ...BESIDE.map((suffix) => `${target}${suffix}`)].map((file) => [file, identityOf(file) ?? '']));
		if (files.known.some(([, identity]) => identity === '') || identityOf(path) !== before) throw explain(REPLACED);
		return files;
	}

	/** @throws ComplianceError `STORE_UNAVAILABLE` where another file, or none, is in the place of one of them. */
	check(): void {
		for (const [path, identity] of this.known) {
			if (identityOf(path) !== identity) throw explain(REPLACED);
		}
	}
}

/** What the disk knows a file by, whatever its name; undefined where there is none. */
export function identityOf(path: string): string | undefined {
	const found = statSync(path, { throwIfNoEntry: false });
	return found && `${found.dev} ${found.ino}`;
}
