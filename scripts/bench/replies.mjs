/**
 * Measures how fast replies are read: a realistic mix on one core, and texts of a megabyte that were made to be slow, in a process that
 * has read nothing yet and in one that has.
 *
 * `node scripts/bench/replies.mjs [file of the built core]`; without one, `dist/index.js`.
 */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../contacts/random.mjs';

const REPOSITORY = resolve(fileURLToPath(import.meta.url), '../../..');
const MEGABYTE = 1_000_000;
const DIFFERENT = 120_000;
const COLD_RUNS = 5;
const WARM_RUNS = 5;

const WORDS = {
	name: ['Maria', 'Jose', 'Brenda', 'Kevin', 'Aisha', 'Tom', 'Mrs. Lee', 'Dr. Patel', 'Linda', 'Noah', 'Chidi', 'Anna', 'Pierre', 'Jürgen', 'João', 'Zoë'],
	thing: ['couch', 'blue jacket', 'size 9 boots', 'oil change', 'pizza', 'haircut', 'pull-over', 'coffee table', 'vitamin D', 'gift card', 'test drive', 'winter tires', 'kids bike', 'ring light'],
	place: ['Elm St', 'downtown', 'the mall', 'Main & 3rd', 'your Dallas store', 'the front desk', 'the airport', 'Maple Ave', 'Suite B', 'the clinic'],
	day: ['Monday', 'tomorrow', 'Friday', 'next week', 'the 12th', 'tonight', 'Saturday morning', 'around noon'],
	verb: ['pick up', 'return', 'reschedule', 'order', 'change', 'check on', 'pay for', 'ask about', 'cancel', 'confirm'],
	mood: ['thanks', 'thx!', 'great', 'perfect 😊', 'lol', 'ok', 'sure', 'no problem', 'sounds good', '👍', 'ugh', 'please'],
};

/** Of a hundred replies, how many are of each kind: as in an inbox, and where many write letters, which take most of the time then. */
const MIXES = { mix: { keywords: 30, short: 35, sentences: 33, long: 2 }, letters: { keywords: 25, short: 35, sentences: 35, long: 5 } };

/** `{slot}` is replaced by a word, `#` by a digit, so that hardly any two texts are alike. */
const KINDS = {
	keywords: {
		patterns: ['STOP', 'Stop', 'stop please', 'STOP!!', 'Stop {name}', 'STOP - {name}', 'unsubscribe', 'UNSUBSCIBE', 'S T O P', 'HELP', 'YES', 'Y', 'START', 'END', 'Stop\n\nSent from my iPhone', 'ALTO', 'Baja por favor', 'ARRET', 'Abmelden bitte', 'Sair', '退订', 'STOP ####'],
	},
	short: {
		patterns: ['{mood}', '{mood} {name}', '{mood}, {day} at #:##', 'see you {day}', 'who is this?', '{name} here', 'Is the {thing} in stock?', '$## ok?', 'order ######', 'gracias {name}', 'merci, {day} ##h', 'Danke {name}!', 'no thanks, {mood}', 'not {day}', 'call me at ###-####', 'Ya voy, {mood}', 'running ## min late', 'wrong number'],
	},
	sentences: {
		patterns: [
			'Please stop texting me {name}, I already bought a {thing} at {place}', 'Hi {name}, can I {verb} the {thing} {day} at #:##?', 'I\'ll stop by {place} {day} to {verb} it, {mood}', 'take me off your list, {name} never lived at {place}',
			'My number is ###-###-####, please {verb} the {thing} for {name}', 'When does the sale on the {thing} end? {day}?', 'I don\'t want to {verb} the {thing} anymore, can you call {name} {day}', 'Liked "Your {thing} is ready {day}. Reply STOP to opt out"',
			'Do you guys have the {thing} at {place} or only at {place}?', 'Hola, quiero {verb} la cita de {name} para el {day} a las #:##', 'Bonjour {name}, je passe {day} à ##h pour le {thing}', 'Können wir das mit {name} auf {day} um ##:## verschieben?', 'Não vou conseguir chegar {day}, pode ser às ##:##, {name}?', 'No quiero recibir mas mensajes de {name} ni de {place}',
		],
	},
	long: { sentences: 12 },
};

function writer(random) {
	return (pattern) => random.digits(pattern.replaceAll(/\{(\w+)\}/g, (_, slot) => random.pick(WORDS[slot])));
}

/** Replies as they come in: keywords, a few words, sentences, and some that are a letter. Gives the kind with each. */
export function makeReplyTexts(count, shares = MIXES.mix) {
	const random = seededRandom(20_261_121);
	const write = writer(random);
	const { sentences, long } = KINDS;
	const kinds = Object.entries(shares).flatMap(([kind, share]) => Array(share).fill(kind));
	return Array.from({ length: count }, () => {
		const kind = random.pick(kinds);
		const text = kind === 'long' ? Array.from({ length: long.sentences }, () => write(random.pick(sentences.patterns))).join('. ') : write(random.pick(KINDS[kind].patterns));
		return { kind, text };
	});
}

/** Milliseconds on the clock, and of processor time of this thread: on a shared machine only those can be compared. */
function timeOf(work) {
	const [begun, used] = [performance.now(), process.threadCpuUsage()];
	work();
	const clock = performance.now() - begun;
	const { user, system } = process.threadCpuUsage(used);
	return { clock, processor: (user + system) / 1000 };
}

/** Texts per second, read in turn until the time is over. */
function rate(classifyReply, texts, seconds) {
	const total = { clock: 0, processor: 0, read: 0 };
	while (total.clock < seconds * 1000) {
		const { clock, processor } = timeOf(() => texts.forEach((text) => classifyReply(text)));
		total.clock += clock;
		total.processor += processor;
		total.read += texts.length;
	}
	return { clock: Math.round((total.read / total.clock) * 1000), processor: Math.round((total.read / total.processor) * 1000) };
}

const textsOf = (replies) => replies.map(({ text }) => text);

/** Classifications per second on one core with every language, for both mixes and for each kind alone: by the clock, and by processor time. */
export function measureReplies({ classifyReply }, seconds = 2) {
	const replies = makeReplyTexts(DIFFERENT);
	for (const { text } of replies) classifyReply(text);
	const mixes = Object.entries(MIXES).map(([name, shares]) => [name, rate(classifyReply, textsOf(makeReplyTexts(DIFFERENT, shares)), seconds)]);
	const alone = Object.keys(KINDS).map((kind) => [kind, rate(classifyReply, textsOf(replies.filter((reply) => reply.kind === kind)), seconds / 2)]);
	return Object.fromEntries([...mixes, ...alone]);
}

const REQUEST_WORDS = 'stop quit cease end cancel remove delete take get off out of from your my this these all the list number phone messages texts sending texting me us please do not want to receive any more again i you can would like unsubscribe no mas no quiero recibir mensajes baja arretez ne plus'.split(' ');
/** Texts of a megabyte, each slow in its own way for a matcher that backtracks, looks back, or works on the whole. */
const HOSTILE = {
	'one letter': 'a', 'one word': 'stop ', 'negations': "don't stop texting me ", 'single letters': 's t o p a ', 'optional words': 'please remove me from the your these all ', 'quotation marks': '"', 'curly quotes': '“a b c ', 'mark-up': '<a', 'quoted lines': '>\n',
	'spaces': ' ', 'line ends': 'a\n', 'accents': 'e\u0301\u0301\u0301', 'ligatures': '\ufdfa', 'Chinese': '退订谢谢', 'emoji': '🛑👍🏽', 'near keywords': 'unsubscrbie ', 'links': 'https://a.bc ', 'different words': (index) => `w${index.toString(36)} `, 'different near keywords': (index) => `unsubscr${(index % 40_000).toString(36)} `, 'capital letters': 'STOP, ', 'words of requests': (index) => `${REQUEST_WORDS[(index * index * 7 + index) % REQUEST_WORDS.length]} `,
};

/** A text of a megabyte by the name it has in the list. */
export function hostileText(name) {
	const piece = HOSTILE[name];
	if (typeof piece === 'string') return piece.repeat(Math.ceil(MEGABYTE / piece.length)).slice(0, MEGABYTE);
	let text = '';
	for (let index = 0; text.length < MEGABYTE; index++) text += piece(index);
	return text.slice(0, MEGABYTE);
}

function median(times) {
	const middle = (key) => times.map((time) => time[key]).sort((a, b) => a - b)[Math.floor(times.length / 2)];
	return { clock: middle('clock'), processor: middle('processor') };
}

/** For each hostile text, the median time when it is read again, and when it is the first reply that a new process reads, the core being loaded. */
export function measureHostile(coreFile) {
	const { classifyReply } = createRequire(import.meta.url)(coreFile);
	return Object.keys(HOSTILE).map((name) => {
		const text = hostileText(name);
		const warm = Array.from({ length: WARM_RUNS }, () => timeOf(() => classifyReply(text)));
		const cold = Array.from({ length: COLD_RUNS }, () => inNewProcess(coreFile, name));
		return { name, warm: median(warm), cold: median(cold) };
	});
}

function inNewProcess(coreFile, name) {
	return JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), coreFile, '--first', name], { encoding: 'utf8' }));
}

/** What a new process measures: the first reply it reads. */
function measureFirst(coreFile, name) {
	const text = hostileText(name);
	const { classifyReply } = createRequire(import.meta.url)(coreFile);
	return timeOf(() => classifyReply(text));
}

function report(coreFile) {
	const count = (perSecond) => perSecond.toLocaleString('en-US').padStart(12);
	console.log('replies per second       of processor time  by the clock   (target: 300,000; mix: 2 % letters, letters: 5 %)');
	for (const [kind, { processor, clock }] of Object.entries(measureReplies(createRequire(import.meta.url)(coreFile)))) console.log(`${kind.padEnd(30)}${count(processor)}  ${count(clock)}`);
	const ms = ({ processor, clock }) => `${processor.toFixed(1)} (${clock.toFixed(1)})`.padStart(16);
	console.log('\nprocessor ms (by the clock) for a megabyte of      read again  first in process   (target: under 50)');
	for (const { name, warm, cold } of measureHostile(coreFile)) console.log(`${name.padEnd(44)}${ms(warm)}  ${ms(cold)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const [given, mode, name] = process.argv.slice(2);
	const coreFile = resolve(given ?? join(REPOSITORY, 'dist', 'index.js'));
	if (mode === '--first') console.log(JSON.stringify(measureFirst(coreFile, name)));
	else report(coreFile);
}
