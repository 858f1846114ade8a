import type { Command, OptionSpec } from './command';

export const PROGRAM = 'n8n-nodes-messaging-compliance';

const HELP: OptionSpec = { type: 'boolean', description: 'Shows this help.' };
const VERSION: OptionSpec = { type: 'boolean', description: 'Shows the version of the package.' };

/** The help of the program: its commands. */
export function programHelp(commands: readonly Command[]): string {
	const rows = commands.map((command) => [[command.name, ...operandsOf(command)].join(' '), command.summary] as const);
	return [`Usage: ${PROGRAM} <command> [options]`, '', 'Commands:', ...table(rows), '', 'Options:', ...table([optionRow('help', HELP), optionRow('version', VERSION)]), '', `${PROGRAM} <command> --help tells more about a command.`].join('\n');
}

/** The help of one command: its options. */
export function commandHelp(command: Command): string {
	const rows = [...Object.entries(command.options), ['help', HELP] as const].map(([name, option]) => optionRow(name, option));
	const notes = command.notes === undefined ? [] : ['', ...command.notes];
	return [`Usage: ${PROGRAM} ${command.name} ${operandsOf(command).join(' ')} [options]`, '', command.summary, '', 'Options:', ...table(rows), ...notes].join('\n');
}

function operandsOf({ operands }: Command): string[] {
	return operands.map((what) => `<${what}>`);
}

function optionRow(name: string, { value, description }: OptionSpec): readonly [string, string] {
	return [`--${name}${value === undefined ? '' : ` ${value}`}`, description];
}

function table(rows: ReadonlyArray<readonly [string, string]>): string[] {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
