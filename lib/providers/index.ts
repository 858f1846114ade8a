export { explainUnknown, type LookedFor, type UnknownInbound } from './inbound/explain-unknown';
export { parseInbound, parseInboundAll } from './inbound/parse-inbound';
export type { InboundMessage, OptOutFlag } from './inbound/read-message';
export { INBOUND_PROVIDERS } from './inbound/shapes';
export { classifyDeliveries, classifyDelivery, type DeliveryReport } from './delivery';
