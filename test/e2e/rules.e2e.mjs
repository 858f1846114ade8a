import assert from 'node:assert/strict';
import { complianceNode, outputItems, publish, runOver, webhookWorkflow } from './workflows.mjs';

/** Each asks for one instant; `sendAt` is what the law of the place says, worked out by hand, and nothing where it permits. */
const CASES = [
	{ name: 'Texas on a Sunday morning', phone: '+17135550142', at: '2026-03-29T10:00:00-05:00', sendAt: '2026-03-29T17:00:00.000Z', rows: ['US-TX/2'] },
	{ name: 'Illinois on the same morning', phone: '+13125550142', at: '2026-03-29T10:00:00-05:00' },
	// Noon has to have come in El Paso as well.
	{ name: 'Illinois, living in Texas', phone: '+13125550142', state: 'Texas', country: 'US', at: '2026-03-29T10:00:00-05:00', sendAt: '2026-03-29T18:00:00.000Z', rows: ['US-TX/2'] },
	{ name: 'Florida at half past eight', phone: '+13055550142', at: '2026-03-31T20:30:00-04:00', sendAt: '2026-04-01T12:00:00.000Z', rows: ['US-FL/1'] },
	{ name: 'Pennsylvania on the first Sunday under its new law', phone: '+12155550142', at: '2026-10-18T12:00:00-04:00', sendAt: '2026-10-19T13:00:00.000Z' },
	{ name: 'Pennsylvania on the Sunday before', phone: '+12155550142', at: '2026-10-11T12:00:00-04:00' },
	{ name: 'France on its national holiday', phone: '+33612345678', at: '2026-07-14T12:00:00+02:00', sendAt: '2026-07-15T06:00:00.000Z' },
	{ name: 'Germany at three in the morning', phone: '+4915112345678', at: '2026-03-31T03:00:00+02:00', sendAt: '2026-03-31T06:00:00.000Z' },
	{ name: 'Germany on a Sunday', phone: '+4915112345678', at: '2026-03-29T14:00:00+02:00' },
	{ name: 'Ceará on a Saturday', phone: '+5585987654321', at: '2026-03-28T10:00:00-03:00', sendAt: '2026-03-30T12:00:00.000Z' },
];
const UNREADABLE = [
	{ phone: '+13125550142', country: 'Atlantis', at: '2026-03-31T13:00:00-05:00', code: 'COUNTRY_UNKNOWN' },
	{ phone: '+13125550142', country: 'US', state: 'Bavaria', at: '2026-03-31T13:00:00-05:00', code: 'STATE_UNKNOWN' },
	{ phone: '+4915112345678', country: 'DE', state: 'TX', at: '2026-03-31T13:00:00+02:00', code: 'STATE_NOT_OF_COUNTRY' },
	{ phone: '+13125550142', time_zone: 'Mars/Base', at: '2026-03-31T13:00:00-05:00', code: 'ZONE_UNKNOWN' },
	{ phone: '+33612345678', at: '2060-03-31T13:00:00+02:00', code: 'HOLIDAYS_UNKNOWN' },
];
const TEXTS = [
	{ phone: '+13125550142', text: 'Sale today.', ends: /Reply STOP to opt out$/ },
	{ phone: '+821012345678', text: '오늘 할인', code: 'ROUTE_INVALID' },
	{ phone: '+34612345678', text: 'Rebajas hoy.', ends: /BAJA/ },
	{ phone: '+60123456789', text: 'Jualan hari ini.', ends: /^RM0.*STOP/s },
];
const EVALUATE = { evaluateAt: '={{ $json.at }}' };
const BRAND = { brand: 'e2e-rules' };
const POLICY = JSON.stringify({ quietHours: { windows: [{ days: ['tue'], start: '10:00', end: '12:00' }] } });

const TOMORROW = { options: { evaluateAt: '={{ $now.plus({ days: 1 }).set({ hour: 20, minute: 30 }) }}' } };

const law = webhookWorkflow('compliance-e2e-law', [complianceNode('Law', 'quietHoursWindow', { options: EVALUATE })], ['Law']);
const preview = webhookWorkflow('compliance-e2e-preview', [complianceNode('Window', 'quietHoursWindow', TOMORROW), complianceNode('Consent', 'consentCheck', TOMORROW)], ['Window', 'Consent']);
const footers = webhookWorkflow('compliance-e2e-footers', [complianceNode('Footer', 'optOutFooter', { senderName: 'Acme' })], ['Footer']);
const policies = webhookWorkflow(
	'compliance-e2e-policies',
	[
		complianceNode('Compare', 'complianceRegistry', { resource: 'policy', operation: 'compare', policyAfter: POLICY, options: { ...BRAND, ...EVALUATE } }),
		complianceNode('Set', 'complianceRegistry', { resource: 'policy', operation: 'set', policy: POLICY, options: BRAND }),
		complianceNode('Get', 'complianceRegistry', { resource: 'policy', operation: 'get', options: BRAND }),
		complianceNode('Window', 'quietHoursWindow', { options: { ...BRAND, ...EVALUATE } }),
	],
	['Compare'],
	{ Compare: [['Set']], Set: [['Get']], Get: [['Window']] },
);
const shown = {};
const results = (execution, node, output) => outputItems(execution, node, output).map(({ json }) => json);

/** The rules of law in the packed package, with nothing set. */
export default {
	'the hours of the law hold with nothing configured': async ({ instance }) => {
		await publish(instance, law);
		shown.law = await runOver(instance, law, [...CASES, ...UNREADABLE]);
		assert.equal(shown.law.status, 'success', shown.law.data.resultData.error?.message);
		const sent = results(shown.law, 'Law', 0).map(({ name }) => name);
		assert.deepEqual(sent, CASES.filter(({ sendAt }) => sendAt === undefined).map(({ name }) => name));
		for (const { name, sendAt, rows, compliance } of results(shown.law, 'Law', 1).filter(({ code }) => code === undefined)) {
			assert.equal(compliance.sendAt, sendAt, name);
			assert.equal(compliance.reasons[0].pack, compliance.reasons[0].facts.rows ? 'quiet-hours' : 'policy', name);
			if (rows !== undefined) assert.deepEqual(compliance.reasons[0].facts.rows, rows, name);
		}
	},

	'a place, zone or year that cannot be known goes to a person': async () => {
		const asked = results(shown.law, 'Law', 1).filter(({ code }) => code !== undefined);
		assert.deepEqual(asked.map(({ compliance }) => compliance.reasons[0].code), UNREADABLE.map(({ code }) => code));
		for (const { compliance } of asked) assert.equal(compliance.sendAt, undefined);
	},

	'a decision for another instant says that it is a preview': async () => {
		for (const { compliance } of results(shown.law, 'Law', 0)) assert.equal(compliance.preview, true);
	},

	'what would happen at 20:30 tomorrow can be asked in the words of n8n': async ({ instance }) => {
		await publish(instance, preview);
		const execution = await runOver(instance, preview, [{ phone: '+13125550142' }]);
		assert.equal(execution.status, 'success', execution.data.resultData.error?.message);
		for (const node of ['Window', 'Consent']) {
			const [{ compliance }] = [0, 1, 2].flatMap((output) => results(execution, node, output));
			assert.equal(compliance.preview, true, node);
			const ahead = Date.parse(compliance.at) - Date.now();
			assert.ok(ahead > 0 && ahead < 48 * 60 * 60_000, node);
		}
	},

	'a footer follows the destination, and one that cannot be worded is not ready': async ({ instance }) => {
		await publish(instance, footers);
		const execution = await runOver(instance, footers, TEXTS);
		const ready = results(execution, 'Footer', 0);
		assert.deepEqual(ready.map(({ phone }) => phone), TEXTS.filter(({ code }) => code === undefined).map(({ phone }) => phone));
		for (const { phone, compliance } of ready) {
			assert.match(compliance.text, TEXTS.find((text) => text.phone === phone).ends);
			assert.equal(compliance.footer.pack, 'footers');
		}
		assert.deepEqual(results(execution, 'Footer', 1).map(({ compliance }) => compliance.footer.skipped), ['ROUTE_INVALID']);
	},

	'two policies can be compared, one of them set, and every gate obeys it': async ({ instance }) => {
		await publish(instance, policies);
		const items = [{ phone: '+13125550142', at: '2026-03-31T15:00:00-05:00' }, { phone: '+13125550143', at: '2026-03-31T11:00:00-05:00' }];
		const execution = await runOver(instance, policies, items);
		assert.equal(execution.status, 'success', execution.data.resultData.error?.message);
		assert.deepEqual(results(execution, 'Compare', 0).map(({ compliance }) => compliance.added.map(({ code }) => code)), [['QUIET_HOURS'], []]);
		const [{ compliance: inForce }] = results(execution, 'Get', 0);
		assert.deepEqual(inForce.policy.quietHours.windows, JSON.parse(POLICY).quietHours.windows);
		assert.deepEqual(results(execution, 'Window', 1).map(({ compliance }) => [compliance.policyVersion, compliance.sendAt]), [[inForce.version, '2026-04-07T15:00:00.000Z']]);
		assert.equal(results(execution, 'Window', 0).length, 1);
	},
};
