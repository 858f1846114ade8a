import type { INodeProperties } from 'n8n-workflow';
import { whereabouts, type GivenPlace, type Whereabouts } from '../../jurisdiction';
import type { StoredFacts } from '../../store/port';
import type { Batch } from '../batch';
import type { Target } from './target';

const FIELDS = [
	{ displayName: 'Country', name: 'country', placeholder: 'e.g. US', description: 'Country code or English name. Where it and the phone number disagree, the rules of both countries hold.' },
	{ displayName: 'Postal Code', name: 'postalCode', placeholder: 'e.g. 77001', description: 'Read for the United States, Canada and Brazil, where it tells the state, and for the French territories overseas' },
	{ displayName: 'State', name: 'state', placeholder: 'e.g. TX', description: 'State or province, as code or name' },
] as const;
const DEFAULTS = { country: '={{ $json.country }}', state: '={{ $json.state }}', postalCode: '={{ $json.postal_code }}' };

/** Where the contact lives: which rules hold follows from it, together with the phone number. */
export const placeField: INodeProperties = {
	displayName: 'Place of the Contact',
	name: 'place',
	type: 'collection',
	placeholder: 'Add field',
	default: DEFAULTS,
	options: FIELDS.map((field) => ({ ...field, type: 'string', default: DEFAULTS[field.name] })),
	description: 'Where the contact lives. Fields that the item does not have are passed over: then the place stored with the contact counts, and the phone number.',
};

/** Where the contact's clock is read, if it is known. */
export const timeZoneField: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'string',
	default: '={{ $json.time_zone }}',
	placeholder: 'e.g. America/Chicago',
	description: 'The contact\'s time zone, where it is known. Empty: the zone stored with the contact, otherwise every zone of the place and the phone number.',
};

/** Reads those fields for an item. */
export function placeReader(batch: Batch): (index: number) => GivenPlace {
	const [country, state, postalCode] = [batch.read('place.country'), batch.read('place.state'), batch.read('place.postalCode')];
	return (index) => ({ country: country(index), state: state(index), postalCode: postalCode(index) });
}

/** Prepares telling where each contact may be. `timeZone` names the node's parameter for it, where it has one. */
export function whereaboutsReader(batch: Batch, timeZone?: string): (index: number, target: Target, stored: StoredFacts | undefined) => Whereabouts {
	const given = placeReader(batch);
	const zoneOf = timeZone === undefined ? undefined : batch.read(timeZone);
	// One plain object for each contact: lists are long, and what is thrown away has to be swept up.
	return (index, { contact }, stored) =>
		whereabouts({ given: given(index), timeZone: zoneOf?.(index), stored, phone: contact?.kind === 'phone' ? contact.address : undefined });
}
