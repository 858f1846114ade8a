import type { INodeProperties } from 'n8n-workflow';
import type { RawConsent } from '../../consent';
import type { Batch } from '../batch';

/** The facts of a consent as node fields; `name` is also the key in `RawConsent`. */
const FIELDS = [
	{ displayName: 'Preference', name: 'preference', default: '={{ $json.consent_preference }}', description: 'What the contact chose: opted in, opted out or pending; yes and no, true and false, 1 and 0 are understood' },
	{ displayName: 'Consent Source', name: 'source', default: '={{ $json.consent_source }}', description: 'Where the consent was given, such as web_form' },
	{ displayName: 'Consent Time', name: 'timestamp', default: '={{ $json.consent_timestamp }}', description: 'When it was given: ISO 8601 with a time zone, such as 2026-03-31T14:05:00Z' },
	{ displayName: 'Wording Version', name: 'wordingVersion', default: '={{ $json.consent_wording_version }}', description: 'Which version of the consent wording the contact saw' },
	{ displayName: 'Consent Basis', name: 'basis', default: '={{ $json.consent_basis }}', description: 'What the consent rests on: express, purchase, inquiry or membership. The last three count only where the law of the place accepts them, from the consent time on. Empty: express.' },
	{ displayName: 'Confirmed At', name: 'confirmedAt', default: '={{ $json.consent_confirmed_at }}', description: 'When the contact confirmed a double opt-in: ISO 8601 with a time zone, such as 2026-03-31T14:05:00Z' },
	{ displayName: 'Region', name: 'region', default: '={{ $json.consent_region }}', description: 'Where the contact gave it, such as US-CA or DE' },
] as const satisfies ReadonlyArray<{ displayName: string; name: keyof RawConsent; default: string; description: string }>;

/** One field for each fact of a consent, with defaults that read it from the item. */
export function consentFields(): INodeProperties[] {
	return FIELDS.map((field) => ({ ...field, type: 'string' }));
}

/** Reads those fields for an item. */
export function readConsentFields(batch: Batch): (itemIndex: number) => RawConsent {
	const readers = FIELDS.map(({ name }) => [name, batch.read(name)] as const);
	return (itemIndex) => Object.fromEntries(readers.map(([name, read]) => [name, read(itemIndex)]));
}
