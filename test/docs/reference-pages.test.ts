import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { MESSAGE_CLASSES } from '../../lib/model/channel';
import { LIFTERS, SUPPRESSION_RULES, type SuppressionRule } from '../../lib/model/suppression';
import { ROOT } from '../manifest/package-files';

const PAGES = globSync(['*.md', 'docs/**/*.md', 'nodes/*/*.md'], { cwd: ROOT });
const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;
const read = (page: string) => readFileSync(resolve(ROOT, page), 'utf8');
const concepts = read('docs/concepts.md');

function stops({ classes, direction }: SuppressionRule): string {
	if (classes.length === 1) return classes.join();
	const scope = classes.length === MESSAGE_CLASSES.length ? 'everything' : 'all but emergency';
	return direction === 'incoming' ? `${scope} incoming` : scope;
}

/** The anchors that a page's headings get on the usual hosts. */
function anchors(page: string): string[] {
	return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => title.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, '').trim().replace(/\s/g, '-'));
}

/** Pictures are made by running n8n and may be missing while one is worked on; every other target has to exist. */
function isBroken(page: string, link: string): boolean {
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? page : resolve(ROOT, dirname(page), path);
	return !existsSync(resolve(ROOT, target)) || (anchor !== undefined && !anchors(target).includes(anchor));
}

it.each(PAGES)('every link of %s leads somewhere', (page) => {
	const links = [...read(page).matchAll(LINK)].map(([, link = '']) => link);
	const own = links.filter((link) => !/^(https?|mailto):/.test(link) && !link.endsWith('.png'));
	expect(own.filter((link) => isBroken(page, link))).toEqual([]);
});

it('the page of reason codes is made from the code', () => {
	expect(() => execFileSync(process.execPath, ['scripts/generate-reasons.mjs', '--check'], { cwd: ROOT, stdio: 'pipe' })).not.toThrow();
});

it.each(Object.entries<SuppressionRule>(SUPPRESSION_RULES))('the suppression %s is in the table as the code has it', (reason, rule) => {
	const { strength, permanence, liftedBy } = rule;
	expect(concepts).toContain(`| \`${reason}\` | ${strength} | ${permanence.replace('_', ' ')} | ${stops(rule)} | ${liftedBy.join(', ')} |`);
});

it('everybody who can lift a suppression is explained', () => {
	expect(LIFTERS.filter((lifter) => !concepts.includes(`| \`${lifter}\` | `))).toEqual([]);
});
