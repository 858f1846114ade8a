import { deliveryCodePackSchema, type DeliveryCodePack } from './delivery-code-row';
import pack from './delivery-codes.json';

export * from './delivery-code-row';

/** The codes of delivery reports that ship. A row without source, date or confidence does not load, and neither does the package then. */
export const DELIVERY_CODE_PACK: DeliveryCodePack = deliveryCodePackSchema.parse(pack);
