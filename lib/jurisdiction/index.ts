export { jurisdictionsOf } from './jurisdictions-of';
export { unknownCode } from './known-codes';
export { withParents } from './parents';
export { readPlace, type GivenPlace, type ReadPlace } from './read-place';
export { whereabouts, type PlaceHints, type Whereabouts } from './whereabouts';
export { countryOfZone, zonesOfJurisdiction } from './zones';
