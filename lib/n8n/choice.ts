import type { IExecuteFunctions } from 'n8n-workflow';
import { ComplianceError } from '../model/errors';
import { isExpression, rawParameter } from './parameter-reader';

/**
 * Refuses a fixed setting that is none of its choices. What an expression gives for an item is content and is not
 * looked at here.
 *
 * @throws ComplianceError `CONFIG_INVALID`
 */
export function requireChoice(context: IExecuteFunctions, name: string, label: string, choices: readonly string[]): void {
	const raw = rawParameter(context, name);
	if (raw !== undefined && !isExpression(raw) && !choices.some((choice) => choice === raw)) throw unknownChoice(label);
}

/**
 * Reads a setting that is the same for every item of a run; the first of its choices where it is not set.
 *
 * @throws ComplianceError `CONFIG_INVALID` for anything else, an expression included
 */
export function readChoice<Choice extends string>(context: IExecuteFunctions, name: string, label: string, choices: readonly [Choice, ...Choice[]]): Choice {
	const raw = rawParameter(context, name) ?? choices[0];
	const chosen = choices.find((choice) => choice === raw);
	if (chosen === undefined) throw unknownChoice(label);
	return chosen;
}

function unknownChoice(label: string): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', `"${label}" is set to something unknown.`, `Choose one of the entries of ${label} in the node.`);
}
