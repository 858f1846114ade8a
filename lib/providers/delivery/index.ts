export { classifyCode } from './classify-code';
export { classifyDeliveries, classifyDelivery } from './classify-delivery';
export { DELIVERY_PROVIDERS } from './find-shapes';
export type { DeliveryReport } from './read-event';
