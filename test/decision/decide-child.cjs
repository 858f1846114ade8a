/**
 * Decides for many contacts in a process of its own and prints a digest of the decisions:
 * `node decide-child.cjs <bundle of the package> <clock in ms, or "">`, with `{ contacts, instants }` as JSON on its input.
 */
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');

const [, , bundle, clock] = process.argv;
const { contacts, instants } = JSON.parse(readFileSync(0, 'utf8'));
const RealDate = Date;
if (clock !== '') {
	globalThis.Date = class extends RealDate {
		constructor(...parts) {
			super(...(parts.length === 0 ? [Number(clock)] : parts));
		}
		static now() {
			return Number(clock);
		}
	};
}
const { decide, DEFAULT_POLICY } = require(bundle);

const decisions = instants.flatMap((at) => contacts.map((facts) => decide(facts, DEFAULT_POLICY, new Date(at))));
const verdicts = [...new Set(decisions.map(({ verdict }) => verdict))].sort().join();
console.log(createHash('sha256').update(JSON.stringify(decisions)).digest('hex'), verdicts, new Date().getTimezoneOffset());
