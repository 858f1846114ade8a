/** The ways a message can reach a person. `sms` covers MMS and RCS. */
export const CHANNELS = ['sms', 'call', 'email', 'whatsapp', 'facebook', 'gmb'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What kind of identifier a channel is addressed by. Channels of one kind share a contact's subject. */
export const ADDRESS_KINDS = {
	sms: 'phone',
	call: 'phone',
	whatsapp: 'phone',
	email: 'email',
	facebook: 'facebook',
	gmb: 'gmb',
} as const satisfies Record<Channel, string>;
export type AddressKind = (typeof ADDRESS_KINDS)[Channel];

/** Why a message is sent: what a contact can agree to and opt out of. An opt-out from one class need not stop another. */
export const MESSAGE_CLASSES = ['marketing', 'informational', 'transactional', 'emergency'] as const;
export type MessageClass = (typeof MESSAGE_CLASSES)[number];

/** What a gate can be asked about: beside those, the one automatic answer to STOP, START or HELP, see `Answer`. */
export const GATED_CLASSES = [...MESSAGE_CLASSES, 'confirmation'] as const;
export type GatedClass = (typeof GATED_CLASSES)[number];

/** Whether a message goes to the contact or comes from the contact. */
export const DIRECTIONS = ['outgoing', 'incoming'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** All channels that one address can be reached on. */
export function channelsOfKind(kind: AddressKind): Channel[] {
	return CHANNELS.filter((channel) => ADDRESS_KINDS[channel] === kind);
}
