import { readFileSync } from 'node:fs';
import { DEMO } from './config.mjs';

const nodeOf = (workflow, name) => workflow.nodes.find((node) => node.name === name);

/**
 * A template as the demo imports it: its placeholder for a file is the example file.
 *
 * @param options.at an instant, ISO 8601 with an offset: quiet hours are decided for it instead of for now.
 */
export function readTemplate({ file }, { at } = {}) {
	const workflow = JSON.parse(readFileSync(file, 'utf8'));
	const reader = nodeOf(workflow, DEMO.nodes.file);
	if (reader) reader.parameters.fileSelector = DEMO.contacts;
	const quietHours = nodeOf(workflow, DEMO.nodes.quietHours);
	if (quietHours && at !== undefined) quietHours.parameters.options.evaluateAt = at;
	return workflow;
}

/** All templates, for `launch`. */
export function demoWorkflows(options) {
	return Object.values(DEMO.templates).map((template) => ({ workflow: readTemplate(template, options), webhook: template.webhook, live: true }));
}
