import type { FunctionsBase } from 'n8n-workflow';
import type { FollowerNews } from '../../lib/feed';
import { ComplianceError } from '../../lib/model/errors';

const LEVELS = { outage: 'warn', recovered: 'info', cut_off: 'warn', set_aside: 'error' } as const satisfies Record<FollowerNews['kind'], string>;

/** Writes to n8n's log what an operator may want to know; nothing of a contact. */
export function tellInLog(context: Pick<FunctionsBase, 'getNode' | 'logger'>): (news: FollowerNews) => void {
	return (news) => {
		const told = `${context.getNode().name}: ${wordsOf(news)}`;
		context.logger[LEVELS[news.kind]](told);
	};
}

function wordsOf(news: FollowerNews): string {
	switch (news.kind) {
		case 'outage':
			return `The compliance store cannot be read, so no event is handed out until it can. ${causeOf(news.error)}`;
		case 'recovered':
			return 'The compliance store can be read again.';
		case 'cut_off':
			return `The run for event ${news.eventId} has not ended (attempt ${news.attempt}${news.error === undefined ? '' : `, ${kindOf(news.error)}`}). The event is handed out again.`;
		case 'set_aside':
			return `Event ${news.eventId} is set aside: ${news.attempts} runs in a row with it did not end. The events behind it go on. Find out what ends those runs, and tell your other tools of this event yourself.`;
	}
}

/** The message of an unexpected error is left out: it could hold an address or a text. */
function causeOf(error: unknown): string {
	if (error instanceof ComplianceError) return `${error.message} ${error.remedy}`;
	return kindOf(error);
}

function kindOf(error: unknown): string {
	return error instanceof Error ? error.name : typeof error;
}
