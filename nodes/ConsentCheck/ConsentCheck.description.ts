import type { INodeProperties } from 'n8n-workflow';
import { DEFAULT_POLICY } from '../../lib/model/policy';
import { consentFields } from '../../lib/n8n/fields/consent-fields';
import { nodeBase, type NodeDescription } from '../../lib/n8n/fields/node-base';
import { optionsField } from '../../lib/n8n/fields/options';
import { placeField } from '../../lib/n8n/fields/place-fields';
import { addressFields, channelField, messageClassField } from '../../lib/n8n/fields/target';
import { shownWhen } from '../../lib/n8n/fields/visibility';
import { CONSENT_OUTPUTS } from './ConsentCheck.handler';

const factsFrom: INodeProperties = {
	displayName: 'Consent Facts',
	name: 'factsFrom',
	type: 'options',
	default: 'store',
	options: [
		{ name: 'From Fields of the Item', value: 'item', description: 'Your CRM or list is the source of truth. Opt-outs on record still hold.' },
		{ name: 'From the Compliance Store', value: 'store', description: 'Consents recorded or imported with the Compliance Registry' },
		{ name: 'Stricter of Both', value: 'both', description: 'The consent has to be proven by the item and by the store' },
	],
	description: 'Where the proof of consent is looked up',
};

const requiredEvidence: INodeProperties = {
	displayName: 'Required Evidence',
	name: 'requiredEvidence',
	type: 'multiOptions',
	default: [...DEFAULT_POLICY.consent.requiredEvidence],
	options: [
		{ name: 'Preference', value: 'preference' },
		{ name: 'Region', value: 'region' },
		{ name: 'Source', value: 'source' },
		{ name: 'Timestamp', value: 'timestamp' },
		{ name: 'Wording Version', value: 'wordingVersion' },
	],
	description: 'Facts without which a consent proves nothing. A regulator or court will ask for each of them.',
};

const maxAge: INodeProperties = {
	displayName: 'Maximum Age (Days)',
	name: 'maxAgeDays',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description: 'A consent older than this no longer counts. 0: it counts until it is withdrawn or expires.',
};

const doubleOptIn: INodeProperties = {
	displayName: 'Double Opt-In',
	name: 'doubleOptIn',
	type: 'options',
	default: 'required',
	options: [
		{ name: 'Always', value: 'always', description: 'Every consent has to be confirmed' },
		{ name: 'Where Required', value: 'required', description: 'Where a rule of the contact\'s place requires it; none of those that ship does yet' },
		{ name: 'Where Required or Expected', value: 'expected', description: 'Also where courts or authorities look for it as proof, such as in Germany' },
	],
	description: 'Where a consent counts only with the time at which the contact confirmed it',
};

export const consentCheckDescription: NodeDescription = {
	...nodeBase(CONSENT_OUTPUTS),
	displayName: 'Consent Check',
	name: 'consentCheck',
	description: 'Lets through only contacts whose consent for this channel and message class can be proven',
	defaults: { name: 'Consent Check' },
	properties: [
		channelField,
		messageClassField,
		...addressFields,
		placeField,
		factsFrom,
		...consentFields().map((field) => shownWhen(field, { factsFrom: ['item', 'both'] })),
		optionsField(['brand', 'defaultCountry', 'evaluateAt', 'resultField', 'sender'], [doubleOptIn, maxAge, requiredEvidence]),
	],
};
