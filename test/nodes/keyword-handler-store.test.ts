import type { IDataObject } from 'n8n-workflow';
import { DEFAULT_POLICY } from '../../lib/model/policy';
import type { Change, ComplianceStore, StoredFacts } from '../../lib/store/port';
import { actOnReplies } from '../../nodes/KeywordHandler/act-on-replies';
import { KeywordHandler } from '../../nodes/KeywordHandler/KeywordHandler.node';
import type { Reply } from '../../nodes/KeywordHandler/read-replies';
import type { ReplySettings } from '../../nodes/KeywordHandler/reply-settings';
import { runNode } from '../support/n8n';
import { phone, phoneContact, suppressed } from './support';

const mockOpen = jest.fn();
jest.mock('../../lib/store/open-store', () => ({ openStore: () => mockOpen() as unknown }));

const ITEMS: IDataObject[] = ['STOP', 'START', 'HELP', 'please no more of the weekly ones', 'thanks'].map((text, index) => ({ phone: phone(index), text }));
const factsFor = (contacts: readonly unknown[], fields: Partial<StoredFacts> = {}) => contacts.map((_, index): StoredFacts => ({ subject: `s${index}`, consents: [], suppressions: [], ...fields }));
const works = {
	readPolicy: async () => undefined,
	readFacts: async (_brand: string, contacts: readonly unknown[]) => factsFor(contacts),
	record: async (_brand: string, changes: readonly Change[]) => changes.map((_, index) => ({ outcome: 'applied', ref: `default:${index + 1}` })),
};
const isAnswer = ({ kind }: Change) => kind === 'answer';

describe('a store that leaves something out', () => {
	const run = async (store: object) => {
		mockOpen.mockImplementation(async () => ({ ...works, ...store }));
		// Another one each time: a store that was opened is kept.
		const file = `${mockOpen.mock.calls.length}.sqlite`;
		const { outputs } = await runNode(KeywordHandler, { items: ITEMS, credentials: { complianceStoreApi: { backend: 'sqlite', file } } as never, onError: 'continueRegularOutput' });
		return Object.fromEntries(Object.entries(outputs).map(([name, items]) => [name, items.map(({ json }) => (json.compliance as IDataObject).reply !== undefined)]));
	};

	it('is believed as long as it answers for every reply', async () => {
		expect(await run({})).toEqual({ 'Opt-Out': [true], 'Opt-In': [true], Help: [true], 'Needs Review': [false], Other: [false] });
	});

	it.each([
		['the facts of a contact', { readFacts: async (brand: string, contacts: readonly unknown[]) => (await works.readFacts(brand, contacts)).slice(1) }],
		['what became of a change', { record: async (brand: string, changes: readonly Change[]) => (await works.record(brand, changes)).slice(1) }],
		['the permission to answer', { record: async (brand: string, changes: readonly Change[]) => (changes.some(isAnswer) ? await Promise.reject(new Error('gone')) : await works.record(brand, changes)) }],
	])('such as %s lets every reply go to a person, and nobody is answered', async (_what, store) => {
		expect(await run(store)).toEqual({ 'Opt-Out': [], 'Opt-In': [], Help: [], 'Needs Review': ITEMS.map(() => false), Other: [] });
	});
});

describe('replies of one contact', () => {
	const NOW = new Date('2026-11-02T12:00:00.000Z');
	const settings: ReplySettings = {
		policy: {},
		classify: {},
		ownMessages: () => undefined,
		replyTexts: () => ({ opt_out: 'bye', opt_in: 'hi', help: 'help' }),
		providerConfirms: () => false,
		wordingVersion: () => undefined,
		packVersion: '1',
	};
	const reply = (text: string, fields: Partial<Reply> = {}): Reply => ({ item: 0, channel: 'sms', contact: phoneContact(phone(1)), text, places: [], ...fields });
	const act = async (replies: Reply[], facts: Partial<StoredFacts> = {}) => {
		const recorded: Array<{ kinds: string[]; at: Date }> = [];
		const store = {
			readFacts: async (_brand: string, contacts: readonly unknown[]) => factsFor(contacts, facts),
			record: async (brand: string, changes: readonly Change[], _origin: unknown, at: Date) => {
				recorded.push({ kinds: changes.map(({ kind }) => kind), at });
				return await works.record(brand, changes);
			},
		} as unknown as ComplianceStore;
		const acted = await actOnReplies({ replies, settings, policy: DEFAULT_POLICY, connection: { store, brand: 'default' }, origin: {}, now: NOW });
		return { recorded, answers: acted.map(({ answer }) => answer) };
	};

	it('are recorded one later than the other even where the clock stands still, what they change before what may be answered', async () => {
		const clock = jest.spyOn(Date, 'now').mockReturnValue(NOW.getTime());
		const { recorded } = await act(['STOP', 'START', 'HELP'].map((text) => reply(text)));
		clock.mockRestore();
		expect(recorded.map(({ kinds, at }) => [kinds, at.getTime() - NOW.getTime()])).toEqual([
			[['suppress'], 0],
			[['answer'], 0],
			[['consent'], 1],
			[['answer'], 1],
			[['answer'], 2],
		]);
	});

	it('are answered until five minutes have passed, and not at the instant at which they have', async () => {
		const at = (time: string) => reply('STOP', { receivedAt: new Date(`2026-11-02T${time}Z`) });
		expect((await act([at('11:55:00.001')])).answers).toEqual([{ to: 'opt_out', until: '2026-11-02T12:00:00.001Z' }]);
		expect((await act([at('11:55:00.000')])).answers).toEqual([{ withheld: 'too_late' }]);
	});

	it('are not answered where a suppression on record cannot be understood', async () => {
		const { kind: _kind, contact: _contact, ...known } = suppressed(phone(1), 'registry');
		const odd = { ...known, id: 's1', since: '2026-01-01T00:00:00.000Z', reason: 'from_the_future', classes: ['marketing' as const] };
		expect((await act([reply('HELP')], { suppressions: [odd as never] })).answers).toEqual([{ withheld: 'blocked' }]);
		expect((await act([reply('HELP')], { suppressions: [{ ...odd, reason: 'registry' }] })).answers).toEqual([{ to: 'help', until: '2026-11-02T12:05:00.000Z' }]);
	});
});
