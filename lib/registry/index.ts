export * from './opt-in';
export * from './opt-out';
