import type { Terminal } from './command';

/** Moves to the beginning of the line and wipes it. */
const WIPE = '\r\u001b[2K';

/** The terminal, or whatever the output of this process is sent to. */
export function processTerminal(): Terminal {
	const { stdout, stderr } = process;
	// Whoever reads no further, as `head` does, must not turn the result into another one.
	for (const stream of [stdout, stderr]) stream.on('error', ignore);
	return {
		env: process.env,
		print: (line) => void stdout.write(`${line}\n`),
		warn: (line) => void stderr.write(`${line}\n`),
		progress: (text) => void (stderr.isTTY && stderr.write(`${WIPE}${text}`)),
	};
}

function ignore(): void {}
