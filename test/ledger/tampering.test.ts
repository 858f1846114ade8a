import { describePostgres, postgresPlace } from '../support/store-postgres';
import { sqlitePlace } from '../support/store-sqlite';
import { tamperWithFile, tamperWithSchema } from '../support/tampering';
import { describeTampering, POSTGRES, SQLITE } from './tampering';

describe('verifying a store file that somebody wrote to', () => {
	describeTampering(async () => {
		const place = await sqlitePlace();
		return { place, tamper: tamperWithFile(place.file) };
	}, SQLITE);
});

describePostgres('verifying a PostgreSQL schema that somebody wrote to', () => {
	describeTampering(async () => {
		const place = await postgresPlace();
		return { place, tamper: tamperWithSchema(place) };
	}, POSTGRES);
});
