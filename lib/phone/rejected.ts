import type { RejectedAddress } from '../model/address';

/** Shared answers for what cannot be read. */
export const MISSING: RejectedAddress = Object.freeze({ ok: false, reason: 'ADDRESS_MISSING' });
export const INVALID: RejectedAddress = Object.freeze({ ok: false, reason: 'ADDRESS_INVALID' });
export const IMPRECISE: RejectedAddress = Object.freeze({ ok: false, reason: 'ADDRESS_IMPRECISE' });

/** No address of any channel is longer; what is longer is not looked at. */
export const MAX_RAW_LENGTH = 512;
