export * from './basis';
export * from './consent-duties';
export * from './evaluate-consent';
export * from './opt-out-reach';
export * from './preference';
export * from './read-consent';
export * from './rows-in-force';
