import { ComplianceError } from '../../lib/model/errors';
import type { Batch } from '../../lib/n8n/batch';
import { isExpression, rawParameter } from '../../lib/n8n/parameter-reader';

/**
 * Refuses a fixed setting that is none of its choices. What an expression gives for an item is content and is not
 * looked at here.
 *
 * @throws ComplianceError `CONFIG_INVALID`
 */
export function requireChoice({ context }: Batch, name: string, label: string, choices: readonly string[]): void {
	const raw = rawParameter(context, name);
	if (raw === undefined || isExpression(raw) || choices.some((choice) => choice === raw)) return;
	throw new ComplianceError('CONFIG_INVALID', `"${label}" is set to something unknown.`, `Choose one of the entries of ${label} in the node.`);
}
