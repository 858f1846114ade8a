/**
 * The compliance core, for code and tests. Nothing here touches n8n.
 *
 * @packageDocumentation
 */
export { decide, prepareDecision, type DecisionRule, type RulePacks } from './lib/decision';
export { classifyReply, type ClassifiedReply, type ClassifyOptions } from './lib/keywords';
export { verifyLedger, type EventSource, type LedgerSource, type VerifyOptions, type VerifyResult } from './lib/ledger';
export { whereabouts, type PlaceHints, type Whereabouts } from './lib/jurisdiction';
export * from './lib/model';
export { normalizeAddress, regionsForPhone, zonesForPhone, type AddressOptions, type PhoneZones } from './lib/phone';
export { exportPerson, retentionLimits, type PersonDocument } from './lib/privacy';
export { classifyCode, classifyDelivery, classifyDeliveries, DELIVERY_PROVIDERS, explainUnknown, parseInbound, parseInboundAll, parseInboundEntries, type DeliveryReport, type InboundEntry, type InboundMessage, type UnknownInbound, type UnreadableMessage } from './lib/providers';
export { windowState } from './lib/quiet-hours';
export { measureSms, type SmsMeasure } from './lib/sms';
export { openLedger, openStore, type Ledger } from './lib/store';
export type * from './lib/store/port';
export type * from './lib/ledger/event';
