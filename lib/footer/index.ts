export * from './add-footer';
export * from './detect-opt-out-text';
export type * from './opt-out-route';
