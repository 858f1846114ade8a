import type { Channel } from './channel';

/** What an automatic answer is an answer to. */
export const ANSWERED_REPLIES = ['opt_out', 'opt_in', 'help'] as const;
export type AnsweredReply = (typeof ANSWERED_REPLIES)[number];

/**
 * The permission for one automatic answer to one reply, granted when the reply was read. A gate lets a message of class
 * `confirmation` through only while there is one.
 */
export interface Answer {
	/** Unique within the brand. */
	id: string;
	channel: Channel;
	to: AnsweredReply;
	/** When it was granted, ISO 8601 in UTC with milliseconds. */
	at: string;
	/** First instant at which it may no longer be sent, ISO 8601 in UTC with milliseconds. */
	until: string;
}

/** Minutes after the reply within which an opt-out may be confirmed (47 CFR 64.1200(a)(12)). */
export const ANSWER_WITHIN_MINUTES = 5;

/** Automatic answers that one person may get within a minute: two machines that answer each other come to rest. */
export const MOST_ANSWERS_A_MINUTE = 2;
