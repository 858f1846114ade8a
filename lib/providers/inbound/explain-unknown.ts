import { meets } from '../condition';
import { open } from '../envelopes';
import { readPath, type Path } from '../read-path';
import type { InboundShape } from './shape';
import { INBOUND_SHAPES } from './shapes';

/** What one shape looks for. */
export interface LookedFor {
	provider: string;
	/** Names of fields; alternatives stand together as "phone or from". */
	fields: string[];
	/** Those that were not there, or held something else. */
	missing: string[];
}

export interface UnknownInbound {
	/** For the person who built the workflow. Holds names of fields that were looked for, and nothing of the payload. */
	message: string;
	/** The shape that came closest first. */
	lookedFor: LookedFor[];
}

/** A field, and whether a payload has what the shape wants there. */
interface Wanted {
	name: string;
	isThere: (payload: object) => boolean;
}

/**
 * Says what `parseInbound` looked for in a payload that it could not read. Never throws, and repeats neither contents nor
 * names of the payload: both may be personal data.
 */
export function explainUnknown(payload: unknown): UnknownInbound {
	const layers = layersOf(payload);
	const lookedFor = INBOUND_SHAPES.map((shape) => compare(shape, layers)).sort((a, b) => share(b) - share(a));
	const all = lookedFor.map(({ provider, fields }) => `${provider}: ${fields.join(', ')}`).join('; ');
	const closest = lookedFor.find((shape) => share(shape) > 0 && shape.missing.length > 0);
	const hint = closest === undefined ? '' : ` It comes closest to a message of ${closest.provider}, but this is missing or different: ${closest.missing.join(', ')}.`;
	return { message: `This is not an incoming message in a form that is known here.${hint} Looked for: ${all}.`, lookedFor };
}

function share({ fields, missing }: LookedFor): number {
	return 1 - missing.length / fields.length;
}

function compare(shape: InboundShape, layers: readonly object[]): LookedFor {
	const wanted = wantedBy(shape);
	const missing = layers.map((layer) => wanted.filter(({ isThere }) => !isThere(layer))).sort((a, b) => a.length - b.length)[0] ?? wanted;
	return { provider: shape.provider, fields: wanted.map(({ name }) => name), missing: missing.map(({ name }) => name) };
}

function wantedBy(shape: InboundShape): Wanted[] {
	const wanted = [...shape.identity.map(({ path }) => [path]), shape.from, ...(shape.wordless ? [] : [shape.text])];
	const names = wanted.map((paths) => paths.map((path) => nameOf(path, shape)).join(' or '));
	return wanted.flatMap((paths, index) => {
		const name = names[index] ?? '';
		const condition = shape.identity[index];
		const isThere = (payload: object): boolean => {
			const list = shape.list === undefined ? undefined : { payload, entry: readPath(payload, [...shape.list, 0]) };
			return condition ? meets(payload, [condition]) : paths.some((path) => meets(list ?? payload, [{ path }]));
		};
		return names.indexOf(name) === index ? [{ name, isThere }] : [];
	});
}

function nameOf(path: Path, { list }: InboundShape): string {
	const whole = list !== undefined && path[0] === 'entry' ? [...list, 0, ...path.slice(1)] : path;
	return whole.map((name) => (typeof name === 'number' ? '[]' : name)).join('.').replaceAll('.[]', '[]');
}

/** The payload and everything in its envelopes. */
function layersOf(payload: unknown): object[] {
	const layers = new Set<object>();
	const collect = (layer: unknown): void => {
		if (typeof layer !== 'object' || layer === null || layers.has(layer)) return;
		layers.add(layer);
		for (const inner of open(layer, false)) collect(inner.payload);
	};
	try {
		collect(payload);
		return [...layers];
	} catch {
		// An exotic object that refuses to be read has no fields.
		return [];
	}
}
