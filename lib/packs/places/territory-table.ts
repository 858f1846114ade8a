// Made by scripts/generate-places.mjs; do not edit. Sources and licences: NOTICE.md.

/** ISO 3166-1 codes of territories, the country each is a part of, its codes in ISO 3166-2 now or formerly, and whether the law of the country holds there. */
export const TERRITORY_TABLE: ReadonlyArray<readonly [code: string, partOf: string, isoCodes: string, law: 'whole' | 'part' | 'own']> = [
	['GP', 'FR', 'FR-971 FR-GP', 'whole'],
	['MQ', 'FR', 'FR-972 FR-MQ', 'whole'],
	['GF', 'FR', 'FR-973 FR-GF', 'whole'],
	['RE', 'FR', 'FR-974 FR-RE', 'whole'],
	['YT', 'FR', 'FR-976 FR-YT', 'whole'],
	['BL', 'FR', 'FR-BL', 'whole'],
	['MF', 'FR', 'FR-MF', 'whole'],
	['PM', 'FR', 'FR-PM', 'part'],
	['PF', 'FR', 'FR-PF', 'part'],
	['WF', 'FR', 'FR-WF', 'part'],
	['TF', 'FR', 'FR-TF', 'part'],
	['NC', 'FR', 'FR-NC', 'part'],
	['AX', 'FI', 'FI-01 FI-AL', 'part'],
	['SJ', 'NO', 'NO-21 NO-22', 'part'],
	['BQ', 'NL', 'NL-BQ1 NL-BQ2 NL-BQ3', 'part'],
	['AW', 'NL', 'NL-AW', 'own'],
	['CW', 'NL', 'NL-CW', 'own'],
	['SX', 'NL', 'NL-SX', 'own'],
	['HK', 'CN', 'CN-HK CN-91', 'own'],
	['MO', 'CN', 'CN-MO CN-92', 'own'],
	['TW', 'CN', 'CN-TW CN-71', 'own'],
];
