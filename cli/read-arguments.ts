import { parseArgs } from 'node:util';
import { ComplianceError } from '../lib/model/errors';
import type { Arguments, Command } from './command';

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

/**
 * Reads what stands behind the name of a command.
 *
 * @throws ComplianceError `CONFIG_INVALID` for what the command does not take. It repeats no operand and no value, which may hold a password.
 */
export function readArguments({ name, operands: wanted, options }: Command, args: readonly string[]): Arguments {
	const types = Object.fromEntries(Object.entries(options).map(([option, { type }]) => [option, { type }]));
	// Not strict: the messages of Node quote what was given.
	const { tokens } = parseArgs({ args: [...args], options: types, strict: false, allowPositionals: true, tokens: true });
	const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
	const texts: Record<string, string> = {};
	const switches = new Set<string>();
	for (const token of given) {
		const type = Object.hasOwn(options, token.name) ? options[token.name]?.type : undefined;
		if (type === undefined) throw misused(`The command ${name} has no option ${/^[a-z-]{1,30}$/.test(token.name) ? `--${token.name}` : 'of that name'}.`, name);
		if (switches.has(token.name) || Object.hasOwn(texts, token.name)) throw misused(`The option --${token.name} is given twice.`, name);
		if (type === 'boolean') switches.add(requireNoValue(token, name).name);
		else texts[token.name] = requireValue(token, name);
	}
	const operands = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
	if (operands.length !== wanted.length) throw misused(`The command ${name} takes ${wanted.map((what) => `<${what}>`).join(' ')}, and ${operands.length} values were given.`, name);
	return { operands, texts, switches };
}

function requireNoValue(token: OptionToken, command: string): OptionToken {
	if (token.value === undefined) return token;
	throw misused(`The option --${token.name} takes no value.`, command);
}

/** What looks like the next option was most likely meant as one. */
function requireValue({ name, value, inlineValue }: OptionToken, command: string): string {
	if (value !== undefined && value !== '' && (inlineValue || !value.startsWith('-'))) return value;
	throw misused(`The option --${name} needs a value.`, command);
}

function misused(message: string, command: string): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', message, `See ${command} --help.`);
}
