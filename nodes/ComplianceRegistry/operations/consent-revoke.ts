import type { INodeProperties } from 'n8n-workflow';
import { readTargets } from '../../../lib/n8n/fields/target';
import { optOutChanges } from '../../../lib/registry';
import { evidenceField, evidenceReader } from '../evidence-fields';
import type { RegistryOperation } from '../operation';
import { recordRows, type Row } from '../record-rows';
import { requireChoice } from '../../../lib/n8n/choice';
import { requireEach } from '../../../lib/n8n/require-each';
import { targetFaults } from './consent-rows';

const scope: INodeProperties = {
	displayName: 'Scope',
	name: 'scope',
	type: 'options',
	default: 'channel',
	options: [
		{ name: 'Everything on the Channel but Emergencies', value: 'channel' },
		{ name: 'Marketing Only', value: 'marketing' },
	],
	description: 'What the contact no longer wants',
};

const source: INodeProperties = {
	displayName: 'Heard By',
	name: 'source',
	type: 'string',
	default: 'staff',
	description: 'How the wish reached you, such as phone_call, email or staff',
};

/** Records an opt-out that came in by another way than a reply. */
export const revokeConsent: RegistryOperation = {
	resource: 'consent',
	operation: 'revoke',
	name: 'Revoke',
	action: 'Revoke a consent',
	description: 'Record that a contact has opted out; only the contact can undo it',
	fields: [scope, source, evidenceField],
	run: async (batch, connection) => {
		requireChoice(batch.context, 'scope', 'Scope', ['channel', 'marketing']);
		const targets = readTargets(batch);
		const scopeOf = batch.read('scope', 'channel');
		const sourceOf = batch.read('source', 'staff');
		const evidence = evidenceReader(batch);
		const contacts = targets.flatMap(({ contact }) => contact ?? []);
		const stored = requireEach(contacts, await connection.store.readFacts(connection.brand, contacts, batch.now));
		let next = 0;
		const rows = targets.map((target, index): Row => {
			const { contact, channel } = target;
			const facts = contact === undefined ? undefined : stored[next++];
			const faults = targetFaults(target);
			if (contact === undefined || faults.length > 0) return { rejected: faults.length > 0 ? faults : ['ADDRESS_INVALID'] };
			const heardBy = sourceOf(index);
			const proof = evidence(index);
			return {
				changes: optOutChanges({
					contact,
					channel,
					reason: 'opt_out_recorded',
					scope: scopeOf(index) === 'marketing' ? 'marketing' : 'channel',
					source: typeof heardBy === 'string' && heardBy.trim() !== '' ? heardBy.trim().slice(0, 256) : 'staff',
					at: batch.now,
					consents: facts?.consents ?? [],
					...(facts?.jurisdiction !== undefined && { jurisdiction: facts.jurisdiction }),
					...(proof !== undefined && { evidence: proof }),
				}),
			};
		});
		return await recordRows(batch, connection, rows);
	},
};
