import type { StoreBackend } from '../support/store-backend';
import { describeAnswers } from './answers';
import { describeBasics } from './basics';
import { describeBatches } from './batches';
import { describeBrands } from './brands';
import { describeConsents } from './consents';
import { describeErasure } from './erasure';
import { describeFeed } from './feed';
import { describeFeedReaders } from './feed-readers';
import { describeHistory } from './history';
import { describeKeys } from './keys';
import { describeLedger } from './ledger';
import { describePlaces } from './places';
import { describePolicies } from './policies';
import { describeProcesses } from './processes';
import { describeReports } from './reports';
import { describeStrikes } from './strikes';
import { describeSuppressions } from './suppressions';
import { describeWaiting } from './waiting';

/** What every backend has to do. */
export function describeStore(backend: StoreBackend): void {
	describeBasics(backend);
	describeConsents(backend);
	describeSuppressions(backend);
	describeStrikes(backend);
	describeWaiting(backend);
	describeAnswers(backend);
	describeReports(backend);
	describeErasure(backend);
	describePlaces(backend);
	describePolicies(backend);
	describeKeys(backend);
	describeBrands(backend);
	describeHistory(backend);
	describeBatches(backend);
	describeFeed(backend);
	describeFeedReaders(backend);
	describeLedger(backend);
	describeProcesses(backend);
}
