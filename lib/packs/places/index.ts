export { COUNTRY_TABLE } from './country-table';
export { foldName } from './fold-name';
export { POSTAL_TABLE } from './postal-table';
export { STATE_TABLE } from './state-table';
export { TERRITORY_TABLE } from './territory-table';
