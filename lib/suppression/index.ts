export * from './applies';
export * from './dnd-status';
export * from './evaluate-suppression';
export * from './liftable';
