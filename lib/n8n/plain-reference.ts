/** The keys of a reference such as `={{ $json.contact["mobile phone"] }}`. */
export type Path = readonly string[];

const STEP = String.raw`\.[A-Za-z_$][\w$]*|\["[^"\\\]]+"\]|\['[^'\\\]]+'\]`;
const PLAIN = new RegExp(String.raw`^=\{\{\s*\$json((?:${STEP})+)\s*\}\}$`);
const STEPS = new RegExp(STEP, 'g');

/** Reads an expression that only names a field of the item; `undefined` for every other expression. */
export function parsePlainReference(expression: string): Path | undefined {
	const steps = PLAIN.exec(expression)?.[1]?.match(STEPS);
	return steps?.map((step) => (step.startsWith('.') ? step.slice(1) : step.slice(2, -2)));
}

/** What following a path came to. `found: false` leaves the answer to n8n. */
export type Followed = { found: true; value: unknown } | { found: false };

/**
 * Follows own properties of plain objects. A field that is not there is `undefined`, as in n8n. Inherited names such
 * as `length`, and elements of arrays and texts, are left to n8n's own evaluation.
 */
export function followPath(json: object, path: Path): Followed {
	let value: unknown = json;
	for (const key of path) {
		if (value === undefined || value === null) return { found: true, value: undefined };
		if (typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, key)) value = (value as Record<string, unknown>)[key];
		else if (key in Object(value)) return { found: false };
		else value = undefined;
	}
	return { found: true, value };
}
