/**
 * Words from which opt-out instructions are made, without accents and in lower case. Spaces stand for any
 * blank or hyphen. English, Spanish and French in full; of the other languages in Latin letters what footers are made of.
 *
 * Source: wordings read in CTIA, AF2M, ICO, GOF and CASL material, the rule packs, and ordinary variants of them.
 */

/** Keywords that mean an opt-out wherever an instruction tells the reader to send them. */
export const KEYWORDS = [
	'stop ?all', 'stop', 'unsubscribe', 'unsub', 'opt ?out', 'quit', 'arret', 'desabo', 'desabonner', 'desinscription',
	'baja', 'alto', 'parar', 'salir', 'sair', 'no mas', 'stopp', 'berhenti',
];

/** Keywords that also cancel an appointment or an order; they need one of `OPT_OUT_AIMS` behind them. */
export const AMBIGUOUS_KEYWORDS = ['cancel', 'end', 'revoke', 'remove', 'cancelar', 'fin'];

/** The keywords that hardly ever belong to an ordinary sentence when written in capitals. */
export const LOUD_KEYWORDS = ['STOPALL', 'STOP ALL', 'STOP', 'UNSUBSCRIBE', 'UNSUB', 'ARRET', 'BAJA', 'STOPP'];

/** Tell the reader to send something. */
export const SEND_VERBS = [
	'reply', 'rply', 'respond', 'text', 'txt', 'msg', 'sms', 'send', 'type',
	'repondez', 'reponds', 'repondre', 'envoyez', 'envoie', 'envoyer', 'tapez', 'ecrivez', 'textez',
	'responda', 'responde', 'responder', 'envie', 'envia', 'enviar', 'mande', 'manda', 'mandar', 'escriba', 'escribe',
	'conteste', 'contesta', 'antwoord', 'stuur', 'antworte', 'antworten sie', 'sende', 'senden sie', 'rispondi', 'invia',
	'svar', 'svara', 'skicka', 'vastaa', 'laheta', 'odpisz', 'wyslij', 'balas', 'hantar',
];

/** May stand between the verb and the keyword. */
export const SEND_FILLERS = [
	'back', 'with', 'us', 'the', 'word', 'keyword', 'par', 'avec', 'nous', 'le', 'mot', 'un', 'sms', 'con', 'la', 'palabra', 'este', 'mensaje',
	'mit', 'met', 'med', 'com', 'at any time', 'any ?time',
];

/** May follow a keyword in an instruction; anything else makes it an ordinary sentence. */
export const AFTER_KEYWORD = [
	'to', '2', '4', 'for', 'at any ?time', 'any ?time', 'now', 'and', 'or', 'if', 'in order', 'pour', 'ou', 'et', 'au', 'para', 'por', 'al', 'o', 'y', 'a \\d', 'um', 'om', 'per',
	'naar', 'an', 'for at', 'for a', 'til', 'till', 'numeroon', 'na', 'aby', 'ke', 'untuk', 'help',
];

/** What an opt-out keyword achieves: "STOP to end". */
export const AIMS = [
	'opt ?out', 'end', 'cancel', 'unsubscribe', 'unsub', 'stop', 'quit', 'leave', 'be removed', 'no more',
	'cancelar', 'salir', 'no recibir', 'darse de baja', 'arreter', 'vous desinscrire', 'vous desabonner', 'se desabonner', 'ne plus recevoir',
];

/** Those of them that can only be about messages. */
export const OPT_OUT_AIMS = [
	'opt ?out', 'unsubscribe', 'unsub', 'stop', 'quit', 'no more', 'no recibir', 'darse de baja', 'vous desinscrire', 'vous desabonner', 'ne plus recevoir',
];

/** Name the act of opting out, in front of a link or a keyword. */
export const OPT_OUT_ACTS = [
	'opt ?out', 'unsubscribe', 'unsub', 'stop messages', 'stop texts', 'stop emails', 'stop sms', 'stop pub',
	'desinscription', 'desinscrire', 'desabonnement', 'desabonner', 'desabo',
	'dar(?:se|te|me) de baja', 'cancelar (?:la |tu |su )?suscripcion', 'anular (?:la |tu |su )?suscripcion', 'no recibir mas',
	'abmelden', 'abmeldung', 'abbestellen', 'afmelden', 'uitschrijven', 'disiscriviti', 'annulla (?:l )?iscrizione', 'cancelar inscricao', 'cancelar (?:a )?subscricao',
	'nao receber mais', 'afmeld', 'avregistrera', 'meld deg av', 'peruuta viestit', 'wypisz sie', 'abonelikten c[iı]k', 'tu choi (?:nhan )?qc', 'berhenti melanggan',
];

/** The same at the start of a clause and right before a link or a number; elsewhere they are places, orders and contracts as well. */
export const CLAUSE_ACTS = ['baja', 'baja e info legal', 'rezygnacja', 'mesaj iptali', 'sms iptali'];

/** Stand before a loud keyword: "Opt out: STOP". */
export const KEYWORD_ACTS = [
	'opt ?out', 'unsub', 'unsubscribe', 'to stop', 'to end', 'to cancel', 'to quit', 'desabo', 'desinscription', 'para cancelar', 'baja', 'pour arreter',
	'abmelden', 'abmeldung', 'afmelden', 'afmeld', 'avsluta', 'stopp', 'rezygnacja',
];

/** May stand between the act and the link. */
export const LINK_FILLERS = [
	'here', 'at', 'via', 'by', 'on', 'click', 'visit', 'tap', 'go', 'to', 'link', 'now', 'any ?time', 'from', 'of', 'these', 'this', 'our', 'messages', 'texts', 'emails', 'list', 'page',
	'ici', 'sur', 'cliquez', 'visitez', 'de', 'la', 'ces', 'les', 'messages', 'aqui', 'en', 'haga', 'haz', 'clic', 'visite', 'visita', 'este', 'enlace', 'mensajes',
];
