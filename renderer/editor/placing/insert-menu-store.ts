/** The menu that adds something to the drawing at a place: where it is, and what the new node is joined to. */

import type { CableEnd } from '../../../shared/document/topology';
import type { Point } from '../../document/records/new-node';
import { pageStore } from '../../page/page-state';
import { giveFocusBack } from '../../ui/given-focus';

export interface InsertMenu {
  /** In pixels of the window. */
  at: Point;
  /** Where the cable begins that was dropped there; null without one. */
  from: CableEnd | null;
  /** What gets the focus back. */
  before: HTMLElement | null;
  /** Called when it closes, whatever was chosen. */
  closed: () => void;
}

export const useInsertMenu = pageStore<{ menu: InsertMenu | null }>(() => ({ menu: null }));

const nothing = (): void => undefined;

/** Opens the menu at a place of the window. */
export function openInsertMenu(at: Point, from: CableEnd | null = null, closed = nothing): void {
  const focused = window.document.activeElement;
  const before = focused instanceof HTMLElement ? focused : null;
  useInsertMenu.setState({ menu: { at, from, before, closed } });
}

/** @param giveBack whether the focus goes back to where it was before the menu */
export function closeInsertMenu(giveBack: boolean): void {
  const { menu } = useInsertMenu.getState();
  if (menu === null) return;
  useInsertMenu.setState({ menu: null });
  menu.closed();
  const { before } = menu;
  if (giveBack && before?.isConnected) giveFocusBack(() => before.focus({ preventScroll: true }));
}
