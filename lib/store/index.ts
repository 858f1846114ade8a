export { openStore } from './open-store';
export type * from './port';
