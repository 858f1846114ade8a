import type { FunctionsBase } from 'n8n-workflow';
import { EVENT_TYPES, type EventType, type FeedFilter } from '../../lib/feed';
import { CHANNELS } from '../../lib/model/channel';
import { ComplianceError } from '../../lib/model/errors';
import { SUPPRESSION_REASONS } from '../../lib/model/suppression';
import { rawParameter } from '../../lib/n8n/parameter-reader';

/** What counts where nothing is set, as the description of the node shows it. */
const DEFAULTS = {
	events: ['opt_out', 'opt_in', 'unclear_reply'] as const satisfies readonly EventType[],
	/** Seconds. */
	checkEvery: 5,
	// A run that fails concerns one event, and no opt-out behind it in the same run is lost to the CRM.
	eventsPerRun: 1,
	startFrom: 'now',
} as const;

/** Least and most. */
export const LIMITS = { checkEvery: [1, 3600], eventsPerRun: [1, 100] } as const satisfies Record<string, readonly [number, number]>;

const STARTS = ['now', 'beginning'] as const;

export interface EventSettings {
	filter: FeedFilter;
	eventsPerRun: number;
	checkEveryMs: number;
	start: (typeof STARTS)[number];
}

/**
 * Reads the settings of the node.
 *
 * @throws ComplianceError `CONFIG_INVALID` for one that is not of its choices: left out, it would tell of too much or of nothing
 */
export function readEventSettings(context: Pick<FunctionsBase, 'getNode'>): EventSettings {
	const read = (name: string): unknown => rawParameter(context, name);
	const events = choices(read('events') ?? DEFAULTS.events, 'Events', EVENT_TYPES);
	if (events.length === 0) throw unusable('Events', 'Choose at least one event.');
	const start = choices([read('options.startFrom') ?? DEFAULTS.startFrom], 'Start From', STARTS)[0] ?? DEFAULTS.startFrom;
	return {
		filter: {
			events,
			channels: choices(read('filters.channels') ?? [], 'Channels', CHANNELS),
			reasons: choices(read('filters.reasons') ?? [], 'Suppression Reasons', SUPPRESSION_REASONS),
			onlyWhenDndOn: choices([read('filters.onlyWhenDndOn') ?? false], 'Only When DND Is On Everywhere', [true, false]).includes(true),
		},
		eventsPerRun: wholeNumber(read('options.eventsPerRun') ?? DEFAULTS.eventsPerRun, 'Events per Run', LIMITS.eventsPerRun),
		checkEveryMs: wholeNumber(read('options.checkEvery') ?? DEFAULTS.checkEvery, 'Check Every', LIMITS.checkEvery) * 1000,
		start,
	};
}

function choices<Choice>(value: unknown, label: string, known: readonly Choice[]): Choice[] {
	const given: unknown[] = Array.isArray(value) ? value : [undefined];
	return given.map((one) => {
		const choice = known.find((candidate) => candidate === one);
		if (choice === undefined) throw unusable(label, `Choose from the entries of ${label} in the node, and no expression.`);
		return choice;
	});
}

function wholeNumber(value: unknown, label: string, [least, most]: readonly [number, number]): number {
	if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
	throw unusable(label, `Use a whole number from ${least} to ${most}, and no expression.`);
}

function unusable(label: string, remedy: string): ComplianceError {
	return new ComplianceError('CONFIG_INVALID', `"${label}" is set to something unusable.`, remedy);
}
