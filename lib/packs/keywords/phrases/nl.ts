import type { PhrasePack } from '../phrase-pack';

export const DUTCH: PhrasePack = {
	language: 'nl',
	source: 'Own collection of plain requests.',
	confidence: 'low',
	verified: 'no',
	words: {
		messages: ['bericht', 'berichten', 'berichtjes', 'sms', 'smsjes', 'sms jes', 'smsen', 'sms en', 'reclame', 'reclames', 'mail', 'mails', 'email', 'e mails', 'nieuwsbrief', 'aanbiedingen', 'whatsapp', 'appjes', 'telefoontjes', 'spam'],
		more: ['van', 'jullie', 'u', 'deze', 'die', 'meer', 'verdere', 'zulke', 'aan', 'mij', 'me'],
		contact: ['sturen', 'versturen', 'toesturen', 'mailen', 'bellen', 'appen', 'contacteren', 'benaderen', 'lastigvallen', 'berichten', 'smsen', 'schrijven'],
		to_me: ['mij', 'me', 'ons', 'alstublieft', 'aub'],
		want: ['wil', 'wens', 'willen', 'wenst', 'hoef'],
		leave: ['uitschrijven', 'afmelden', 'uit te schrijven', 'af te melden'],
		my_number: ['nummer', 'telefoonnummer', 'gegevens', 'naam', 'contactgegevens'],
		list: ['lijst', 'bestand', 'database', 'mailinglijst'],
		stop_word: ['stop', 'uit', 'afmelden', 'stoppen'],
		reply: ['antwoord', 'antwoorden', 'stuur', 'sms', 'reageer', 'beantwoord', 'antwoord met'],
	},
	phrases: {
		opt_out: [
			'geen <messages> <more>* meer', 'geen verdere|nieuwe <messages>', '^ geen <messages> $', '<want> geen <more>* <messages>', '<want> dit|niets niet? meer', 'niet meer <to_me>* <contact>', '<contact> <to_me>* niet meer', 'stuur|stuurt|sturen <to_me>* niets|niks meer', 'stuur|stuurt|sturen <to_me>* geen <messages>', 'bel|app|mail|sms|contacteer <to_me>* niet meer', 'stop|stoppen met <more>* <messages>|<contact>', 'stop deze|die|de|alle <messages>',
			'haal|haalt <to_me>* van|uit de|uw|jullie|deze <list>', 'verwijder|verwijdert|schrap|wis <to_me>* mijn|dit <my_number>', 'verwijder|verwijdert <to_me>* van|uit', '^ verwijder mij|me $', 'schrijf <to_me>* uit', 'meld <to_me>* af', 'mij|me graag? <leave>', '<want> mij|me <leave>', 'laat me|mij met rust', 'trek mijn toestemming in', '^ <reply> stop $',
		],
		unclear: ['verkeerd nummer', 'geen interesse', 'nee bedankt', 'nee dank je|u', 'niet geïnteresseerd', '^ nee $', 'te veel <messages>', 'fout nummer', '<leave>'],
		support: ['verkeerd nummer', 'geen interesse', 'niet geïnteresseerd', 'ken u|jou|jullie niet', 'wie is|bent|zijn dit|u|jullie'],
		negated: ['niet <leave>', '<want> <more>* niet <leave>', 'niet verwijderen|stoppen'],
		ordinary: ['<leave> voor les|training|school|afspraak', 'stoppen met roken|werken|eten'],
		instruction: ['<reply> <stop_word> om|naar|voor', '<stop_word> om|naar <leave>|<number>|te|af', '<leave> <reply>|via|met|door|stop', 'af melden stop', 'om te stoppen|<leave> <reply>'],
		auto_reply: ['automatisch antwoord|bericht', 'niet op kantoor', 'afwezig', 'op vakantie', 'bedankt voor uw|je bericht', 'nemen contact'],
		opt_in_wish: ['mij|me aanmelden', '<want> <more>* <messages> ontvangen', 'weer aanmelden'],
		courtesy: ['alstublieft', 'alsjeblieft', 'aub', 'alstublieft', 'graag', 'bedankt', 'dank u', 'dank je', 'dank u|je wel', 'dankjewel', 'dankuwel', 'hallo', 'hoi', 'goedemorgen', 'goedemiddag', 'goedenavond', 'goedendag', 'mvg', 'groet', 'groeten', 'groetjes', 'met vriendelijke groet', 'onmiddellijk', 'per direct'],
		polite: ['alstublieft', 'alsjeblieft', 'aub', 'graag', 'bedankt', 'dank u', 'hallo', 'hoi'],
		playful: ['grapje', 'haha'],
		limiter: ['vandaag', 'morgen', 'vanavond', 's nachts', 'in het weekend', 'op zondag', 'zo vaak', 'zo laat', 'voordat', 'totdat', 'tot', 'tijdens', 'over'],
	},
	notTypos: ['aanmelden', 'inschrijven'],
	typosOf: ['AFMELDEN', 'UITSCHRIJVEN'],
};
