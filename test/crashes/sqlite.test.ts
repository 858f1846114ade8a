import { sqlitePlace } from '../support/store-sqlite';
import { describeCrashes } from './crashes';

describe('the embedded store', () => describeCrashes(sqlitePlace));
