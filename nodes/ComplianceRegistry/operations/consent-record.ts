import type { INodeProperties } from 'n8n-workflow';
import { consentFields } from '../../../lib/n8n/fields/consent-fields';
import { placeField } from '../../../lib/n8n/fields/place-fields';
import { loadPolicy } from '../../../lib/n8n/node-policy';
import { evidenceField } from '../evidence-fields';
import type { RegistryOperation } from '../operation';
import { recordRows } from '../record-rows';
import { readConsentRows } from './consent-rows';

const timeZone: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'string',
	default: '={{ $json.time_zone }}',
	placeholder: 'e.g. America/Chicago',
	description: 'Stored with the contact for the Quiet Hours Window. Empty: not stored.',
};

const shared: Pick<RegistryOperation, 'resource' | 'run'> = {
	resource: 'consent',
	run: async (batch, connection) => await recordRows(batch, connection, readConsentRows(batch, await loadPolicy(connection))),
};

/** Values that fit a form or checkbox that has just been answered. */
const AT_ONCE: Partial<Record<string, string>> = { preference: 'opted in', source: '', timestamp: '={{ $now.toISO() }}', wordingVersion: '', region: '', basis: '', confirmedAt: '' };

export const recordConsent: RegistryOperation = {
	...shared,
	operation: 'record',
	name: 'Record',
	action: 'Record a consent',
	description: 'Store what a contact has just agreed to, or refused',
	fields: [...consentFields().map((field) => ({ ...field, default: AT_ONCE[field.name] ?? field.default })), timeZone, placeField, evidenceField],
};

export const importConsents: RegistryOperation = {
	...shared,
	operation: 'import',
	name: 'Import',
	action: 'Import consents',
	description: 'Store the consents of a list, with a report on every row',
	fields: [...consentFields(), timeZone, placeField, evidenceField],
};
