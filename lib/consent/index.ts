export * from './consent-time';
export * from './evaluate-consent';
export * from './preference';
export * from './read-consent';
