import { join } from 'node:path';
import { LOCAL } from './paths.mjs';

/**
 * One release of n8n as it is installed here.
 *
 * @param overrides versions fixed for all dependencies, where those that n8n asks for cannot be installed.
 * @param node the Node to run it with; without, the one that runs these scripts.
 * @param errorOutputTakesDetails whether an item that holds `error` and `details` leaves on the error output of a node that has one.
 */
function release(version, { overrides, node, errorOutputTakesDetails }) {
	const folder = join(LOCAL, `n8n-${version}`);
	return {
		version,
		node,
		errorOutputTakesDetails,
		/** Kept between runs. */
		folder,
		/** n8n's command line. */
		bin: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		// Peer dependencies are not installed with `--legacy-peer-deps`; without date-fns the Extract From File node does not load.
		manifest: { name: 'local-n8n', private: true, dependencies: { n8n: version, 'date-fns': '2.30.0' }, overrides },
	};
}

/** The release that the demo, the benchmark and the end-to-end tests run; it asks for a linkedom that other dependencies refuse. */
export const N8N_2 = release('2.41.1', { overrides: { linkedom: '0.18.12' }, errorOutputTakesDetails: true });

/** The last of n8n 1, on Node 22: its xlsx is not on the registry, and a dependency has gone on without the langchain that it comes with. */
export const N8N_1 = release('1.123.81', { overrides: { xlsx: '0.18.5', '@langchain/langgraph-checkpoint': '1.0.0' }, node: '22.23.3', errorOutputTakesDetails: false });
