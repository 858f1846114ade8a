import { ComplianceError } from '../../lib/model/errors';
import type { StoreConfig } from '../../lib/store/port';
import { moveStore, type MoveReport, undoMove } from '../../lib/store/transfer/move-store';
import { EXIT, type Command, type Terminal } from '../command';
import { STORE_NOTES, STORE_OPTIONS, storePlace } from '../store-place';

/** Moves a store from its file to PostgreSQL. */
export const move: Command = {
	name: 'move',
	summary: 'Moves a store with everything in it from its SQLite file to PostgreSQL.',
	operands: ['from', 'to'],
	options: {
		undo: { type: 'boolean', description: 'Brings the file back into use after a move that was interrupted and has not arrived.' },
		json: { type: 'boolean', description: 'Prints the result as JSON.' },
		...STORE_OPTIONS,
	},
	notes: [...STORE_NOTES, 'While a move is under way nothing is sent. After an interruption run the same command again.'],
	run: async ({ operands: [from = '', to = ''], texts, switches }, terminal) => {
		const [source, target] = [storePlace(from, { texts: {} }, terminal.env), storePlace(to, { texts }, terminal.env)];
		const [file, database] = requireDirection(source, target);
		if (switches.has('undo')) {
			await undoMove(file, database);
			terminal.print('The file is in use again. Nothing was moved.');
			return EXIT.fine;
		}
		const report = await moveStore(file, database, new Date(), (doing, done, of) => terminal.progress(`${doing}: ${done} of ${of}`));
		terminal.progress('');
		if (switches.has('json')) terminal.print(JSON.stringify(report));
		else tell(report, terminal);
		return EXIT.fine;
	},
};

function requireDirection(from: StoreConfig, to: StoreConfig): [Extract<StoreConfig, { backend: 'sqlite' }>, Extract<StoreConfig, { backend: 'postgres' }>] {
	if (from.backend === 'sqlite' && to.backend === 'postgres') return [from, to];
	throw new ComplianceError('CONFIG_INVALID', 'A store moves from an SQLite file to PostgreSQL, in no other direction.', 'Name the file first, then the database as postgres://user@host:5432/database.');
}

function tell({ outcome, brands, rows }: MoveReport, terminal: Terminal): void {
	terminal.print(outcome === 'moved' ? 'Moved. The file answers no more; the store in PostgreSQL does.' : 'The store had been moved before. The file answers no more; the store in PostgreSQL does.');
	for (const { brand, head } of brands) terminal.print(`  ${brand}: ${head === undefined ? 'no events' : `${head.seq} events, verified on both sides, head ${head.seq}:${head.hash}`}`);
	if (rows !== undefined) terminal.print(`  Rows: ${Object.entries(rows).map(([table, count]) => `${table} ${count}`).join(', ')}`);
	terminal.print('Now choose PostgreSQL in the Compliance Store credential, and that credential in every node. Leave the file where it is.');
}
