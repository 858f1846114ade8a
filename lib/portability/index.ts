export { COLUMNS, RECORD_TYPES, type FlatRecord, type RecordType } from './columns';
export { readCsv, writeCsv } from './csv';
export { exportRecords } from './export-records';
export type { Finding, Note, Problem } from './findings';
export { importRecords, type ImportReport, type Outcome } from './import-records';
export { readJson, rowOf, writeJson } from './json';
export type { TableRow } from './table';
