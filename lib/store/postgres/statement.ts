/** A statement of SQL and the name under which the server keeps it. */
export interface Statement {
	readonly name: string;
	readonly text: string;
}

/** One connection while somebody works with it. */
export interface Session {
	/** @param values one for each `$1`, `$2` ... of the statement. */
	rows<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
	/** @returns how many rows were added, changed or deleted. */
	run(statement: Statement, values?: readonly unknown[]): Promise<number>;
	/** Several statements in one text, without values. */
	exec(sql: string): Promise<void>;
}

/** Makes a statement of SQL in which `@events` stands for the table of that name. */
export type MakeStatement = (name: string, sql: string) => Statement;

/** Puts the schema in front of every table, so that no search path leads elsewhere. @param schema has no quotes in it, see `readSettings`. */
export function statementsIn(schema: string): MakeStatement {
	return (name, sql) => ({ name, text: inSchema(schema, sql) });
}

export function inSchema(schema: string, sql: string): string {
	return sql.replace(/@([a-z_]+)/g, `"${schema}".$1`);
}
