import { MESSAGE_CLASSES, type MessageClass } from '../model/channel';
import { wordOf } from './cell';

/** The classes that a cell names, once each; `undefined` where it names none, or anything else as well. */
export function readClasses(value: unknown): MessageClass[] | undefined {
	const named = new Set(wordOf(value).split(/[\s,;|]+/).filter((name) => name !== ''));
	const known = MESSAGE_CLASSES.filter((one) => named.has(one));
	return known.length > 0 && known.length === named.size ? known : undefined;
}
