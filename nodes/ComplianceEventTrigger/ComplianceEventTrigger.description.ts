import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { EventType } from '../../lib/feed';
import { SUPPRESSION_REASONS, SUPPRESSION_RULES } from '../../lib/model/suppression';
import { nodeBase, type NodeDescription } from '../../lib/n8n/fields/node-base';
import { optionsField } from '../../lib/n8n/fields/options';
import { channelField } from '../../lib/n8n/fields/target';
import { LIMITS } from './event-settings';

const EVENT_NAMES: Record<EventType, Omit<INodePropertyOptions, 'value'>> = {
	consent_change: { name: 'Consent Change', description: 'A consent was given, changed or withdrawn' },
	dnd_change: { name: 'DND Change', description: 'Anything that stops messages was set or lifted: opt-outs, blocks, delivery failures, DND set by staff. The end of a pause is no event.' },
	erasure: { name: 'Erasure', description: 'The personal data of a contact was erased' },
	opt_in: { name: 'Opt-In', description: 'A contact agreed, or wants messages again' },
	opt_out: { name: 'Opt-Out', description: 'A contact wants no more messages, or complained' },
	unclear_reply: { name: 'Unclear Reply', description: 'A reply that may be an opt-out waits for a person' },
};

const events: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	noDataExpression: true,
	type: 'multiOptions',
	default: ['opt_out', 'opt_in', 'unclear_reply'],
	options: (Object.keys(EVENT_NAMES) as EventType[]).map((value) => ({ ...EVENT_NAMES[value], value })).sort((a, b) => a.name.localeCompare(b.name)),
	description: 'What starts the workflow. Something that is several of them, such as an opt-out that is also a DND change, starts it once.',
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Channels',
			name: 'channels',
			noDataExpression: true,
			type: 'multiOptions',
			default: [],
			options: channelField.options ?? [],
			description: 'Only what concerns one of these channels. Empty: every channel. Erasures pass.',
		},
		{
			displayName: 'Only When DND Is On Everywhere',
			name: 'onlyWhenDndOn',
			noDataExpression: true,
			type: 'boolean',
			default: true,
			description: 'Whether to start only for contacts who can be reached with marketing on no channel of the address any more, at the time the workflow starts. What ends by itself, such as the pause after a failed delivery, does not count. Erasures pass.',
		},
		{
			displayName: 'Suppression Reasons',
			name: 'reasons',
			noDataExpression: true,
			type: 'multiOptions',
			default: [],
			options: SUPPRESSION_REASONS.map((value) => ({ name: SUPPRESSION_RULES[value].label, value })).sort((a, b) => a.name.localeCompare(b.name)),
			description: 'Only what sets or lifts something for one of these reasons. Empty: everything, also consents alone. Erasures pass.',
		},
	],
};

const own: INodeProperties[] = [
	{
		displayName: 'Check Every (Seconds)',
		name: 'checkEvery',
		noDataExpression: true,
		type: 'number',
		typeOptions: { minValue: LIMITS.checkEvery[0], maxValue: LIMITS.checkEvery[1] },
		default: 5,
		description: 'How often to look for something new',
	},
	{
		displayName: 'Events per Run',
		name: 'eventsPerRun',
		noDataExpression: true,
		type: 'number',
		typeOptions: { minValue: LIMITS.eventsPerRun[0], maxValue: LIMITS.eventsPerRun[1] },
		default: 1,
		description: 'How many events one run of the workflow gets at most, one item for each',
		hint: 'With more than 1, a run that fails halfway takes the events behind it along.',
	},
	{
		displayName: 'Start From',
		name: 'startFrom',
		noDataExpression: true,
		type: 'options',
		default: 'now',
		options: [
			{ name: 'Beginning of the Record', value: 'beginning', description: 'Everything ever recorded, in its order' },
			{ name: 'Now', value: 'now', description: 'What is recorded from now on' },
		],
		description: 'Where the trigger begins when it is activated for the first time. After that it always goes on where it stopped.',
	},
];

const triggerBase: ReturnType<typeof nodeBase> = { ...nodeBase(['Events']), group: ['trigger'], inputs: [] };

export const complianceEventTriggerDescription: NodeDescription = {
	...triggerBase,
	displayName: 'Compliance Event Trigger',
	name: 'complianceEventTrigger',
	description: 'Starts the workflow on every opt-out, opt-in, unclear reply and other change, each exactly once and in order',
	eventTriggerDescription: 'Waiting for an opt-out or another change',
	activationMessage: 'From now on, every opt-out and every other chosen change starts this workflow.',
	defaults: { name: 'Compliance Event Trigger' },
	properties: [events, filters, optionsField(['brand'], own)],
};
