export * from './add-footer';
export * from './detect-opt-out-text';
export * from './language';
export type * from './footer-result';
export type * from './opt-out-route';
