import type { PreparedChange } from './batch-plan';
import type { Change } from './port';
import { sendKey } from './reservations';
import type { Subjects } from './subjects';

/** Hashes the contact and the key of a change. */
export function prepareChange(subjects: Subjects, brand: string, change: Change): PreparedChange {
	const contact = change.kind === 'policy' ? undefined : change.contact;
	return { change, subject: contact && subjects.of(brand, contact), key: keyOf(subjects, brand, change) };
}

/** The keys of changes, hashed. */
export function keysOf(subjects: Subjects, brand: string, changes: readonly Change[]): string[] {
	return changes.flatMap((change) => keyOf(subjects, brand, change) ?? []);
}

function keyOf(subjects: Subjects, brand: string, change: Change): string | undefined {
	if (change.kind === 'decision') return undefined;
	if (change.kind === 'reserve') return subjects.ofSend(brand, sendKey(change));
	return change.key ? subjects.ofKey(brand, change.key) : undefined;
}
