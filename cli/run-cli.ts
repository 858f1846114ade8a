import { ComplianceError } from '../lib/model/errors';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
import { commandHelp, PROGRAM, programHelp } from './help';
import { readArguments } from './read-arguments';

/**
 * Runs the command that the arguments name. Never rejects: what goes wrong is said on the terminal.
 *
 * @param args what stands behind the name of the program.
 */
export async function runCli(args: readonly string[], commands: readonly Command[], version: string, terminal: Terminal): Promise<ExitCode> {
	try {
		return await run(args, commands, version, terminal);
	} catch (error) {
		terminal.progress('');
		for (const line of inWords(error)) terminal.warn(line);
		return EXIT.failed;
	}
}

async function run(args: readonly string[], commands: readonly Command[], version: string, terminal: Terminal): Promise<ExitCode> {
	const [first, ...rest] = args;
	const command = commands.find(({ name }) => name === first);
	if (command === undefined) return outside(first, commands, version, terminal);
	if (rest.includes('--help')) {
		terminal.print(commandHelp(command));
		return EXIT.fine;
	}
	return await command.run(readArguments(command, rest), terminal);
}

function outside(first: string | undefined, commands: readonly Command[], version: string, terminal: Terminal): ExitCode {
	const answers: Readonly<Record<string, string>> = { '--version': version, '--help': programHelp(commands) };
	const answer = first === undefined || !Object.hasOwn(answers, first) ? undefined : answers[first];
	if (answer !== undefined) {
		terminal.print(answer);
		return EXIT.fine;
	}
	terminal.warn(first === undefined ? 'A command is missing.' : 'There is no such command.');
	terminal.warn(programHelp(commands));
	return EXIT.failed;
}

/** Other errors than our own may quote a password or an address, so only their kind is named. */
function inWords(error: unknown): string[] {
	if (error instanceof ComplianceError) return [error.message, error.remedy];
	const kind = error instanceof Error ? error.name : typeof error;
	return [`${PROGRAM} failed for an unexpected reason (${kind}).`, 'Try again; if it happens again, report it with the name above.'];
}
