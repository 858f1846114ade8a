export * from './combine';
export * from './compare';
export * from './decide';
export * from './rule-packs';
