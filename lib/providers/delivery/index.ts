export { classifyDeliveries, classifyDelivery, type DeliveryReport } from './classify-delivery';
