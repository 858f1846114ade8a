export * from './canonical-json';
export * from './chain';
export * from './chain-of';
export * from './event';
export * from './noted-head';
export * from './verify';
