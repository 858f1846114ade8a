import { SPOKEN_IN } from './spoken-in';

/**
 * How keywords of the pack are matched where the plain rule (whole message or sentence, anywhere) is not right for them.
 *
 * Words that mean something else in another language go by one rule. Where their own language is spoken they count. Elsewhere a
 * person has to look: an opt-out in doubt is not lost, and an opt-in in doubt is not made. Only letters and initials are
 * passed over elsewhere, as they stand for anything. A word with a single other meaning that matters counts everywhere
 * but where that meaning is at home.
 */
export interface KeywordUse {
	/** Also ordinary words: they count as a whole message with courtesy words, never as one sentence of several. */
	ordinaryWords: readonly string[];
	/** Opt-ins only as the answer to a question: "YES" to anything else agrees to something else. */
	prompted: readonly string[];
	/** Count only for contacts of these countries (ISO 3166-1 alpha-2). */
	onlyIn: Readonly<Record<string, readonly string[]>>;
	/** Anywhere else than in `onlyIn`, and where listed here, a person has to look. */
	review: readonly string[];
	/** In these countries an ordinary word or name with another meaning: a person has to look. */
	reviewIn: Readonly<Record<string, readonly string[]>>;
	/** Refuse what was asked when they answer a pending double opt-in. */
	refusals: readonly string[];
	/** Stop every channel and sender of the brand, not only the one that was answered. */
	everything: readonly string[];
}

const CHINA = ['CN'];

export const KEYWORD_USE: KeywordUse = {
	ordinaryWords: [
		'CANCEL', 'END', 'QUIT', 'NO', 'REMOVE', 'REVOKE', 'CEASE', 'DESIST', 'NO MORE', 'GOODBYE',
		'ALTO', 'BAJA', 'SALIR', 'PARAR', 'PARE', 'PAREN', 'CANCELAR', 'ELIMINAR', 'BORRAR', 'QUITAR', 'ANULAR', 'TERMINAR', 'CESAR',
		'DETENER', 'DETENGA', 'DETENGAN', 'BASTA', 'NO MAS',
		'FIN', 'ARRET', 'ARRETER', 'ANNULER', 'SUPPRIMER', 'QUITTER', 'RESILIER', 'RESILIATION',
		'SAIR', 'REMOVER', 'CANCELE', 'HALT', 'ENDE', 'AUFHÖREN', 'UIT', 'FERMA', 'ANNULLA', 'CANCELLA', 'CANCELLARE', 'KONIEC', 'REZYGNACJA', 'ОТМЕНА',
		'SEIS', 'PERU', 'PERUUTA', 'EI ENÄÄ', 'DUR', 'RET', 'ÇIK', 'İPTAL', 'İPTAL ET', 'די', 'बंद', '停止', '解除', '退会', '取消', '거부', '중지', 'หยุด',
		'BATAL', 'HUY', 'TC', 'ZRUŠIT',
	],
	prompted: [
		'YES', 'Y', 'SI', 'OUI', 'OK', 'CONFIRM', 'CONTINUE', 'DÉBUT',
		// Nobody documents these as keywords that count unasked.
		'SIM', 'JA', 'ANMELDEN', 'AANMELDEN', 'AAN', 'INIZIA', 'ATTIVA', 'TAK',
	],
	onlyIn: {
		T: CHINA,
		TD: CHINA,
		R: CHINA,
		N: CHINA,
		// Initials of "từ chối"; of many names and companies elsewhere.
		TC: SPOKEN_IN.vietnamese,
		// "Cancel"; without its tone mark a man's name.
		HUY: SPOKEN_IN.vietnamese,
		NO: ['ZA'],
		// "Out, off".
		UIT: SPOKEN_IN.dutch,
		// "On"; nothing but an answer even there.
		AAN: SPOKEN_IN.dutch,
		// "Six" in Spanish and Portuguese.
		SEIS: [...SPOKEN_IN.finnish, ...SPOKEN_IN.estonian],
		// A country.
		PERU: SPOKEN_IN.finnish,
		// "Hard" in French.
		DUR: SPOKEN_IN.turkish,
		// "Straight, dish" in Danish.
		RET: SPOKEN_IN.turkish,
		// "Miss" in Malay, a butt in several Slavic languages.
		ÇIK: SPOKEN_IN.turkish,
		// Laughter in Spanish, "I" in Polish and Czech.
		JA: [...SPOKEN_IN.german, ...SPOKEN_IN.dutch, ...SPOKEN_IN.nordic],
		// "Thanks" in Danish and Norwegian, "so" in Czech, and "no" in Malay.
		TAK: SPOKEN_IN.polish,
	},
	// CESAR, "to cease", is a man's name.
	review: ['NO', 'GOODBYE', 'CESAR', 'HUY', 'UIT', 'AAN', 'SEIS', 'PERU', 'DUR', 'RET', 'ÇIK', 'JA', 'TAK'],
	reviewIn: {
		// "Tall, high".
		ALTO: [...SPOKEN_IN.italian, ...SPOKEN_IN.portuguese],
		ALTA: [...SPOKEN_IN.italian, ...SPOKEN_IN.portuguese],
		// "Steel".
		BAJA: SPOKEN_IN.malay,
		// "As long as; just because".
		BASTA: SPOKEN_IN.tagalog,
		// "Farm".
		FERMA: [...SPOKEN_IN.polish, ...SPOKEN_IN.romanian],
		// "Nice, fine".
		FIN: SPOKEN_IN.nordic,
		// "Mate".
		PARE: SPOKEN_IN.tagalog,
	},
	refusals: ['NO'],
	everything: ['STOPALL', 'STOP ALL'],
};
