import { AWS_SHAPES } from './aws';
import { BANDWIDTH_SHAPES } from './bandwidth';
import { BIRD_SHAPES } from './bird';
import { HIGHLEVEL_SHAPES } from './highlevel';
import { INFOBIP_SHAPES } from './infobip';
import { MESSAGEBIRD_SHAPES } from './messagebird';
import { PLAIN_SHAPES } from './plain';
import { PLIVO_SHAPES } from './plivo';
import type { InboundShape } from './shape';
import { SINCH_SHAPES } from './sinch';
import { TELNYX_SHAPES } from './telnyx';
import { TWILIO_SHAPES } from './twilio';
import { VONAGE_SHAPES } from './vonage';
import { WHATSAPP_SHAPES } from './whatsapp';

/** All shapes in the order in which they are tried: Plivo's has all fields of Twilio's, and the plain one fits nearly everything. */
export const INBOUND_SHAPES: readonly InboundShape[] = [
	...PLIVO_SHAPES,
	...TWILIO_SHAPES,
	...TELNYX_SHAPES,
	...BANDWIDTH_SHAPES,
	...VONAGE_SHAPES,
	...INFOBIP_SHAPES,
	...SINCH_SHAPES,
	...BIRD_SHAPES,
	...MESSAGEBIRD_SHAPES,
	...AWS_SHAPES,
	...HIGHLEVEL_SHAPES,
	...WHATSAPP_SHAPES,
	...PLAIN_SHAPES,
];

/** The hints that `parseInbound` takes. */
export const INBOUND_PROVIDERS: readonly string[] = [...new Set(INBOUND_SHAPES.map(({ provider }) => provider))];
