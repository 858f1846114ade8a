import fc from 'fast-check';
import { withParents } from '../../lib/jurisdiction';
import type { Channel } from '../../lib/model/channel';
import { parsePolicy } from '../../lib/model/policy';
import { QUIET_HOURS_PACK, type QuietHoursRow } from '../../lib/packs/quiet-hours';
import { prepareQuietHours } from '../../lib/quiet-hours/evaluate';
import { lawPermits } from './law-oracle';

const MINUTE = 60_000;
const PLACES = [...new Set(QUIET_HOURS_PACK.rows.map(({ jurisdiction }) => jurisdiction).filter((code) => code !== 'ZZ')), 'GR', 'TH', 'US-OH', 'CA-ON', 'BR-SP'];
const ZONES = ['America/New_York', 'America/Chicago', 'America/Los_Angeles', 'Pacific/Honolulu', 'America/St_Johns', 'America/Sao_Paulo', 'Europe/London', 'Europe/Paris', 'Asia/Kathmandu', 'Asia/Dubai', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca'];

/** Which rows reach a message under the built-in policy, from the description of the columns. */
const REACHES: Record<'sms' | 'call', (row: QuietHoursRow) => boolean> = {
	sms: ({ channels, smsCoverage }) => smsCoverage !== 'not_covered' && channels.some((channel) => ['sms', 'call', 'all'].includes(channel)),
	call: ({ channels }) => channels.some((channel) => ['call', 'call-automated', 'all'].includes(channel)),
};

const cases = fc.record({
	channel: fc.constantFrom<'sms' | 'call'>('sms', 'call'),
	codes: fc.uniqueArray(fc.constantFrom(...PLACES), { minLength: 1, maxLength: 3 }),
	zones: fc.uniqueArray(fc.constantFrom(...ZONES), { minLength: 1, maxLength: 2 }),
	at: fc.integer({ min: Date.UTC(2025, 0, 1) / MINUTE, max: Date.UTC(2028, 0, 1) / MINUTE }).map((minute) => minute * MINUTE),
});

function decide(channel: Channel, codes: readonly string[], zones: readonly string[], at: number) {
	const rule = prepareQuietHours(parsePolicy(), new Date(at));
	return rule({ channel, messageClass: 'marketing', address: { ok: true, address: '+12025550100' }, consent: [], suppressions: [], zone: { zones, basis: 'phone' }, jurisdiction: { codes, basis: 'explicit' } });
}

describe('the hours of the law, held against a minute-by-minute reading of the rows', () => {
	it('permit exactly what the reading permits, and open at exactly the first minute it permits', () => {
		fc.assert(
			fc.property(cases, ({ channel, codes, zones, at }) => {
				const question = { rows: QUIET_HOURS_PACK.rows, places: withParents(codes), reaches: REACHES[channel], zones };
				const [reason] = decide(channel, codes, zones, at);
				if (lawPermits(question, at)) return reason?.effect === 'permit';
				if (reason?.effect === 'permit') return false;
				if (reason?.notBefore === undefined) return true;
				const opens = Date.parse(reason.notBefore);
				if (!lawPermits(question, opens)) return false;
				// Every quarter of an hour before it, and the minute right before: hours in the rows begin and end on quarters.
				for (let earlier = at; earlier < opens; earlier += 15 * MINUTE) if (lawPermits(question, earlier)) return false;
				return !lawPermits(question, opens - MINUTE);
			}),
			{ numRuns: 1_500, seed: 7 },
		);
	}, 180_000);

	it('say that no time is left only where the reading finds none in 21 days', () => {
		fc.assert(
			fc.property(cases, ({ channel, codes, zones, at }) => {
				const [reason] = decide(channel, codes, zones, at);
				if (reason?.code !== 'NO_OPEN_WINDOW') return true;
				const question = { rows: QUIET_HOURS_PACK.rows, places: withParents(codes), reaches: REACHES[channel], zones };
				for (let later = at; later <= at + 21 * 24 * 60 * MINUTE; later += 15 * MINUTE) if (lawPermits(question, later)) return false;
				return true;
			}),
			{ numRuns: 400, seed: 21 },
		);
	}, 180_000);

	it('never permit more because another place or zone is possible', () => {
		fc.assert(
			fc.property(cases, fc.constantFrom(...PLACES), fc.constantFrom(...ZONES), ({ channel, codes, zones, at }, place, zone) => {
				const more = decide(channel, [...new Set([...codes, place])], [...new Set([...zones, zone])], at);
				return more[0]?.effect !== 'permit' || decide(channel, codes, zones, at)[0]?.effect === 'permit';
			}),
			{ numRuns: 3_000 },
		);
	});
});
