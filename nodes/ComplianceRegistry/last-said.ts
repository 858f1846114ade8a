import type { StoreConnection } from '../../lib/n8n/store-connection';
import type { Suppression } from '../../lib/model/suppression';
import type { ContactAddress } from '../../lib/store/port';

/**
 * The suppressions, each beginning when it was last said. A STOP that comes again changes nothing in the state, so only the
 * ledger knows of it; an opt-in from the time in between must not end it.
 */
export async function asLastSaid({ store, brand }: StoreConnection, contact: ContactAddress, suppressions: readonly Suppression[]): Promise<Suppression[]> {
	if (suppressions.length === 0) return [];
	const history = await store.history(brand, contact);
	return suppressions.map((suppression) => {
		const said = history.filter(({ kind, payload }) => kind === 'suppress' && payload.id === suppression.id);
		return { ...suppression, since: said.reduce((last, { at }) => (at > last ? at : last), suppression.since) };
	});
}
