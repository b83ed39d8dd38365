/** Every command of the PC, in the order of `help`. */
import type { Command } from './command';
import { ip } from './ip';
import { ping } from './ping';

export const commands: readonly Command[] = [ip, ping];
