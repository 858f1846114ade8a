/** What to do with the message now. Ordered from the least to the most strict. */
export const VERDICTS = ['send', 'hold', 'review', 'suppress'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Whether the contact may be messaged at all; only `compliant` is ever sent. */
export const COMPLIANCE_STATUSES = ['compliant', 'unknown', 'non_compliant'] as const;
export type ComplianceStatus = (typeof COMPLIANCE_STATUSES)[number];

/** `on`: every channel is suppressed, `partial`: some, `off`: none. */
export const DND_STATUSES = ['on', 'partial', 'off'] as const;
export type DndStatus = (typeof DND_STATUSES)[number];

/** What one rule says. A hold carries the first instant at which that rule would permit. */
export const EFFECTS = ['permit', 'hold', 'review', 'deny'] as const;
export type Effect = (typeof EFFECTS)[number];
