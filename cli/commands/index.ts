import type { Command } from '../command';
import { move } from './move';
import { verify } from './verify';

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [verify, move];
