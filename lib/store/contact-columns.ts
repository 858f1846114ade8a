import type { AddressKind } from '../model/channel';
import type { ContactAddress } from './changes';

/** Of the row in `subjects`; null where there is none. */
export interface ContactColumns {
	address_kind: AddressKind | null;
	address: string | null;
}

/** The contact of a row, if it was not erased. */
export function contactOf({ address_kind: kind, address }: ContactColumns): { contact?: ContactAddress } {
	return kind === null || address === null ? {} : { contact: { kind, address } };
}
