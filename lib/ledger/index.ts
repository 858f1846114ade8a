export * from './canonical-json';
export * from './chain';
export * from './event';
export * from './noted-head';
export * from './source';
export * from './verify';
