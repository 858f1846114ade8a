import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { decide } from '../../lib/decision';
import { DEFAULT_POLICY } from '../../lib/model/policy';
import { bundleForChild, type ChildBundle } from '../support/bundle-for-child';
import { deepFreeze } from '../support/n8n/freeze';
import { MANY_CONTACTS, NOON, PERMITTED } from './contacts';

/** Noon, a night, and hours next to changes of clocks in New York, Apia and Kathmandu's odd offset. */
const INSTANTS = [NOON.toISOString(), '2026-03-08T06:59:59.999Z', '2026-11-01T05:30:00.000Z', '2026-12-31T23:59:59.999Z', '2026-07-05T03:15:00.000Z'];
const decideAll = () => INSTANTS.flatMap((at) => MANY_CONTACTS.map((facts) => decide(facts, DEFAULT_POLICY, new Date(at))));

describe('a decision', () => {
	let bundle: ChildBundle;
	let digest: string;
	beforeAll(async () => {
		bundle = await bundleForChild('index.ts');
		digest = createHash('sha256').update(JSON.stringify(decideAll())).digest('hex');
	});
	afterAll(() => bundle.remove());

	const inChild = (env: NodeJS.ProcessEnv, clock = '') =>
		execFileSync(process.execPath, [join(__dirname, 'decide-child.cjs'), bundle.file, clock], {
			env: { ...process.env, ...env },
			input: JSON.stringify({ contacts: MANY_CONTACTS, instants: INSTANTS }),
			encoding: 'utf8',
		})
			.trim()
			.split(' ');

	it.each([
		['UTC', 0],
		['America/New_York', undefined],
		['Asia/Kathmandu', -345],
		['Pacific/Apia', -780],
		['Australia/Lord_Howe', undefined],
		['America/St_Johns', undefined],
	])('is the same in a process of its own under TZ=%s', (TZ, offset) => {
		const [found, verdicts, minutes] = inChild({ TZ });
		expect([found, verdicts]).toEqual([digest, 'hold,review,send,suppress']);
		if (offset !== undefined) expect(Number(minutes)).toBe(offset);
	});

	it.each(['1970-01-01T00:00:00Z', '2026-03-08T07:00:00Z', '2099-12-31T23:59:59Z'])('is the same where the system clock shows %s', (clock) => {
		expect(inChild({}, String(Date.parse(clock)))[0]).toBe(digest);
	});

	it('leaves its facts as they are', () => {
		const frozen = deepFreeze(structuredClone(MANY_CONTACTS));
		expect(frozen.map((facts) => decide(facts, DEFAULT_POLICY, NOON))).toEqual(MANY_CONTACTS.map((facts) => decide(facts, DEFAULT_POLICY, NOON)));
	});

	it('is the same in any order of questions', () => {
		const forwards = MANY_CONTACTS.map((facts) => decide(facts, DEFAULT_POLICY, NOON));
		const backwards = [...MANY_CONTACTS].reverse().map((facts) => decide(facts, DEFAULT_POLICY, NOON));
		expect(backwards.reverse()).toEqual(forwards);
	});

	it('is not changed by what somebody does to an earlier one', () => {
		const held = { ...PERMITTED, zone: { zones: ['Asia/Kathmandu'], basis: 'contact' as const } };
		for (const facts of [PERMITTED, held, { ...PERMITTED, consent: [] }]) {
			const first = decide(facts, DEFAULT_POLICY, NOON);
			const before = structuredClone(first);
			for (const reason of first.reasons) {
				for (const part of Object.values(reason.facts)) if (Array.isArray(part)) part.push('changed');
				Object.assign(reason.facts, { changed: true });
				Object.assign(reason, { effect: 'permit', notBefore: 'never' });
			}
			expect(decide(facts, DEFAULT_POLICY, NOON)).toEqual(before);
		}
	});
});
