import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { IDataObject, INodeType } from 'n8n-workflow';
import type { NodeClass } from '../support/n8n';

const ROOT = resolve(__dirname, '../..');

/** Outputs behind which a sender may stand, by class name. What is not named here leads to no sender. */
const SENDING: Readonly<Record<string, readonly string[]>> = {
	ConsentCheck: ['Compliant'],
	DndGate: ['Allowed'],
	// An answer may be sent from these.
	KeywordHandler: ['Opt-Out', 'Opt-In', 'Help'],
	OptOutFooter: ['Ready'],
	QuietHoursWindow: ['Send Now'],
};

export interface PackageNode {
	name: string;
	nodeClass: NodeClass;
	description: INodeType['description'];
	sending: readonly string[];
	/** Whether it takes the credential of the store. */
	asksStore: boolean;
}

/** Every node that the package ships, as its manifest lists them, but for triggers: they are given no items. */
export function packageNodes(): PackageNode[] {
	const manifest = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { n8n: { nodes: string[] } };
	const nodes = manifest.n8n.nodes.map((file): PackageNode => {
		const name = basename(file, '.node.js');
		const nodeClass = jest.requireActual<Record<string, NodeClass>>(resolve(ROOT, 'nodes', name, `${name}.node.ts`))[name] as NodeClass;
		const { description } = new nodeClass();
		return { name, nodeClass, description, sending: SENDING[name] ?? [], asksStore: (description.credentials ?? []).length > 0 };
	});
	return nodes.filter(({ description }) => !description.group.includes('trigger'));
}

/** Contacts as no one would wish them. */
export const HOSTILE_ITEMS: readonly IDataObject[] = ([
	{ phone: '+14155552671', email: 'ada@example.com', text: 'STOP calling +14155552671' },
	{ phone: { toString: 'x' }, email: ['a'], text: { valueOf: 1 } },
	{ phone: null, email: undefined, text: 'x'.repeat(200_000) },
	{ phone: 1.5551234567e10, email: 'ADA@EXAMPLE.COM ', text: 5 },
	{},
	{ compliance: 'mine', error: 'mine', details: {}, constructor: 'own', length: -1 },
	{ body: { From: '+14155552671', Body: 'Stop', MessageSid: 'SM1' }, consent_preference: Number.MAX_VALUE, consent_timestamp: [], timezone: 'Nowhere' },
] as unknown[]) as IDataObject[];

/** Whether a text holds an address or a part of a message of `HOSTILE_ITEMS`. */
export function holdsContents(text: string): boolean {
	return /@|\d{7,}|calling|ada\b/i.test(text);
}
