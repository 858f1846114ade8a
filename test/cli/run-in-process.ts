import type { ExitCode, Terminal } from '../../cli/command';
import { COMMANDS } from '../../cli/commands';
import { runCli } from '../../cli/run-cli';

export interface CliRun {
	code: ExitCode;
	printed: string[];
	warned: string[];
	progress: string[];
}

/** Runs the command line in this process, with a terminal that keeps what is said. */
export async function cli(args: readonly string[], env: Terminal['env'] = {}): Promise<CliRun> {
	const [printed, warned, progress]: [string[], string[], string[]] = [[], [], []];
	const terminal: Terminal = { env, print: (line) => printed.push(line), warn: (line) => warned.push(line), progress: (text) => progress.push(text) };
	return { code: await runCli(args, COMMANDS, '1.2.3', terminal), printed, warned, progress };
}
