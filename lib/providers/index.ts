export { channelNamed } from './channels';
export { explainUnknown, type LookedFor, type UnknownInbound } from './inbound/explain-unknown';
export { parseInbound, parseInboundAll, parseInboundEntries } from './inbound/parse-inbound';
export type { InboundEntry, InboundMessage, UnreadableMessage } from './inbound/read-message';
export type { OptOutFlag } from './inbound/shape';
export { INBOUND_PROVIDERS } from './inbound/shapes';
export { classifyCode, classifyDeliveries, classifyDelivery, DELIVERY_PROVIDERS, type DeliveryReport } from './delivery';
