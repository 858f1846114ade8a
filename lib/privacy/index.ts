export { exportPerson } from './export-person';
export type * from './person-document';
export { retentionLimits } from './retention-periods';
