import type { INodeProperties } from 'n8n-workflow';
import { ComplianceError } from '../../../lib/model/errors';
import type { Batch } from '../../../lib/n8n/batch';
import { readTargets } from '../../../lib/n8n/fields/target';
import { rawParameter } from '../../../lib/n8n/parameter-reader';
import { requireEach } from '../../../lib/n8n/require-each';
import { asJson } from '../as-json';
import type { RegistryOperation } from '../operation';
import { recordRows, type Row } from '../record-rows';
import { targetFaults } from './consent-rows';

const confirmation: INodeProperties = {
	displayName: 'Erase for Good',
	name: 'eraseForGood',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description: 'Whether to remove address, place, consents and evidence of the contact. Nothing brings them back.',
	hint: 'You may have to keep the proof of a consent for years after the last message. Ask whoever advises you before you erase it.',
};

/** Removes what is known of a person. Why the person must not be messaged stays, under a key that does not tell the address. */
export const eraseContact: RegistryOperation = {
	resource: 'consent',
	operation: 'erase',
	name: 'Erase',
	action: 'Erase a contact',
	description: 'Remove the address, the consents and all evidence of a contact, on every channel of the address; opt-outs and other stops stay',
	fields: [confirmation],
	run: async (batch, connection) => {
		requireConfirmation(batch);
		const { store, brand } = connection;
		const targets = readTargets(batch);
		const contacts = targets.flatMap(({ contact }) => contact ?? []);
		const stored = contacts.length > 0 ? requireEach(contacts, await store.readFacts(brand, contacts, batch.now, ['suppressions'])) : [];
		const rows = targets.map((target): Row => {
			const faults = targetFaults(target);
			return target.contact === undefined || faults.length > 0 ? { rejected: faults } : { changes: [{ kind: 'erase', contact: target.contact }] };
		});
		const recorded = await recordRows(batch, connection, rows);
		let next = 0;
		return targets.map(({ contact }, index) => {
			const kept = contact === undefined ? undefined : stored[next++]?.suppressions;
			const row = recorded[index] ?? {};
			return row.outcome === 'rejected' ? row : { ...row, kept: asJson(kept ?? []) };
		});
	},
};

/** A switch of the node and not of an item: what an item holds must not be able to erase anybody. */
function requireConfirmation({ context }: Batch): void {
	if (rawParameter(context, 'eraseForGood') === true) return;
	throw new ComplianceError('CONFIG_INVALID', '"Erase for Good" is off, so nothing was erased.', 'Turn it on in the node when you are sure. What is erased cannot be restored.');
}
