import type { Origin } from '../../lib/ledger/event';
import type { AnsweredReply } from '../../lib/model/answer';
import type { Policy } from '../../lib/model/policy';
import type { Suppression } from '../../lib/model/suppression';
import type { StoreConnection } from '../../lib/n8n/store-connection';
import type { ChangeResult } from '../../lib/store/port';
import type { Reply } from './read-replies';
import type { Doubt } from './reply-changes';
import type { Meaning } from './reply-meaning';
import type { ReplySettings } from './reply-settings';

/** All replies of one run of the node, and what decides about them. */
export interface ReplyRun {
	replies: readonly Reply[];
	settings: ReplySettings;
	/** Of the brand, with what the node's own settings change. */
	policy: Policy;
	connection: StoreConnection;
	origin: Origin;
	now: Date;
}

/** Why a text that is due must not be sent. */
export type Withheld = 'provider_confirms' | 'blocked' | 'too_late' | 'limit';

/** The one text that may be answered, until an instant in ISO 8601, UTC; or why it may not. */
export type Answer = { to: AnsweredReply; until: string } | { withheld: Withheld };

/** A reply, what it means, and what became of it in the store. */
export interface ActedReply {
	reply: Reply;
	meaning: Meaning;
	/** `none`: the reply asks for no change, or its sender cannot be read. */
	outcome: ChangeResult['outcome'] | 'none';
	ref?: string;
	doubt?: Doubt;
	/** Suppressions that were on record before the reply and that it has ended. */
	ended: readonly Suppression[];
	/** Those that it has left in force. */
	standing: readonly Suppression[];
	/** Absent: no text is due. */
	answer?: Answer;
}
