import type { INodeProperties } from 'n8n-workflow';
import { DAYS } from '../../lib/model/window';
import { nodeBase, type NodeDescription } from '../../lib/n8n/fields/node-base';
import { optionsField } from '../../lib/n8n/fields/options';
import { placeField, timeZoneField } from '../../lib/n8n/fields/place-fields';
import { addressFields, channelField, messageClassField } from '../../lib/n8n/fields/target';
import { QUIET_OUTPUTS } from './QuietHoursWindow.handler';

const DAY_NAMES: Record<(typeof DAYS)[number], string> = {
	mon: 'Monday',
	tue: 'Tuesday',
	wed: 'Wednesday',
	thu: 'Thursday',
	fri: 'Friday',
	sat: 'Saturday',
	sun: 'Sunday',
};

const windows: INodeProperties = {
	displayName: 'Permitted Hours',
	name: 'windows',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add hours',
	default: {},
	description: 'Hours of your own on the contact\'s clock. They narrow the hours of the law of every place the contact may be in. None added: those of the law.',
	options: [
		{
			displayName: 'Hours',
			name: 'window',
			values: [
				{
					displayName: 'Days',
					name: 'days',
					type: 'multiOptions',
					default: ['mon', 'tue', 'wed', 'thu', 'fri'],
					options: DAYS.map((value) => ({ name: DAY_NAMES[value], value })),
				},
				{ displayName: 'From', name: 'start', type: 'string', default: '09:00', description: 'First minute in which messages go out, HH:mm' },
				{
					displayName: 'Until',
					name: 'end',
					type: 'string',
					default: '20:00',
					description: 'First minute in which they no longer do, HH:mm or 24:00. Earlier than From: the hours run past midnight and belong to the day they began.',
				},
			],
		},
	],
};

const mode: INodeProperties = {
	displayName: 'Outside Permitted Hours',
	name: 'mode',
	type: 'options',
	default: 'route',
	options: [
		{ name: 'Compute Only', value: 'compute', description: 'Every item leaves on Hold with sendAt, the first permitted instant; nothing is let through' },
		{ name: 'Hold', value: 'route', description: 'The item leaves on Hold with sendAt' },
		{ name: 'Wait', value: 'wait', description: 'The workflow waits until the earliest sendAt, then checks again; who has to wait longer leaves on Hold' },
	],
	description: 'What happens to a contact for whom it is not a permitted time',
};

const closedDates: INodeProperties = {
	displayName: 'Closed Dates',
	name: 'closedDates',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-12-25, 2027-01-01',
	description: 'Local dates on which nothing is sent, YYYY-MM-DD, separated by commas',
};

const packs: INodeProperties = {
	displayName: 'Hours of the Law',
	name: 'packs',
	type: 'options',
	default: 'apply',
	options: [
		{ name: 'Apply', value: 'apply', description: 'The hours of the law hold; Permitted Hours narrow them' },
		{ name: 'Replace by Permitted Hours', value: 'replace', description: 'Only your own hours hold, for a reason that goes on record' },
	],
	description: 'Whether the hours, closed days and holidays of the rule packs hold',
	hint: 'Replacing them may break the law. Ask somebody who knows it, and write down why.',
};

const replaceReason: INodeProperties = {
	displayName: 'Reason for Replacing',
	name: 'replaceReason',
	type: 'string',
	default: '',
	placeholder: 'e.g. Contacts agreed in writing to texts until 22:00, form v7',
	description: 'Needed where the hours of the law are replaced; kept in the ledger with the policy',
};

const profile: INodeProperties = {
	displayName: 'Uncertain Rules',
	name: 'profile',
	type: 'options',
	default: 'standard',
	options: [
		{ name: 'Apply', value: 'standard', description: 'Rules on calls hold for texts where that is disputed or where nobody says that they do not' },
		{ name: 'Apply, and Rules for Automated Calls Too', value: 'strict', description: 'Also rules for recorded calls, where nobody says that they do not reach texts' },
		{ name: 'Only Disputed Ones', value: 'loose', description: 'Rules on calls hold for texts only where that is disputed' },
	],
	description: 'How far rules reach that do not name texts. Rules that name them always hold.',
};

const calls: INodeProperties = {
	displayName: 'Calls Are',
	name: 'calls',
	type: 'options',
	default: 'automated',
	options: [
		{ name: 'Automated', value: 'automated', description: 'A recording or a computer speaks; some places have narrower hours for that' },
		{ name: 'Live', value: 'live', description: 'A person speaks' },
	],
	description: 'Who speaks, for the channel Call',
};

const unknownZone: INodeProperties = {
	displayName: 'Unknown Time Zone',
	name: 'unknownZone',
	type: 'string',
	default: 'review',
	placeholder: 'review',
	description: 'What to do when nothing tells where the contact is: "review" holds the contact for a person, "strictest" asks for a time that is permitted everywhere, a zone such as America/New_York is assumed',
	hint: 'Assuming a zone may message somebody at night.',
};

export const quietHoursWindowDescription: NodeDescription = {
	...nodeBase(QUIET_OUTPUTS),
	displayName: 'Quiet Hours Window',
	name: 'quietHoursWindow',
	description: 'Lets contacts through in permitted hours of their own local time, and says when for the others',
	defaults: { name: 'Quiet Hours Window' },
	properties: [
		channelField,
		messageClassField,
		...addressFields,
		timeZoneField,
		placeField,
		windows,
		mode,
		optionsField(['brand', 'defaultCountry', 'evaluateAt', 'resultField'], [calls, closedDates, packs, profile, replaceReason, unknownZone]),
	],
};
