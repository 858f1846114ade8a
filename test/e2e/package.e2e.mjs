import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { REPOSITORY } from '../../scripts/local-n8n/paths.mjs';

const { name, n8n } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));

/** In this order; each is given the running `instance` and the `tarball` installed in it. */
export default {
	'every node of the tarball is known to n8n': async ({ instance }) => {
		const known = new Set((await instance.rest.file('/types/nodes.json')).map((type) => type.name.toLowerCase()));
		assert.ok(n8n.nodes.length > 0);
		for (const file of n8n.nodes) assert.ok(known.has(`${name}.${basename(file, '.node.js')}`.toLowerCase()), `${file} is not loaded`);
	},

	'every credential of the tarball is known to n8n': async ({ instance }) => {
		const known = new Set((await instance.rest.file('/types/credentials.json')).map((type) => type.name.toLowerCase()));
		for (const file of n8n.credentials) assert.ok(known.has(basename(file, '.credentials.js').toLowerCase()), `${file} is not loaded`);
	},

	'n8n reports no problem with the package': async ({ instance }) => {
		const isStackLine = (line) => /^\s+at /.test(line);
		const complaints = instance.server.log().split('\n').filter((line) => line.includes(name) && /error|fail|could not|cannot/i.test(line) && !isStackLine(line));
		assert.deepEqual(complaints, []);
	},
};
