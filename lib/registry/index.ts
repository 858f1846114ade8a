export * from './opt-in';
export * from './opt-out';
export * from './review';
