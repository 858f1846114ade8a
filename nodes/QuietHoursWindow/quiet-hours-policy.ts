import type { IExecuteFunctions } from 'n8n-workflow';
import type { Policy } from '../../lib/model/policy';
import { nodePolicy } from '../../lib/n8n/node-policy';
import { rawParameter } from '../../lib/n8n/parameter-reader';

/**
 * The built-in policy with the hours, closed dates and unknown zone of the node.
 *
 * @throws ComplianceError for hours, dates or a zone that make no sense; before the first item
 */
export function readQuietHoursPolicy(context: IExecuteFunctions): Policy {
	// What is neither hours nor dates is refused with the policy: left out, the usual hours would count.
	const windows = rawParameter(context, 'windows.window');
	const closedDates = listOf(rawParameter(context, 'options.closedDates'));
	const unknownZone = rawParameter(context, 'options.unknownZone');
	const quietHours = {
		...(isGiven(windows) && { windows }),
		...(isGiven(closedDates) && { closedDates }),
		...(isGiven(unknownZone) && { unknownZone }),
	};
	return nodePolicy(Object.keys(quietHours).length > 0 ? { quietHours } : {});
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function listOf(value: unknown): unknown {
	return typeof value === 'string' ? value.split(',').map((part) => part.trim()).filter((part) => part !== '') : value;
}
