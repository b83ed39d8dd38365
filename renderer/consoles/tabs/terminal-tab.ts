/** Which tabs of the dock hold a terminal. */
import { channelOf } from './console-titles';
import { isViewTab } from './dock-views';

export function isTerminalTab(id: string): boolean {
  return !isViewTab(id) && channelOf(id) !== 'screen';
}
