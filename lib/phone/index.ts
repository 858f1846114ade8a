export { createAddressReader, sharedAddressReader, type AddressReader } from './address-reader';
export { normalizeAddress, type AddressOptions } from './normalize-address';
export { regionsForPhone } from './regions-for-phone';
export { possibleZonesForPhone, zonesForPhone, type PhoneZones, type ZoneCertainty } from './zones-for-phone';
