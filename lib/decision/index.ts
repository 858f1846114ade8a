export * from './combine';
export * from './decide';
