export * from './event-type';
export * from './feed-filter';
export * from './feed-follower';
export * from './happening';
export * from './latest-items';
export * from './next-batch';
export * from './reading';
