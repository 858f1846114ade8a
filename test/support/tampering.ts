import { DatabaseSync } from 'node:sqlite';
import type { ComplianceStore } from '../../lib/store/port';
import type { PostgresPlace } from './store-postgres';
import { BEN, BRAND, consent, day, decision, optOut, ORIGIN } from './store-changes';

/** Runs SQL beside a store, as somebody who may do everything; tables are marked with `@`. */
export type Tamper = (sql: string) => Promise<void>;

/** What stands in the way of an honest program does not stand in the way of whoever owns the file. */
export function tamperWithFile(file: string): Tamper {
	return async (sql) => {
		const db = new DatabaseSync(file);
		db.exec('PRAGMA foreign_keys = OFF; DROP TRIGGER IF EXISTS events_keep_rows; DROP TRIGGER IF EXISTS events_keep_values');
		db.exec(sql.replaceAll('@', ''));
		db.close();
	};
}

export function tamperWithSchema({ raw }: PostgresPlace): Tamper {
	return async (sql) => void (await raw(sql));
}

/** Twelve events of one brand, each with evidence but for decisions, and one of another. */
export async function fillLedger(store: ComplianceStore): Promise<void> {
	for (let round = 0; round < 4; round++) {
		const evidence = { page: `/form/${round}` };
		const changes = [consent({ evidence }), optOut({ contact: BEN, evidence }), decision({ policyVersion: `v${round}` })];
		await store.record(BRAND, changes, ORIGIN, day(round + 1));
	}
	await store.record('other', [optOut()], ORIGIN, day(1));
}
