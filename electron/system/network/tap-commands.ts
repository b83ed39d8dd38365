/** The commands of iproute2 that make, configure and put back a tap (ip-tuntap(8), ip-address(8), ip-link(8)). */

import type { TapNode } from '../../../shared/document/topology';
import { pasteable } from '../../../shared/text/shell-quote';

/** How an interface is, as far as a drawing can change it. */
export interface TapState {
  readonly isUp: boolean;
  /** With their prefix lengths. */
  readonly addresses: readonly string[];
  /** Whether it stays when nobody has it open: then it was made by somebody else. */
  readonly lasts: boolean;
}

/** What a drawing wants of an interface. */
export type ConfiguredTap = Pick<TapNode, 'interface' | 'address' | 'up'>;

/** What is still to be done so that the interface is as drawn. */
export function configureCommands(tap: ConfiguredTap, state: TapState): string[][] {
  const commands: string[][] = [];
  if (tap.address !== '' && !state.addresses.includes(tap.address)) {
    commands.push(['addr', 'replace', tap.address, 'dev', tap.interface]);
  }
  if (tap.up && !state.isUp) commands.push(['link', 'set', tap.interface, 'up']);
  return commands;
}

/** What puts an interface that stays back to how it was before {@link configureCommands}. */
export function restoreCommands(tap: ConfiguredTap, before: TapState): string[][] {
  if (!before.lasts) return [];
  const commands: string[][] = [];
  if (tap.address !== '' && !before.addresses.includes(tap.address)) {
    commands.push(['addr', 'del', tap.address, 'dev', tap.interface]);
  }
  if (tap.up && !before.isUp) commands.push(['link', 'set', tap.interface, 'down']);
  return commands;
}

/** What root has to run once so that a user may have the drawn tap: one line to copy. */
export function onceAsRoot(tap: ConfiguredTap, user: string): string {
  const nothing: TapState = { isUp: false, addresses: [], lasts: true };
  const make = ['tuntap', 'add', 'mode', 'tap', 'name', tap.interface, 'user', user];
  return asRoot([make, ...configureCommands(tap, nothing)]);
}

/** Commands of `ip` as one line for a terminal. */
export function asRoot(commands: readonly (readonly string[])[]): string {
  return commands.map((args) => pasteable(['sudo', 'ip', ...args])).join(' && ');
}
