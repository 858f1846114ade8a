import { describeStore } from '../conformance/suite';
import { sqlitePlace } from '../support/store-sqlite';

describe('the embedded store', () => describeStore(sqlitePlace));
