import { CONSENT_FAULT_CODES, missingEvidence, readConsent } from '../../../lib/consent';
import { CHANNELS, MESSAGE_CLASSES, type MessageClass } from '../../../lib/model/channel';
import type { ConsentRecord } from '../../../lib/model/consent';
import { isAbsent } from '../../../lib/model/is-absent';
import type { Policy } from '../../../lib/model/policy';
import type { ReasonCode } from '../../../lib/model/reasons';
import type { Batch } from '../../../lib/n8n/batch';
import { readConsentFields } from '../../../lib/n8n/fields/consent-fields';
import { placeReader } from '../../../lib/n8n/fields/place-fields';
import { readTargets, type Target } from '../../../lib/n8n/fields/target';
import { readPlace, type ReadPlace } from '../../../lib/jurisdiction';
import { optOutChanges } from '../../../lib/registry';
import type { Change } from '../../../lib/store/port';
import { readZone } from '../../../lib/time/zone';
import { evidenceReader } from '../evidence-fields';
import type { Row } from '../record-rows';

/** A state and a postal code that may be in two others come to three. */
const MOST_PLACES = 6;

/**
 * Turns every item into a row to store. What is there and cannot be read turns the row away; what is merely absent
 * is stored as it is known, with a warning, and the Consent Check reports the missing evidence.
 *
 * A row that says no is stored whatever else is wrong with it, as long as its address can be read: losing it could
 * message somebody who has opted out.
 *
 * @param policy the brand's: which evidence a consent needs
 */
export function readConsentRows(batch: Batch, policy: Policy): Row[] {
	const targets = readTargets(batch);
	const fields = readConsentFields(batch);
	const evidence = evidenceReader(batch);
	const timeZone = batch.read('timeZone', '');
	const placeOf = placeReader(batch);
	return targets.map((target, index) => {
		const { channel } = target;
		const messageClass = target.messageClass as MessageClass;
		const record = notAfter(batch.now, readConsent(fields(index), channel, messageClass));
		const zone = timeZone(index);
		const known = readZone(zone);
		const faults = [...recordFaults(record, batch.now), ...(known === undefined && !isAbsent(zone) ? (['ZONE_UNKNOWN'] as const) : [])];
		const rejected = [...targetFaults(target), ...(record?.state === 'withdrawn' ? [] : faults)];
		if (rejected.length > 0 || record === undefined || target.contact === undefined) return { rejected: rejected.length > 0 ? rejected : ['CONSENT_MISSING'] };

		const { faults: _, ref: __, ...given } = record;
		const place = readPlace(placeOf(index), target.contact.kind === 'phone' ? target.contact.address : undefined);
		const proof = evidence(index);
		const change: Change = {
			kind: 'consent',
			contact: target.contact,
			...given,
			...(known !== undefined && { timeZone: known }),
			...storablePlace(place),
			...(proof !== undefined && { evidence: proof }),
		};
		const warnings: ReasonCode[] = [...faults, ...(place?.fault === undefined ? [] : [place.fault]), ...(lacksEvidence(record, policy) ? (['CONSENT_EVIDENCE_MISSING'] as const) : [])];
		return { changes: [...stopFor(target, record, batch.now, storablePlace(place)), change], warnings };
	});
}

/** Why the item names nobody who could be reached. */
export function targetFaults({ channel, messageClass, address }: Target): ReasonCode[] {
	if (!(CHANNELS as readonly string[]).includes(channel)) return ['CHANNEL_INVALID'];
	if (!(MESSAGE_CLASSES as readonly string[]).includes(messageClass)) return ['MESSAGE_CLASS_INVALID'];
	return address.ok ? [] : [address.reason];
}

/** `$now` is read while the run is under way, a little after the instant that the run works with; it means that instant. */
function notAfter(now: Date, record: ConsentRecord | undefined): ConsentRecord | undefined {
	const given = Date.parse(record?.timestamp ?? '');
	return record !== undefined && given > now.getTime() && given <= Date.now() ? { ...record, timestamp: now.toISOString() } : record;
}

function recordFaults(record: ConsentRecord | undefined, now: Date): ReasonCode[] {
	if (record === undefined) return ['CONSENT_MISSING'];
	const faults = (record.faults ?? []).map((fault) => CONSENT_FAULT_CODES[fault]);
	const isFuture = record.timestamp !== undefined && Date.parse(record.timestamp) > now.getTime();
	return isFuture ? [...faults, 'TIMESTAMP_IN_FUTURE'] : faults;
}

/** Every place it may be: where state and postal code disagree, the rules of both hold later, too. */
function storablePlace(place: ReadPlace | undefined): { jurisdiction?: string } {
	if (place === undefined || place.codes.length === 0 || place.fault !== undefined) return {};
	return { jurisdiction: place.codes.slice(0, MOST_PLACES).join(' ') };
}

function lacksEvidence(record: ConsentRecord, { consent }: Policy): boolean {
	return record.state !== 'withdrawn' && missingEvidence(record, consent.requiredEvidence).length > 0;
}

/** An opted-out row also sets the opt-out, so that no later consent in a list can undo it. */
function stopFor({ contact, channel, messageClass }: Target, { state, source }: ConsentRecord, now: Date, place: { jurisdiction?: string }): Change[] {
	if (state !== 'withdrawn' || contact === undefined) return [];
	// Whatever the policy means by STOP: a no to another class stops that class too.
	const scope = messageClass === 'marketing' ? 'marketing' : 'channel';
	return optOutChanges({ contact, channel, reason: 'opt_out_recorded', scope, source: source ?? 'import', at: now, consents: [], ...place });
}
