import type { INodeProperties } from 'n8n-workflow';

/** The field, shown only when other parameters have one of these values, on top of its own conditions. */
export function shownWhen(field: INodeProperties, show: Record<string, string[]>): INodeProperties {
	const { displayOptions } = field;
	return { ...field, displayOptions: { ...displayOptions, show: { ...show, ...displayOptions?.show } } };
}
