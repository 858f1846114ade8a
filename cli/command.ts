/** How a command ends; what a script or a monitor looks at. */
export const EXIT = {
	/** Everything is as it should be. */
	fine: 0,
	/** It was looked at, and something is wrong. */
	broken: 1,
	/** It could not be done: wrong use, a file that is not there, a password that is not right. */
	failed: 2,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface OptionSpec {
	/** A boolean is a switch and takes no value. */
	type: 'string' | 'boolean';
	/** Stands for the value in the help, such as `NAME`. */
	value?: string;
	/** One sentence. */
	description: string;
}

/** What a command was called with. An option that is not there was not given. */
export interface Arguments {
	/** One for each of the command's operands. */
	operands: readonly string[];
	texts: Readonly<Record<string, string>>;
	switches: ReadonlySet<string>;
}

/** Where a command reads what is around it, and writes to. */
export interface Terminal {
	env: Readonly<Record<string, string | undefined>>;
	/** A line of the result. */
	print(line: string): void;
	/** A line for people beside the result. */
	warn(line: string): void;
	/** How far it is, in place of what was said so before; nothing where nobody watches. Empty: wipes it. */
	progress(text: string): void;
}

/** One command, `<program> <name> <operands> [options]`. The help is built from it. */
export interface Command {
	name: string;
	/** One line for the list of commands. */
	summary: string;
	/** What it takes without a dash, in order, by the names that the help shows. All are needed. */
	operands: readonly string[];
	/** By their names without the dashes. */
	options: Readonly<Record<string, OptionSpec>>;
	/** More lines for the help of this command. */
	notes?: readonly string[];
	/** A `ComplianceError` that it rejects with is shown in its words and ends in `EXIT.failed`. */
	run(given: Arguments, terminal: Terminal): Promise<ExitCode>;
}
