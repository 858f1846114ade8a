import { ComplianceError } from '../model/errors';

/**
 * Reads a JSON setting, which n8n gives as text, or as an object where an expression makes it. Nothing at all is refused too: an
 * expression that finds none must not count as "nothing set".
 *
 * @param label of the setting, for the error; its contents are not quoted
 * @throws ComplianceError `CONFIG_INVALID` for anything but an object
 */
export function readJsonObject(value: unknown, label: string): Record<string, unknown> {
	const read = typeof value === 'string' ? parse(value) : value;
	if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Record<string, unknown>;
	throw new ComplianceError('CONFIG_INVALID', `${label} is not a JSON object.`, 'Write it between braces, such as {"consent": {"maxAgeDays": 365}}.');
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
