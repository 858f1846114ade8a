import { prepareDecision } from '../../../lib/decision';
import { DEFAULT_POLICY } from '../../../lib/model/policy';
import { presentReason } from '../../../lib/n8n/result';
import type { RegistryOperation } from '../operation';
import { readKnown } from '../read-known';
import { asJson } from '../as-json';

/** Reads what is on record, and what the Consent Check would make of it. */
export const getConsent: RegistryOperation = {
	resource: 'consent',
	operation: 'get',
	name: 'Get',
	action: 'Get the consents of a contact',
	description: 'Read the consents and suppressions on record for a contact',
	fields: [],
	run: async (batch, connection) => {
		const decide = prepareDecision(DEFAULT_POLICY, batch.now, ['consent', 'suppression']);
		return await readKnown(batch, connection, ({ channel, messageClass, address }, { consents, suppressions, timeZone }) => {
			const { status, reasons } = decide({ channel, messageClass, address, consent: [{ from: 'store', records: consents }], suppressions });
			return {
				status,
				reasons: reasons.map(presentReason),
				consents: asJson(consents),
				suppressions: asJson(suppressions),
				...(timeZone !== undefined && { timeZone }),
			};
		});
	},
};
