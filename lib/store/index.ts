export type { Ledger } from './ledger';
export { openLedger } from './open-ledger';
export { openStore } from './open-store';
export type * from './port';
