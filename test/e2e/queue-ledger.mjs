import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installTarball } from '../../scripts/local-n8n/package-install.mjs';
import { LOCAL } from '../../scripts/local-n8n/paths.mjs';

const BRAND = 'default';
const PAGE = 1_000;
const CAMPAIGN_GATES = ['Consent', 'DND'];

/** What is on record, read with the packed package: who is who, who opted out, and every decision. */
export async function readLedger(tarball, config) {
	const folder = await installTarball(tarball, join(LOCAL, 'e2e-package'));
	const { openStore, verifyLedger } = createRequire(import.meta.url)(join(folder, 'dist', 'index.js'));
	const store = await openStore(config);
	try {
		const verified = await verifyLedger(store, BRAND);
		assert.equal(verified.ok, true, JSON.stringify(verified));
		const addresses = await addressesOf(store);
		const optOuts = new Map();
		const decisions = [];
		for await (const event of store.events(BRAND)) {
			const { kind, seq, at, subject, payload, origin } = event;
			if (kind === 'suppress' && !optOuts.has(addresses.get(subject))) optOuts.set(addresses.get(subject), { seq, at: Date.parse(at) });
			if (kind !== 'decisions') continue;
			for (const [who, place] of payload.rows) {
				const { verdict, codes, at: decidedAt } = payload.outcomes[place];
				decisions.push({ seq, phone: addresses.get(who), gate: origin.node, execution: origin.execution, verdict, codes, at: Date.parse(decidedAt) });
			}
		}
		return { optOuts, decisions, events: verified.events };
	} finally {
		await store.close();
	}
}

/** Subject to address, of everybody with a consent or an opt-out. */
async function addressesOf(store) {
	const addresses = new Map();
	for (let after = 0; ; ) {
		const { events, upTo } = await store.readFeed(BRAND, after, PAGE);
		for (const { subject, contact } of events) addresses.set(subject, contact.address);
		if (upTo === after) return addresses;
		after = upTo;
	}
}

/** Nobody is sent to by a decision that was made after the acknowledgement, or that stands behind the opt-out in the ledger; and each acknowledged opt-out is on record, from before it. */
export function assertOptOutsHold({ optOuts, decisions }, acknowledged) {
	for (const [phone, at] of acknowledged) {
		const optOut = optOuts.get(phone);
		assert.ok(optOut !== undefined, 'an acknowledged opt-out is not on record');
		assert.ok(optOut.at <= at, 'an opt-out was recorded after it was acknowledged');
	}
	const late = decisions.filter(({ phone, verdict, at }) => verdict === 'send' && acknowledged.has(phone) && at > acknowledged.get(phone));
	assert.deepEqual(late, []);
	// The answer to STOP itself passes a gate of its own.
	const overtaken = decisions.filter(({ gate, phone, verdict, seq }) => CAMPAIGN_GATES.includes(gate) && verdict === 'send' && seq > (optOuts.get(phone)?.seq ?? Infinity));
	assert.deepEqual(overtaken, []);
}

/** Both lists hold the same, each as often; says how many are missing or too many, not five thousand lines. */
export function assertSame(actual, expected, what) {
	const counts = new Map();
	for (const value of expected) counts.set(value, (counts.get(value) ?? 0) + 1);
	for (const value of actual) counts.set(value, (counts.get(value) ?? 0) - 1);
	const amount = (sign) => [...counts.values()].reduce((sum, count) => sum + Math.max(0, sign * count), 0);
	const [missing, tooMany] = [amount(1), amount(-1)];
	assert.ok(missing === 0 && tooMany === 0, `${what}: ${missing} are missing, ${tooMany} are too many`);
}

/** Each contact is decided about once by the Consent Check, and once by the DND Gate where that let them through. */
export function assertDecidedOnce({ decisions }, executions, phones) {
	const asked = new Set(executions);
	const own = decisions.filter(({ execution }) => asked.has(execution));
	const at = (gate) => own.filter((decision) => decision.gate === gate);
	const permitted = at('Consent').filter(({ verdict }) => verdict === 'send');
	assertSame(at('Consent').map(({ phone }) => phone), phones, 'Decisions of the Consent Check');
	assertSame(at('DND').map(({ phone }) => phone), permitted.map(({ phone }) => phone), 'Decisions of the DND Gate');
	return own;
}
