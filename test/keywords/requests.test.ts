import fc from 'fast-check';
import { classifyReply } from '../../lib/keywords';

/** Requests put together of parts, so that no part is understood in one place only. */
interface Grammar {
	before: string[];
	requests: string[][];
	after: string[];
}

const WHAT = ['texts', 'text messages', 'these messages', 'these', 'this stuff', 'your texts', 'any more messages', 'promotional texts', 'your junk', 'ads', 'that crap', 'notifications', 'reminders', 'sms'];
const WHO = ['me', 'us', 'this number', 'my phone', 'my husband'];
const LISTS = ['your list', 'this list', 'your mailing list', 'your database', 'your contacts', 'your texts', 'everything', 'your call list', 'this group'];
const ENGLISH: Grammar = {
	before: ['', 'Please ', 'pls ', 'Hi, ', 'Kindly ', 'Sorry but ', 'Wrong number, ', 'I am not interested, ', 'Who is this? ', 'Thanks but please '],
	requests: [
		[['stop', 'quit', 'cease'], ['texting', 'messaging', 'contacting', 'calling', 'bothering', 'spamming', 'emailing'], WHO].reduce(combine),
		[['stop sending', 'quit sending me', 'stop sending us', 'stop with', 'discontinue', 'end', 'cancel', 'turn off', 'do not send me', "don't send us", 'never send me', 'no more'], WHAT].reduce(combine),
		[["don't", 'do not', 'never', 'dont'], ['text', 'message', 'contact', 'call', 'email'], WHO].reduce(combine),
		[['remove', 'delete', 'erase'], ['me', 'my number', 'this number', 'us', 'my name'], LISTS.map((list) => `from ${list}`)].reduce(combine),
		[['take', 'get', 'scratch'], ['me', 'my number', 'this number', 'us', 'my name'], LISTS.map((list) => `off ${list}`)].reduce(combine),
		[["I don't want", 'I do not want to receive', 'we no longer want', "I don't want to get", 'I no longer wish to receive', 'I am not interested in receiving', 'I would like to stop receiving'], WHAT.filter((what) => what !== 'that crap')].reduce(combine),
		[['I want to', 'I would like to', 'How do I', 'How can I', 'I need to', 'Where do I', 'Is there a way to', 'can I'], ['unsubscribe', 'opt out', 'be removed', 'get off this list', 'opt out of these texts', 'unsubscribe from your messages', 'stop these messages', 'be taken off your list']].reduce(combine),
	],
	after: ['', ' please', ' anymore', ' again', ' thank you', '!!!', ' from now on', ' asap', ', thanks', ' immediately', ' to this number', ' from you', ' ever again'],
};
const SPANISH: Grammar = {
	before: ['', 'Por favor ', 'Hola, ', 'Número equivocado, '],
	requests: [
		[['no me manden', 'ya no me envíen', 'dejen de mandarme', 'no quiero recibir', 'ya no quiero', 'paren de enviar', 'no deseo recibir', 'cancelen'], ['mensajes', 'más mensajes', 'estos mensajes', 'promociones', 'publicidad', 'sms']].reduce(combine),
		[['quítenme', 'bórrenme', 'sáquenme', 'borren mi número', 'denme de baja', 'quiero darme de baja', 'me pueden quitar'], ['de su lista', 'de la lista', 'de su base de datos', 'del sistema']].reduce(combine),
	],
	after: ['', ' por favor', ' gracias', '!!!'],
};
const FRENCH: Grammar = {
	before: ['', 'Bonjour, ', 'SVP '],
	requests: [
		[["ne m'envoyez plus", "arrêtez de m'envoyer", 'je ne veux plus recevoir', 'je ne souhaite plus recevoir', 'stop à'], ['de messages', 'vos sms', 'de publicité', 'vos offres', 'ces messages']].reduce(combine),
		[['retirez-moi', 'enlevez-moi', 'supprimez mon numéro', 'désinscrivez-moi'], ['de votre liste', 'de vos fichiers', 'de cette liste']].reduce(combine),
	],
	after: ['', ' svp', ' merci', '!!'],
};
const GERMAN: Grammar = {
	before: ['', 'Bitte ', 'Hallo, '],
	requests: [
		[['schicken Sie mir keine', 'ich möchte keine', 'ich will keine', 'keine'], ['Nachrichten mehr', 'SMS mehr', 'Werbung mehr', 'weiteren Nachrichten']].reduce(combine),
		[['löschen Sie', 'entfernen Sie', 'streichen Sie'], ['mich aus der Liste', 'mich aus dem Verteiler', 'meine Nummer aus der Liste']].reduce(combine),
	],
	after: ['', ' bitte', ' danke', '!!'],
};
const PORTUGUESE: Grammar = {
	before: ['', 'Por favor ', 'Oi, '],
	requests: [
		[['não me mandem', 'não quero receber', 'parem de me mandar', 'pare de enviar', 'não me envie', 'chega de'], ['mensagens', 'mais mensagens', 'essas mensagens', 'propaganda', 'sms']].reduce(combine),
		[['me tire', 'me remova', 'tire meu número', 'exclua meu número', 'quero sair'], ['da lista', 'dessa lista', 'da sua lista', 'do cadastro']].reduce(combine),
	],
	after: ['', ' por favor', ' obrigado', '!!'],
};

function combine(firsts: string[], seconds: string[]): string[] {
	return firsts.flatMap((first) => seconds.map((second) => `${first} ${second}`));
}

describe.each([['English', ENGLISH], ['Spanish', SPANISH], ['French', FRENCH], ['German', GERMAN], ['Portuguese', PORTUGUESE]])('a request in %s', (_, { before, requests, after }) => {
	it('is an opt-out whatever it is put together of', () => {
		const request = fc.tuple(fc.constantFrom(...before), fc.oneof(...requests.map((some) => fc.constantFrom(...some))), fc.constantFrom(...after)).map((parts) => parts.join(''));
		fc.assert(fc.property(request, (text) => expect([text, classifyReply(text).intent]).toEqual([text, 'opt_out'])), { numRuns: 1000 });
	});
});

const ERRANDS = combine(
	['', 'Please', 'Can you', 'I need to', 'Do you', 'How do I', 'Should I', 'Did you', 'They will', 'Remember to'],
	[
		'stop the car', 'stop the leak', 'stop by', 'stop at the bank', 'stop smoking', 'stop the shipment', 'quit the gym', 'quit my job', 'end the call', 'end the lease', 'cancel my order', 'cancel one of them', 'remove the onions', 'remove it from the cart', 'remove my old card',
		'take off the cheese', 'take the trash out', 'take me to the store', 'take me off hold', 'get off at 5', 'get me a table', 'delete my last message', 'delete the photo', 'drop off the keys', 'opt for the blue one', 'leave me a voicemail', 'block the date', 'turn off the heater',
		'put me on the list', 'get more texts', 'need these by Friday', 'want this one', 'check my text', 'send me the receipt',
	],
);

it('an errand that is asked for in the same words is no opt-out, whatever it is put together of', () => {
	const errand = fc.tuple(fc.constantFrom(...ERRANDS), fc.constantFrom('', '?', ' please', ' today', ' thanks', ' for me', ' now')).map((parts) => parts.join('').trim());
	fc.assert(fc.property(errand, (text) => expect([text, classifyReply(text).intent]).not.toEqual([text, 'opt_out'])), { numRuns: 1000 });
});
