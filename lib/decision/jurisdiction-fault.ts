import { PLACE_FAULTS, type JurisdictionFacts } from '../model/facts';
import { makeReason, type Reason } from '../model/reasons';

/** A place that cannot be read may be one with stricter rules, so nobody is sent to before a person has looked. */
export function jurisdictionFault({ fault, basis }: JurisdictionFacts): readonly Reason[] {
	const code = PLACE_FAULTS.find((known) => known === fault) ?? 'COUNTRY_UNKNOWN';
	return [makeReason(code, { pack: 'engine', packVersion: '1' }, { basis: String(basis) })];
}
