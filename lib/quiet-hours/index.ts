export * from './evaluate';
export * from './next-permitted';
export * from './schedule';
export * from './window-state';
