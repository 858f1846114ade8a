export * from './ended-by-delivery';
export * from './pause-until';
