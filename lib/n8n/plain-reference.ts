/** The keys of a reference such as `={{ $json.contact["mobile phone"] }}`. */
export type Path = readonly string[];

const STEP = String.raw`\.[A-Za-z_$][\w$]*|\["[^"\\\]{}\r\n]+"\]|\['[^'\\\]{}\r\n]+'\]`;
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
 * Follows own fields of objects and lists. A field that is not there is `undefined`, as it is for n8n; parts of texts, and
 * inherited names such as `constructor`, are rare, and n8n's own evaluation decides what they mean.
 */
export function followPath(json: object, path: Path): Followed {
	let value: unknown = json;
	for (const key of path) {
		if (value === undefined || value === null) return { found: true, value: undefined };
		if (typeof value !== 'object' || (key in value && !Object.hasOwn(value, key))) return { found: false };
		value = (value as Record<string, unknown>)[key];
	}
	return { found: true, value };
}
