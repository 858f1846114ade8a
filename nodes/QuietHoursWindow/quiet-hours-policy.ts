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
	const windows = rawParameter(context, 'windows.window');
	const closedDates = listOf(rawParameter(context, 'options.closedDates'));
	const unknownZone = rawParameter(context, 'options.unknownZone');
	const quietHours = {
		...(Array.isArray(windows) && windows.length > 0 && { windows }),
		...(closedDates.length > 0 && { closedDates }),
		...(unknownZone !== undefined && unknownZone !== '' && { unknownZone }),
	};
	return nodePolicy(Object.keys(quietHours).length > 0 ? { quietHours } : {});
}

function listOf(value: unknown): string[] {
	if (typeof value !== 'string') return [];
	return value.split(',').map((part) => part.trim()).filter((part) => part !== '');
}
