import type { INodeExecutionData, IRun, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { durableReading, FeedFollower, latestItems, nextBatch, passingReading, presentItem, type FeedQuestion, type Following } from '../../lib/feed';
import type { JsonObject } from '../../lib/model/json';
import { failInWords } from '../../lib/n8n/fail-in-words';
import { connectStore, type StoreConnection } from '../../lib/n8n/store-connection';
import { readEventSettings, type EventSettings } from './event-settings';
import { tellInLog } from './log-news';
import { pause } from './pause';
import { hasEnded, longestRunMs } from './run-outcome';

/** Long enough that no other process takes over because n8n was busy, short enough to go on soon after it was killed. */
const SHORTEST_LEASE_MS = 30_000;
/** In a test of the node. */
const MOST_EXAMPLES = 5;

/** What both a live trigger and a test of it need. */
interface Trigger {
	context: ITriggerFunctions;
	settings: EventSettings;
	connection: StoreConnection;
	common: Omit<Following, 'reading' | 'handOut'>;
}

/**
 * Starts the trigger: live, the workflow is started on every chosen event; in a test, shows the latest ones without a trace.
 *
 * @throws ComplianceError `CONFIG_INVALID`, `STORE_*`
 */
export async function startEventTrigger(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const settings = readEventSettings(context);
	const connection = await connectStore(context);
	const question: FeedQuestion = { ...connection, filter: settings.filter, limit: settings.eventsPerRun };
	const trigger: Trigger = {
		context,
		settings,
		connection,
		common: {
			next: async (after) => await nextBatch(question, after, new Date()),
			longestRunMs: longestRunMs(context.getWorkflowSettings()),
			checkEveryMs: settings.checkEveryMs,
			now: () => new Date(),
			pause,
			tell: tellInLog(context),
		},
	};
	return context.getMode() === 'manual' ? showExamples(trigger, question) : await follow(trigger);
}

async function follow({ context, settings, connection, common }: Trigger): Promise<ITriggerResponse> {
	const reader = {
		name: `trigger:${context.getWorkflow().id}:${context.getNode().id}`,
		owner: crypto.randomUUID(),
		leaseMs: Math.max(SHORTEST_LEASE_MS, 3 * settings.checkEveryMs),
	};
	const follower = new FeedFollower({
		...common,
		reading: durableReading({ ...connection, reader, start: settings.start, now: common.now }),
		handOut: async (items) => {
			const done = context.helpers.createDeferredPromise<IRun>();
			context.emit([toItems(items)], undefined, done);
			return hasEnded(await done.promise);
		},
	});
	await follower.start();
	return { closeFunction: async () => await follower.stop() };
}

/** The latest events; where there are none, the next one that comes. */
function showExamples({ context, connection: { store, brand }, common }: Trigger, question: FeedQuestion): ITriggerResponse {
	const show = (items: JsonObject[]): void => context.emit([toItems(items)]);
	const follower: FeedFollower = new FeedFollower({
		...common,
		reading: passingReading(async () => (await store.head(brand))?.seq ?? 0),
		handOut: async (items) => {
			show(items);
			void follower.stop();
			return true;
		},
	});
	return {
		manualTriggerFunction: async () =>
			await failInWords(context, async () => {
				const latest = await latestItems({ ...question, store, limit: MOST_EXAMPLES }, common.now());
				if (latest.length > 0) show(latest.map((item) => presentItem(item, 1)));
				else await follower.start();
			}),
		closeFunction: async () => await follower.stop(),
	};
}

function toItems(items: readonly JsonObject[]): INodeExecutionData[] {
	return items.map((json) => ({ json }));
}
