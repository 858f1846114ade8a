import { consentDuties } from '../../../lib/consent';
import { prepareDecision } from '../../../lib/decision';
import { whereabouts } from '../../../lib/jurisdiction';
import type { JsonObject } from '../../../lib/model/json';
import type { Policy } from '../../../lib/model/policy';
import type { Target } from '../../../lib/n8n/fields/target';
import { loadPolicy } from '../../../lib/n8n/node-policy';
import { presentReason } from '../../../lib/n8n/result';
import { CONSENT_PACK, type ConsentRow } from '../../../lib/packs/consent';
import { asJson } from '../as-json';
import type { RegistryOperation } from '../operation';
import { readKnown } from '../read-known';

/** Reads what is on record, what the Consent Check would make of it, and what the rules of the contact's place ask for. */
export const getConsent: RegistryOperation = {
	resource: 'consent',
	operation: 'get',
	name: 'Get',
	action: 'Get the consents of a contact',
	description: 'Read the consents and suppressions on record for a contact, and the rules on consent of the place',
	fields: [],
	run: async (batch, connection) => {
		const policy = await loadPolicy(connection);
		const decide = prepareDecision(policy, batch.now, ['consent', 'suppression']);
		return await readKnown(batch, connection, (target, stored) => {
			const { channel, messageClass, address, contact } = target;
			const { consents, suppressions, timeZone } = stored;
			const { jurisdiction } = whereabouts({ stored, ...(contact?.kind === 'phone' && { phone: contact.address }) });
			const { status, reasons } = decide({ channel, messageClass, address, consent: [{ from: 'store', records: consents }], suppressions, jurisdiction });
			return {
				status,
				reasons: reasons.map(presentReason),
				duties: presentDuties(policy, jurisdiction.codes, target, batch.now),
				consents: asJson(consents),
				suppressions: asJson(suppressions),
				...(timeZone !== undefined && { timeZone }),
			};
		});
	},
};

/** The rules for this channel and class, for a person to check. */
function presentDuties(policy: Policy, places: readonly string[], { channel, messageClass }: Target, at: Date): JsonObject {
	const { rows, optOutDeadline } = consentDuties(CONSENT_PACK, places, channel, messageClass, at, policy.quietHours.calls);
	return { pack: 'consent', packVersion: CONSENT_PACK.version, places: [...places], ...(optOutDeadline !== undefined && { optOutDeadline }), rows: rows.map(presentRow) };
}

function presentRow({ id, consentType, evidence, bases, doubleOptIn, optOutDeadline, proofRetention, revocationScope, citation, source, confidence, verified }: ConsentRow): JsonObject {
	const told = { id, consentType, evidence, bases, doubleOptIn, optOutDeadline, proofRetention, revocationScope, citation, source, confidence, verified };
	return asJson(told) as JsonObject;
}
