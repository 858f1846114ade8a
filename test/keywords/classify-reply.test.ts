import { classifyReply } from '../../lib/keywords';
import { ComplianceError } from '../../lib/model/errors';

const FOOTER = 'Acme: 20% off all shoes until Sunday. Msg rates may apply. Reply STOP to opt out';

describe('the result', () => {
	it('names the keyword as the pack writes it, never the text of the person', () => {
		expect(classifyReply('  pLeAsE ... sTOP  ')).toEqual({ intent: 'opt_out', matchedBy: 'keyword', keyword: 'STOP' });
		expect(classifyReply('unsubscibe')).toEqual({ intent: 'opt_out', matchedBy: 'typo', keyword: 'UNSUBSCRIBE' });
		expect(classifyReply('take me off your list')).toEqual({ intent: 'opt_out', matchedBy: 'phrase' });
	});

	it.each(['STOPALL', 'stop all', 'Stop all please', 'STOP ALL!'])('says that "%s" ends everything', (text) => {
		expect(classifyReply(text)).toMatchObject({ intent: 'opt_out', scope: 'all' });
	});

	it.each(['STOP', 'unsubscribe', 'stop texting me'])('limits a plain "%s" to where it was said', (text) => {
		expect(classifyReply(text)).not.toHaveProperty('scope');
	});
});

describe('an opt-in', () => {
	it.each(['YES', 'y', 'Sí', 'SI', 'oui', 'OK', 'yes please', 'Sí, gracias'])('by "%s" needs a question', (text) => {
		expect(classifyReply(text, { awaitingOptIn: true }).intent).toBe('opt_in');
		expect(classifyReply(text).intent).toBe('none');
	});

	it.each(['yes stop', 'yes but stop texting me', 'si pero no me escriban mas', 'oui arrêtez'])('is never made of "%s"', (text) => {
		expect(classifyReply(text, { awaitingOptIn: true }).intent).toBe('opt_out');
	});

	it.each(['strat', 'yess', 'unstpo', 'when does it start?', 'start my order', 'no start', "don't start", 'START STOP', 'yes?? what is this', '👍', 'sure', 'Liked “Reply START to join”', 'Reply YES to join'])(
		'is not claimed for "%s"',
		(text) => {
			expect(classifyReply(text, { awaitingOptIn: true }).intent).not.toBe('opt_in');
		},
	);

	it('is refused by NO, which means nothing certain otherwise', () => {
		expect(classifyReply('No', { awaitingOptIn: true })).toEqual({ intent: 'opt_out', matchedBy: 'refusal', keyword: 'NO' });
		expect(classifyReply('No thanks', { awaitingOptIn: true }).intent).toBe('opt_out');
		expect(classifyReply('No').intent).toBe('unclear');
	});
});

describe('an opt-in keyword beside a quotation', () => {
	it.each(['Start "the free trial of the gold plan"', 'YES “send me your newest offers” please', 'Revert "the change of last week"'])('agrees to nobody knows what: %s', (text) => {
		expect(classifyReply(text, { awaitingOptIn: true })).toEqual({ intent: 'unclear', matchedBy: 'quote' });
	});

	it('counts above a quoted mail', () => {
		expect(classifyReply('START\n\nOn Mon, Jan 5, 2026 at 10:00 AM Acme wrote:\n> Reply START to come back').intent).toBe('opt_in');
	});
});

describe('a request that does not say what should stop', () => {
	it.each(['I get ten of these a day so stop', 'We are not selling, please stop', 'I have to get up early. Knock it off.', 'please stop this', 'Enough is enough', 'STOP, no more'])('is an opt-out: %s', (text) => {
		expect(classifyReply(text).intent).toBe('opt_out');
	});

	it.each(['omg please stop 😂 my wallet', 'haha quit it, take my money', 'lol cut it out, 70 % off'])('is none beside laughter: %s', (text) => {
		expect(['unclear', 'none']).toContain(classifyReply(text).intent);
	});

	it.each(['This is not Karen. Remove it.', 'Wrong number, this phone belongs to my son. Please delete.', 'I don\'t know who you are or what you sell. Remove me, ok?'])('is one where a reason is given in another sentence: %s', (text) => {
		expect(classifyReply(text).intent).toBe('opt_out');
	});

	it.each(['There is a typo in my name. Remove it.', 'The onions? Please delete.'])('is none without a reason: %s', (text) => {
		expect(classifyReply(text).intent).not.toBe('opt_out');
	});
});

describe('what follows a request', () => {
	it.each(['stop texting me so early', 'stop texting me if I am asleep', 'please stop messaging us on Sundays'])('may narrow it, and a person has to look: %s', (text) => {
		expect(classifyReply(text).intent).toBe('unclear');
	});

	it.each(['I want to opt out from now on', 'unsubscribe from you guys', 'stop texting me about your sales', 'stop texting me at work', 'how do I opt out of your messages to this number'])('may narrow nothing: %s', (text) => {
		expect(classifyReply(text).intent).toBe('opt_out');
	});

	it.each(['STOP keine Werbung', 'Stop no quiero mensajes', 'I no longer want texts STOP'])('may be a request of its own, without a sign between: %s', (text) => {
		expect(classifyReply(text).intent).toBe('opt_out');
	});
});

describe('words that begin many ordinary sentences', () => {
	it.each(['Ya llegué', 'ya voy para allá', 'No, gracias, ya tengo', 'Para mañana por favor', 'Talla más baja por favor', 'quítame una duda, ¿abren el domingo?', 'Me tira uma dúvida, abre domingo?', 'Je veux plus de fromage', 'Je vous appelle plus tard'])('ask for nothing: %s', (text) => {
		expect(classifyReply(text).intent).toBe('none');
	});
});

it.each(['delete my #', 'wrong # stop', 'take my # off your list'])('a lone number sign is read as the word: %s', (text) => {
	expect(classifyReply(text).intent).toBe('opt_out');
});

describe('HELP', () => {
	it.each(['HELP 🙏', '🙏 Help!', 'HELP 👍🏽', 'AYUDA 🙏', 'HELP\nSent from my iPhone', 'HELP\nEnviado desde mi iPhone', 'HELP - John', 'HELP\nJohn Smith', 'help\n\n- Ada L.\nSent from my Galaxy', 'HELP\n-- \nJohn'])(
		'is answered when a picture or a signature stands beside it: %j',
		(text) => {
			expect(classifyReply(text).intent).toBe('help');
		},
	);

	it.each(['HELP my order is late', 'HELP\nmy order is late', 'HELP\nWhere is it?', 'Can you help me 🙏', 'HELP John', 'I need help\nJohn'])('is left to a person where more is said: %j', (text) => {
		expect(classifyReply(text).intent).toBe('none');
	});

	it.each(['HELP\nStop', 'HELP\nUnsubscribe - John', 'HELP 🛑', 'HELP - Stop Please', 'HELP\nNo More Texts'])('never hides a wish to stop: %j', (text) => {
		expect(['opt_out', 'unclear']).toContain(classifyReply(text).intent);
	});
});

describe('options that are none', () => {
	it.each<unknown>(['x', 7, {}, null, [7, null], true])('such as own messages of %j count as absent, and STOP is read', (ownMessages) => {
		expect(classifyReply('STOP', { ownMessages } as never).intent).toBe('opt_out');
		expect(classifyReply('x stop texting me', { ownMessages } as never).intent).toBe('opt_out');
	});

	it.each<unknown>(['China', 'CHN', ' ', ['US', 'China']])('such as %j for a country are refused', (country) => {
		for (const text of ['STOP', undefined]) expect(() => classifyReply(text, { country } as never)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
	});

	it.each<unknown>(['STOP', 7, ['STOP'], true])('such as %j for keywords of the brand are refused', (keywords) => {
		expect(() => classifyReply('STOP', { keywords } as never)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
	});

	it.each<unknown>([undefined, null, '', [], 7, {}, [null]])('such as %j for a country leave it unknown', (country) => {
		expect(classifyReply('STOP', { country } as never).intent).toBe('opt_out');
	});
});

describe('keywords of one country', () => {
	it.each(['T', 'TD', 'td', 'R', 'N', '退订'])('understands "%s" in China', (text) => {
		expect(classifyReply(text, { country: 'CN' }).intent).toBe('opt_out');
		expect(classifyReply(text, { country: 'cn', languages: ['en'] }).intent === 'opt_out').toBe(text !== '退订');
	});

	it.each(['T', 'TD', 'R', 'N'])('does not take a lone "%s" for an opt-out elsewhere', (text) => {
		expect(classifyReply(text).intent).toBe('none');
		expect(classifyReply(text, { country: 'US' }).intent).toBe('none');
	});

	it('takes NO for an opt-out in South Africa', () => {
		expect(classifyReply('No', { country: 'ZA' }).intent).toBe('opt_out');
	});
});

describe('languages', () => {
	it('reads keywords of the chosen ones only', () => {
		expect(classifyReply('ALTO', { languages: ['en'] }).intent).toBe('none');
		expect(classifyReply('ALTO', { languages: ['en', 'es'] }).intent).toBe('opt_out');
		expect(classifyReply('alto', { languages: ['es-MX'] }).intent).toBe('opt_out');
	});

	it.each([[['xx']], [[]], ['en'], [[7]], [[undefined]]])('refuses %j as a setting', (languages) => {
		expect(() => classifyReply('STOP', { languages: languages as string[] })).toThrow(ComplianceError);
		expect(() => classifyReply('STOP', { languages: languages as string[] })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
	});
});

describe('keywords of the brand', () => {
	const keywords = { optOut: ['Enough Shoes', 'ADIOS'], optIn: ['SHOES', 'stop'], help: ['Who?'] };

	it.each([
		['enough shoes!', 'opt_out', 'Enough Shoes'],
		['adiós por favor', 'opt_out', 'ADIOS'],
		['Shoes', 'opt_in', 'SHOES'],
		['who', 'help', 'Who?'],
	])('reads "%s" as %s', (text, intent, keyword) => {
		expect(classifyReply(text, { keywords })).toMatchObject({ intent, keyword });
	});

	it('cannot turn STOP into an opt-in', () => {
		expect(classifyReply('STOP', { keywords }).intent).toBe('opt_out');
	});

	it('count as whole messages only', () => {
		expect(classifyReply('I love your shoes', { keywords }).intent).toBe('none');
	});

	it.each([{ optOut: 'STOP' }, { optIn: [1] }, { help: {} }])('are refused as %j', (broken) => {
		expect(() => classifyReply('hi', { keywords: broken as never })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
	});
});

describe('our own messages', () => {
	const options = { ownMessages: [FOOTER, 'To end these texts just send STOP back'] };

	it.each([FOOTER, FOOTER.toLowerCase(), `"${FOOTER}"`, `${FOOTER.slice(0, 60)}…`, `>> ${FOOTER}`, 'To end these texts just send STOP back', 'Msg rates may apply. Reply STOP to opt out'])(
		'mean nothing when quoted: %s',
		(text) => {
			expect(classifyReply(text, options).intent).toBe('none');
		},
	);

	it.each([`${FOOTER}\n\nSTOP`, `STOP\n${FOOTER}`, `please stop texting me\n\n${FOOTER}`, 'STOP', 'stop texting me', 'send stop'])('do not hide what the person says: %s', (text) => {
		expect(classifyReply(text, options).intent).toBe('opt_out');
	});

	it('do not swallow a keyword that is a message of ours', () => {
		expect(classifyReply('STOP', { ownMessages: ['STOP'] }).intent).toBe('opt_out');
		expect(classifyReply('please stop', { ownMessages: ['please stop', '', 7 as never] }).intent).toBe('opt_out');
	});

	it('are read anew when their list was changed', () => {
		const ownMessages = ['Our shop is open on Sunday again'];
		const text = 'please unsubscribe here or stop texting me';
		expect(classifyReply(text, { ownMessages }).intent).toBe('opt_out');
		ownMessages[0] = text;
		expect(classifyReply(text, { ownMessages }).intent).toBe('none');
		ownMessages.push('another one');
		ownMessages.shift();
		expect(classifyReply(text, { ownMessages }).intent).toBe('opt_out');
	});

	it('are never an opt-in', () => {
		expect(classifyReply('Reply START to come back', { ownMessages: ['Reply START to come back'] }).intent).toBe('none');
	});
});

describe('disguises', () => {
	it.each([
		['zero-width characters', 'S\u200bT\u200cO\u200dP\ufeff'],
		['direction marks', '\u202e\u2067STOP\u2069\u202c'],
		['soft hyphens', 'ST\u00adOP'],
		['combining marks', 'S\u0336T\u0336O\u0336P\u0336'],
		['fullwidth letters', 'ｓｔｏｐ！'],
		['styled letters', '𝓢𝓽𝓸𝓹'],
		['circled letters', 'Ⓢⓣⓞⓟ'],
		['a Cyrillic letter', 'STОP'],
		['a non-breaking space', '\u00a0STOP\u00a0'],
		['Turkish dotted capital', 'UNSUBSCRİBE'],
		['Turkish dotless small letter', 'unsubscrıbe'],
		['keycap and skin tone', 'stop ✋🏽'],
		['French quotation marks', '« Stop »'],
		['mark-up', '<p>STOP</p><br/>'],
		['carriage returns', 'STOP\r\n\r\nSent from my iPhone'],
	])('are seen through: %s', (_, text) => {
		expect(classifyReply(text).intent).toBe('opt_out');
	});
});
