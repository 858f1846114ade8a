export * from './jurisdictions-of';
export * from './parents';
export * from './read-place';
export * from './whereabouts';
