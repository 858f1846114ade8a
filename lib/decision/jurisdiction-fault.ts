import { unknownCode } from '../jurisdiction';
import { PLACE_FAULTS, type ContactFacts } from '../model/facts';
import { makeReason, type Reason } from '../model/reasons';

/** A place that cannot be read, or is none, may be one with stricter rules: nobody is sent to before a person has looked. */
export function jurisdictionFault({ jurisdiction }: ContactFacts): readonly Reason[] {
	if (jurisdiction === undefined) return [];
	const fault: unknown = jurisdiction.fault ?? unknownCode(jurisdiction.codes);
	if (fault === undefined) return [];
	const code = PLACE_FAULTS.find((known) => known === fault) ?? 'COUNTRY_UNKNOWN';
	return [makeReason(code, { pack: 'engine', packVersion: '1' }, { basis: String(jurisdiction.basis) })];
}
