import { readConsent } from '../../lib/consent';
import type { ConsentSource } from '../../lib/model/facts';
import type { Policy } from '../../lib/model/policy';
import type { ReasonCode } from '../../lib/model/reasons';
import type { Batch } from '../../lib/n8n/batch';
import { readChoice } from '../../lib/n8n/choice';
import { readConsentFields } from '../../lib/n8n/fields/consent-fields';
import { whereaboutsReader } from '../../lib/n8n/fields/place-fields';
import { gateHandler } from '../../lib/n8n/gate';
import { nodePolicy } from '../../lib/n8n/node-policy';
import { rawParameter } from '../../lib/n8n/parameter-reader';

export const CONSENT_OUTPUTS = ['Compliant', 'Unknown', 'Non-Compliant'] as const;

/** All that may be said of a contact who could be asked for the consent; a fault is not among it. */
const UNPROVEN: ReadonlySet<ReasonCode> = new Set(['CONSENT_MISSING', 'CONSENT_PENDING']);

export const consentCheck = gateHandler({
	outputs: CONSENT_OUTPUTS,
	// Not Unknown: a workflow may ask unknown contacts for their consent.
	failTo: 'Non-Compliant',
	rules: ['consent', 'suppression'],
	needs: ['consents', 'suppressions', 'place'],
	ask: (batch, brand) => {
		const from = readChoice(batch.context, 'factsFrom', 'Consent Facts', ['store', 'item', 'both']);
		const readFields = readConsentFields(batch);
		const whereabouts = whereaboutsReader(batch);
		return {
			policy: readPolicy(batch, brand),
			facts: (index, target, stored) => {
				const { channel, messageClass } = target;
				const consent: ConsentSource[] = [];
				if (from !== 'item') consent.push({ from: 'store', records: stored?.consents ?? [] });
				if (from !== 'store' && messageClass !== 'confirmation') {
					const record = readConsent(readFields(index), channel, messageClass);
					consent.push({ from: 'item', records: record === undefined ? [] : [record] });
				}
				return { consent, suppressions: stored?.suppressions ?? [], jurisdiction: whereabouts(index, target, stored).jurisdiction };
			},
		};
	},
	route: ({ verdict, status, reasons }) => {
		if (verdict === 'send' && status === 'compliant') return 'Compliant';
		const isOnlyUnproven = reasons.every(({ code }) => UNPROVEN.has(code));
		return status === 'unknown' && isOnlyUnproven ? 'Unknown' : 'Non-Compliant';
	},
});

function readPolicy({ context }: Batch, brand: Policy): Policy {
	const requiredEvidence = rawParameter(context, 'options.requiredEvidence');
	const maxAgeDays = rawParameter(context, 'options.maxAgeDays');
	const isConfirmationChosen = rawParameter(context, 'options.doubleOptIn') !== undefined;
	const consent = {
		...(requiredEvidence !== undefined && { requiredEvidence }),
		...(maxAgeDays !== undefined && maxAgeDays !== 0 && { maxAgeDays }),
		...(isConfirmationChosen && { doubleOptIn: readChoice(context, 'options.doubleOptIn', 'Double Opt-In', ['required', 'expected', 'always']) }),
	};
	return nodePolicy(brand, Object.keys(consent).length > 0 ? { consent } : {});
}
