import type { Path } from '../read-path';
import type { DeliveryShape } from './delivery-shape';
import { EMAIL_SHAPES } from './email-shapes';
import { MESSAGE_SHAPES } from './message-shapes';

const SHAPES: readonly DeliveryShape[] = [...MESSAGE_SHAPES, ...EMAIL_SHAPES];

/** The hints that `classifyDelivery` takes. */
export const DELIVERY_PROVIDERS: readonly string[] = [...new Set(SHAPES.map(({ provider }) => provider))];

/** The lists that a provider's codes are from, in the order in which its reports are asked for them. */
export function codeListsOf(provider: string): string[] {
	return [...new Set(SHAPES.filter((shape) => shape.provider === provider).flatMap(({ lookups }) => lookups.map(({ list }) => list)))];
}

/** Properties of the report itself of which each line has to be there, at least by one of its names. */
function requiredNames({ requires, each }: DeliveryShape): string[][] {
	const ofReport = (path: Path): boolean => path[0] === 'report' || (path[0] === 'item' && each === undefined);
	const lines = requires.filter((paths) => paths.every(ofReport)).map((paths) => [...new Set(paths.map(([, name]) => String(name)))]);
	return each?.[0] === undefined ? lines : [...lines, [each[0]]];
}

/** By how many shapes each name is looked for. */
const USES = new Map<string, number>();
for (const name of SHAPES.flatMap((shape) => requiredNames(shape).flat())) USES.set(name, (USES.get(name) ?? 0) + 1);

const usesOf = (names: readonly string[]): number => names.reduce((sum, name) => sum + (USES.get(name) ?? 0), 0);

/** Of each name the shapes that are told apart by it: a report without any of a shape's names is not of that shape. */
const TOLD_BY = new Map<string, number[]>();
for (const [index, shape] of SHAPES.entries()) {
	const [rarest = []] = requiredNames(shape).sort((a, b) => usesOf(a) - usesOf(b));
	for (const name of rarest) TOLD_BY.set(name, [...(TOLD_BY.get(name) ?? []), index]);
}

/** The few shapes of which a report may be, in the order in which they are tried. */
export function shapesFor(report: object, provider: string | undefined): DeliveryShape[] {
	let found: number[] = [];
	for (const name of Object.keys(report)) {
		const told = TOLD_BY.get(name);
		if (told !== undefined) found = found.length === 0 ? told : [...found, ...told];
	}
	const inOrder = found.length < 2 ? found : [...new Set(found)].sort((a, b) => a - b);
	return inOrder.map((index) => SHAPES[index] as DeliveryShape).filter((shape) => provider === undefined || shape.provider === provider);
}
