import { describeStore } from '../conformance/suite';
import { describePostgres, postgresPlace } from '../support/store-postgres';

describePostgres('the store in PostgreSQL', () => describeStore(postgresPlace));
