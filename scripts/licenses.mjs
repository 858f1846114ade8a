import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE_OF_MODULE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENSE_FILE = /^(licen[cs]e|copying)(\.(md|txt))?$/i;
const NOTICE_FILE = /^notice(\.(md|txt))?$/i;
const README_FILE = /^readme\.md$/i;
/** Some packages keep their licence at the end of their README. */
const LICENSE_SECTION = /^#+ *licen[cs]e *\n([\s\S]*permission[\s\S]*)/im;

/**
 * The licence texts of every package that has a module in the bundle, and the notices of bundled data
 * (`NOTICE.md` beside the data under `lib/`).
 *
 * @throws Error naming each package that carries no licence text: such a bundle must not be shipped.
 */
export function thirdPartyNotices(root, modules) {
	const directories = [...new Set(modules.map((id) => PACKAGE_OF_MODULE.exec(id)?.[1]).filter(Boolean))].sort();
	const notices = directories.map(packageNotice);
	const missing = notices.filter(({ texts }) => texts.length === 0).map(({ title }) => title);
	if (missing.length > 0) throw new Error(`No licence text found for ${missing.join(', ')}.`);
	const data = globSync('lib/**/NOTICE.md', { cwd: root })
		.sort()
		.map((file) => readFileSync(join(root, file), 'utf8').trim());
	const sections = notices.map(({ title, texts }) => [`## ${title}`, ...texts.map(indented)].join('\n\n'));
	return ['# Third-party software in this package', ...sections, ...data].join('\n\n') + '\n';
}

function packageNotice(directory) {
	const manifestFile = join(directory, 'package.json');
	const { name, version, license } = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {};
	const entries = readdirSync(directory);
	const licenses = entries.filter((file) => LICENSE_FILE.test(file));
	const notices = licenses.length > 0 ? entries.filter((file) => NOTICE_FILE.test(file)) : [];
	return {
		title: `${name} ${version} (${license})`,
		texts: licenses.length > 0 ? [...licenses, ...notices].sort().map((file) => readFileSync(join(directory, file), 'utf8')) : sectionsOf(directory, entries),
	};
}

function sectionsOf(directory, entries) {
	return entries.filter((file) => README_FILE.test(file)).flatMap((file) => LICENSE_SECTION.exec(readFileSync(join(directory, file), 'utf8'))?.[1] ?? []);
}

/** A code block, so that a licence is shown exactly as it was written. */
function indented(text) {
	return text.trim().split(/\r?\n/).map((line) => `    ${line}`.trimEnd()).join('\n');
}
