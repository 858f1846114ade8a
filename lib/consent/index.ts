export * from './evaluate-consent';
export * from './is-absent';
export * from './preference';
export * from './read-consent';
