import type { Policy } from '../model/policy';
import type { RetentionLimits, RetentionPart } from '../store/port';

const DAY = 86_400_000;

/** What each period of a policy removes. */
const PERIODS = {
	replyTextDays: 'replyTexts',
	consentEvidenceDays: 'consentEvidence',
	contactDays: 'contacts',
	reservationDays: 'reservations',
	unknownCodeDays: 'unknownCodes',
	feedReaderDays: 'feedReaders',
} as const satisfies Record<keyof Policy['retention'], RetentionPart>;

/** The instants up to which data goes under a policy: so many times 24 hours before now. A period that is not set has none. */
export function retentionLimits({ retention }: Pick<Policy, 'retention'>, at: Date): RetentionLimits {
	const limits: RetentionLimits = {};
	for (const [period, part] of Object.entries(PERIODS)) {
		const days = retention[period as keyof typeof PERIODS];
		if (days !== undefined) limits[part] = new Date(at.getTime() - days * DAY).toISOString();
	}
	return limits;
}
