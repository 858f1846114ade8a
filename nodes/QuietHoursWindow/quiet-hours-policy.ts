import type { IExecuteFunctions } from 'n8n-workflow';
import type { Policy } from '../../lib/model/policy';
import { nodePolicy } from '../../lib/n8n/node-policy';
import { rawParameter } from '../../lib/n8n/parameter-reader';

/** Settings of the node that are settings of the policy under the same name. */
const OPTIONS = ['unknownZone', 'packs', 'replaceReason', 'profile', 'calls'] as const;

/**
 * The brand's policy with the hours, closed dates and options of the node.
 *
 * @throws ComplianceError for hours, dates, a zone or a replacement without reason that make no sense; before the first item
 */
export function readQuietHoursPolicy(context: IExecuteFunctions, brand: Policy): Policy {
	// What is neither hours nor dates is refused with the policy: left out, the usual hours would count.
	const windows = rawParameter(context, 'windows.window');
	const closedDates = listOf(rawParameter(context, 'options.closedDates'));
	const quietHours: Record<string, unknown> = {
		...(isGiven(windows) && { windows }),
		...(isGiven(closedDates) && { closedDates }),
	};
	for (const name of OPTIONS) {
		const value = rawParameter(context, `options.${name}`);
		if (isGiven(value)) quietHours[name] = value;
	}
	return nodePolicy(brand, Object.keys(quietHours).length > 0 ? { quietHours } : {});
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function listOf(value: unknown): unknown {
	return typeof value === 'string' ? value.split(',').map((part) => part.trim()).filter((part) => part !== '') : value;
}
