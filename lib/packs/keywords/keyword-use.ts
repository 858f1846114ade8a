/** How keywords of the pack are matched where the plain rule (whole message or sentence, anywhere) is not right for them. */
export interface KeywordUse {
	/** Also ordinary words: they count as a whole message with courtesy words, never as one sentence of several. */
	ordinaryWords: readonly string[];
	/** Opt-ins only as the answer to a question: "YES" to anything else agrees to something else. */
	prompted: readonly string[];
	/** Count only for contacts of these countries (ISO 3166-1 alpha-2). */
	onlyIn: Readonly<Record<string, readonly string[]>>;
	/** Anywhere else than in `onlyIn`, and where listed here, a person has to look. */
	review: readonly string[];
	/** Refuse what was asked when they answer a pending double opt-in. */
	refusals: readonly string[];
	/** Stop every channel and sender of the brand, not only the one that was answered. */
	everything: readonly string[];
}

export const KEYWORD_USE: KeywordUse = {
	ordinaryWords: [
		'CANCEL', 'END', 'QUIT', 'NO', 'REMOVE', 'REVOKE', 'CEASE', 'DESIST', 'NO MORE', 'GOODBYE',
		'ALTO', 'BAJA', 'SALIR', 'PARAR', 'PARE', 'PAREN', 'CANCELAR', 'ELIMINAR', 'BORRAR', 'QUITAR', 'ANULAR', 'TERMINAR', 'CESAR',
		'DETENER', 'DETENGA', 'DETENGAN', 'BASTA', 'NO MAS',
		'FIN', 'ARRET', 'ARRETER', 'ANNULER', 'SUPPRIMER', 'QUITTER', 'RESILIER', 'RESILIATION',
	],
	prompted: ['YES', 'Y', 'SI', 'OUI', 'OK', 'CONFIRM', 'CONTINUE', 'DÉBUT'],
	onlyIn: { T: ['CN'], TD: ['CN'], R: ['CN'], N: ['CN'], NO: ['ZA'] },
	review: ['NO', 'GOODBYE'],
	refusals: ['NO'],
	everything: ['STOPALL', 'STOP ALL'],
};
