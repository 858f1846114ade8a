import { join } from 'node:path';
import { LOCAL } from './paths.mjs';

const { platform, arch } = process;
const PLATFORM = platform === 'win32' ? 'win' : platform;

/** The package on npm that holds nothing but the Node of this platform; the package `node` installs it likewise. */
const PACKAGE = `${platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'}-${PLATFORM}-${arch}`;

/** Another Node than the one that runs these scripts, as npm brings it: its folder, what to install there, and the program then. */
export function downloadedNode(version) {
	const folder = join(LOCAL, `node-${version}`);
	return {
		folder,
		manifest: { name: 'local-node', private: true, dependencies: { [PACKAGE]: version } },
		bin: join(folder, 'node_modules', PACKAGE, 'bin', platform === 'win32' ? 'node.exe' : 'node'),
	};
}
