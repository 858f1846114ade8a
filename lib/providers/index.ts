export type { OptOutFlag } from './inbound-shapes';
export { parseInbound, type InboundMessage } from './parse-inbound';
