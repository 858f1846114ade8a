export * from './combine';
export * from './compare';
export * from './decide';
export * from './read-rule-packs';
export * from './rule-packs';
