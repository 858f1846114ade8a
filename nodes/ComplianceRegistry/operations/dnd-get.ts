import type { INodeProperties } from 'n8n-workflow';
import { channelsOfKind } from '../../../lib/model/channel';
import type { JsonObject } from '../../../lib/model/json';
import type { ReasonCode } from '../../../lib/model/reasons';
import type { Batch } from '../../../lib/n8n/batch';
import { createAddressNormalizer, readTargets } from '../../../lib/n8n/fields/target';
import { requireEach } from '../../../lib/n8n/require-each';
import type { ContactAddress } from '../../../lib/store/port';
import { dndState } from '../../../lib/suppression';
import { asJson } from '../as-json';
import type { RegistryOperation } from '../operation';
import { rejectedRow } from '../row-result';
import { targetFaults } from './consent-rows';

const emailField: INodeProperties = {
	displayName: 'Email of the Same Contact',
	name: 'alsoEmail',
	type: 'string',
	placeholder: 'name@email.com',
	default: '={{ $json.email }}',
	description: 'Counts towards the DND status, so that a contact is "on" only when every channel is stopped. Empty: only the address above.',
};

const UNASKABLE: ReadonlySet<ReasonCode> = new Set(['CHANNEL_INVALID', 'MESSAGE_CLASS_INVALID'] as const);

/** Derives the DND status of a contact over all of its addresses. */
export const getDnd: RegistryOperation = {
	resource: 'dnd',
	operation: 'get',
	name: 'Get',
	action: 'Get do not disturb status',
	description: 'Read the DND status: on (every channel is stopped), partial or off, with every suppression',
	fields: [emailField],
	run: async (batch, { store, brand }) => {
		const targets = readTargets(batch);
		const addresses = readAddresses(batch, targets.map(({ contact }) => contact));
		const asked = addresses.flat();
		const stored = asked.length > 0 ? requireEach(asked, await store.readFacts(brand, asked, batch.now)) : [];
		let next = 0;
		return targets.map((target, index): JsonObject => {
			const known = (addresses[index] ?? []).map(({ kind }) => ({ channels: channelsOfKind(kind), suppressions: stored[next++]?.suppressions ?? [] }));
			const faults = targetFaults(target);
			// Another address may stand in for one that cannot be read, but "off" for a message that does not exist would mislead.
			if (known.length === 0 || faults.some((fault) => UNASKABLE.has(fault))) return rejectedRow(faults);
			return {
				outcome: 'found',
				dnd: dndState(known, target.messageClass, batch.now),
				suppressions: asJson(known.flatMap(({ suppressions }) => suppressions)),
			};
		});
	},
};

/** The readable addresses of each item. */
function readAddresses(batch: Batch, contacts: ReadonlyArray<ContactAddress | undefined>): ContactAddress[][] {
	const email = batch.read('alsoEmail', '');
	const normalize = createAddressNormalizer(batch);
	return contacts.map((contact, index) => {
		const found = contact === undefined ? [] : [contact];
		const second = normalize(index, 'email', email(index));
		const isNew = second.ok && (contact?.kind !== 'email' || contact.address !== second.address);
		return isNew ? [...found, { kind: 'email', address: second.address }] : found;
	});
}
