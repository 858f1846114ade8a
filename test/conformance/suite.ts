import type { StoreBackend } from '../support/store-backend';
import { describeBasics } from './basics';
import { describeBatches } from './batches';
import { describeBrands } from './brands';
import { describeConsents } from './consents';
import { describeHistory } from './history';
import { describeKeys } from './keys';
import { describeLedger } from './ledger';
import { describePlaces } from './places';
import { describePolicies } from './policies';
import { describeProcesses } from './processes';
import { describeSuppressions } from './suppressions';

/** What every backend has to do. */
export function describeStore(backend: StoreBackend): void {
	describeBasics(backend);
	describeConsents(backend);
	describeSuppressions(backend);
	describePlaces(backend);
	describePolicies(backend);
	describeKeys(backend);
	describeBrands(backend);
	describeHistory(backend);
	describeBatches(backend);
	describeLedger(backend);
	describeProcesses(backend);
}
