/**
 * Words from which opt-out instructions are made, without accents and in lower case. Spaces stand for any
 * blank or hyphen. English, Spanish and French in full; the verbs of neighbours where they cost nothing.
 *
 * Source: wordings read in CTIA, AF2M, ICO, GOF and CASL material, and ordinary variants of them.
 */

/** Keywords that mean an opt-out wherever an instruction tells the reader to send them. */
export const KEYWORDS = [
	'stop ?all', 'stop', 'unsubscribe', 'unsub', 'opt ?out', 'quit', 'arret', 'desabo', 'desabonner', 'desinscription',
	'baja', 'alto', 'parar', 'salir', 'sair', 'no mas',
];

/** Keywords that also cancel an appointment or an order; they need one of `OPT_OUT_AIMS` behind them. */
export const AMBIGUOUS_KEYWORDS = ['cancel', 'end', 'revoke', 'remove', 'cancelar', 'fin'];

/** The keywords that hardly ever belong to an ordinary sentence when written in capitals. */
export const LOUD_KEYWORDS = ['STOPALL', 'STOP ALL', 'STOP', 'UNSUBSCRIBE', 'UNSUB', 'ARRET', 'BAJA'];

/** Tell the reader to send something. */
export const SEND_VERBS = [
	'reply', 'rply', 'respond', 'text', 'txt', 'msg', 'sms', 'send', 'type',
	'repondez', 'reponds', 'repondre', 'envoyez', 'envoie', 'envoyer', 'tapez', 'ecrivez', 'textez',
	'responda', 'responde', 'responder', 'envie', 'envia', 'enviar', 'mande', 'manda', 'mandar', 'escriba', 'escribe',
	'conteste', 'contesta', 'antwoord', 'antworte', 'antworten sie', 'sende', 'rispondi', 'invia',
];

/** May stand between the verb and the keyword. */
export const SEND_FILLERS = [
	'back', 'with', 'us', 'the', 'word', 'keyword', 'par', 'avec', 'nous', 'le', 'mot', 'un', 'sms', 'con', 'la', 'palabra', 'este', 'mensaje',
	'mit', 'met', 'com', 'at any time', 'any ?time',
];

/** May follow a keyword in an instruction; anything else makes it an ordinary sentence. */
export const AFTER_KEYWORD = [
	'to', '2', '4', 'for', 'at any ?time', 'any ?time', 'now', 'and', 'or', 'if', 'in order', 'pour', 'ou', 'et', 'au', 'para', 'por', 'al', 'o', 'y', 'a \\d', 'um', 'om', 'per',
	'help',
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
	'abmelden', 'abmeldung', 'afmelden', 'uitschrijven', 'disiscriviti', 'cancelar inscricao',
];

/** May stand between the act and the link. */
export const LINK_FILLERS = [
	'here', 'at', 'via', 'by', 'on', 'click', 'visit', 'tap', 'go', 'to', 'link', 'now', 'any ?time', 'from', 'of', 'these', 'this', 'our', 'messages', 'texts', 'emails', 'list', 'page',
	'ici', 'sur', 'cliquez', 'visitez', 'de', 'la', 'ces', 'les', 'messages', 'aqui', 'en', 'haga', 'haz', 'clic', 'visite', 'visita', 'este', 'enlace', 'mensajes',
];
