import { consentPackSchema, type ConsentPack } from './consent-row';
import pack from './consent.json';

export * from './consent-row';

/** The rules on consent that ship. A row without source, dates or confidence does not load, and neither does the package then. */
export const CONSENT_PACK: ConsentPack = consentPackSchema.parse(pack);
