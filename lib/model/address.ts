import type { ReasonCode } from './reasons';

/** libphonenumber's word for what kind of line a number is, such as `MOBILE`, `FIXED_LINE_OR_MOBILE` or `TOLL_FREE`. */
export type NumberType = string;

/** An address in the one form in which it is stored and compared. */
export interface NormalizedAddress {
	ok: true;
	/** E.164 for phone channels, lower-cased for email, the platform's id otherwise. */
	address: string;
	/** ISO 3166-1 alpha-2, phone channels only. */
	country?: string;
	numberType?: NumberType;
	/** An extension that was dropped from the address, digits only. */
	extension?: string;
}

export interface RejectedAddress {
	ok: false;
	reason: Extract<ReasonCode, 'ADDRESS_MISSING' | 'ADDRESS_INVALID' | 'ADDRESS_IMPRECISE'>;
}

export type AddressResult = NormalizedAddress | RejectedAddress;
