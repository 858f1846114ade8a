/** Places (ISO 3166-1 alpha-2) in which a language is spoken by many, for the keywords that are understood there only. */
export const SPOKEN_IN = {
	/** With Afrikaans, which shares the words in question. */
	dutch: ['NL', 'BE', 'SR', 'AW', 'CW', 'SX', 'BQ', 'ZA', 'NA'],
	estonian: ['EE'],
	finnish: ['FI', 'AX'],
	german: ['DE', 'AT', 'CH', 'LI', 'LU'],
	italian: ['IT', 'SM', 'VA'],
	malay: ['MY', 'ID', 'SG', 'BN'],
	/** The Nordic languages in which a "fin" thing is a nice one; also spoken in Finland. */
	nordic: ['SE', 'NO', 'SJ', 'DK', 'FO', 'GL', 'FI', 'AX'],
	polish: ['PL'],
	portuguese: ['PT', 'BR', 'AO', 'MZ', 'CV', 'GW', 'ST', 'TL'],
	romanian: ['RO', 'MD'],
	tagalog: ['PH'],
	/** With the countries where many people write Turkish; not those where French is spoken, in which DUR is "hard". */
	turkish: ['TR', 'CY', 'DE', 'AT', 'NL', 'BG'],
	vietnamese: ['VN'],
} as const satisfies Record<string, readonly string[]>;
