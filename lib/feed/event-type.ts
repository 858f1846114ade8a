/** What an event means to other systems, the weightiest first: the first of its types is its main one. */
export const EVENT_TYPES = ['erasure', 'opt_out', 'opt_in', 'unclear_reply', 'dnd_change', 'consent_change'] as const;
export type EventType = (typeof EVENT_TYPES)[number];
