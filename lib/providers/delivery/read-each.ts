import { readPath, type Path } from '../read-path';

/** More than any report lists: a hostile one must not make its events count many times over. */
const MOST_ELEMENTS = 100;

/** The values at a path in which `*` stands for every element of a list; empty where there is none. */
export function readEach(root: unknown, path: Path): unknown[] {
	const star = path.indexOf('*');
	if (star < 0) return [readPath(root, path)];
	const list = readPath(root, path.slice(0, star));
	return Array.isArray(list) ? list.slice(0, MOST_ELEMENTS).flatMap((element: unknown) => readEach(element, path.slice(star + 1))) : [];
}
