import type { ComplianceStore } from '../store/port';
import { RECORD_TYPES, type FlatRecord, type RecordType } from './columns';
import { flatten } from './flatten';

/** Contacts read at a time. */
const PAGE = 1000;

/** Every suppression and every consent on record of a brand, contact by contact, read in pages so that memory stays constant. */
export async function* exportRecords(store: Pick<ComplianceStore, 'readContacts'>, brand: string, types: readonly RecordType[] = RECORD_TYPES): AsyncGenerator<FlatRecord[]> {
	const wanted = RECORD_TYPES.filter((type) => types.includes(type));
	let after: string | undefined;
	do {
		const { contacts, next } = await store.readContacts(brand, after, PAGE);
		const records = contacts.flatMap((contact) => flatten(brand, contact, wanted));
		if (records.length > 0) yield records;
		after = next;
	} while (after !== undefined);
}
