import { spawnSync } from 'node:child_process';
import { decide, RULE_PACKS, type RulePacks } from '../../lib/decision';
import { DEFAULT_POLICY } from '../../lib/model/policy';
import { TIME_ZONE_NEEDS } from '../../lib/packs/time-zones';
import { outdatedZones } from '../../lib/time/zone-data';
import { NOON, PERMITTED } from './contacts';

/** As if the rules needed a change of the clock that this runtime knows nothing of. */
const NEWER: RulePacks = {
	...RULE_PACKS,
	timeZones: { version: '2031a', probes: [{ ...TIME_ZONE_NEEDS.probes[0]!, zone: 'Europe/Paris', at: '2031-07-01T12:00:00Z', offsetMinutes: 60 }] },
};

describe('time-zone data older than the rules need', () => {
	it('is named in every decision that asks for hours, and changes no verdict', () => {
		expect(decide(PERMITTED, DEFAULT_POLICY, NOON, undefined, NEWER)).toMatchObject({
			verdict: 'send',
			warnings: [{ code: 'TIME_ZONE_DATA_OUTDATED', facts: { needed: '2031a', zones: ['Europe/Paris'] } }],
		});
		expect(decide(PERMITTED, DEFAULT_POLICY, NOON, ['suppression'], NEWER)).not.toHaveProperty('warnings');
	});

	it('is not what this runtime has', () => {
		expect(outdatedZones(TIME_ZONE_NEEDS)).toEqual([]);
		expect(decide(PERMITTED, DEFAULT_POLICY, NOON)).not.toHaveProperty('warnings');
	});

	it('shows in another runtime exactly as its own clock says', () => {
		const script = `console.log(JSON.stringify(${JSON.stringify(TIME_ZONE_NEEDS.probes)}.filter(({ zone, at, offsetMinutes }) => {
			const wall = new Date(at).toLocaleString('sv-SE', { timeZone: zone });
			return (Date.parse(wall.replace(' ', 'T') + 'Z') - Date.parse(at)) / 60000 !== offsetMinutes;
		}).map(({ zone }) => zone)))`;
		const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
		expect(JSON.parse(stdout)).toEqual(outdatedZones(TIME_ZONE_NEEDS));
	});

	it('cannot be changed for the next decision through this one', () => {
		decide(PERMITTED, DEFAULT_POLICY, NOON, undefined, NEWER).warnings!.length = 0;
		expect(decide(PERMITTED, DEFAULT_POLICY, NOON, undefined, NEWER).warnings).toHaveLength(1);
	});
});
