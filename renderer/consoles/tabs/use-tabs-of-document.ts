/** Keeps the dock's tabs in step with the document. */

import { useEffect } from 'react';
import type { TopologyDocument } from '../../../shared/document/topology';
import { useDocument } from '../../document/store/document-store';
import { pageState } from '../../page/page-state';
import { closeConsole, newTab, shapeDock, useConsoles } from './console-store';
import { nodeOf } from './console-titles';
import { addTab, paneOf } from './dock-layout';
import { isViewTab } from './dock-views';

interface GoneTab {
  readonly id: string;
  readonly title: string;
  readonly pane: string | undefined;
}

/** Tabs of nodes that were deleted, for an undo. */
const dropped = pageState((): { gone: GoneTab[] } => ({ gone: [] }));

/** Puts a tab back behind the others of its pane, without coming to the front of what is looked at. */
function putBack({ id, title, pane }: GoneTab): void {
  const { tabs, layout, active } = useConsoles.getState();
  if (tabs.some((tab) => tab.id === id)) return;
  const grown = addTab(layout, id, pane);
  shapeDock({ tabs: [...tabs, newTab(id, title)], layout: grown, active: active ?? id });
}

function follow(document: TopologyDocument, replaced: boolean): void {
  const { tabs, layout } = useConsoles.getState();
  const state = dropped();
  if (replaced) state.gone = [];
  for (const { id, title } of tabs) {
    if (isViewTab(id)) continue;
    const isGone = document.nodes[nodeOf(id)] === undefined;
    if (isGone && !replaced) state.gone.push({ id, title, pane: paneOf(layout, id)?.id });
    if (isGone || replaced) closeConsole(id);
  }
  const back = state.gone.filter(({ id }) => document.nodes[nodeOf(id)] !== undefined);
  state.gone = state.gone.filter((tab) => !back.includes(tab));
  for (const tab of back) putBack(tab);
}

/** Closes the tabs of nodes that are gone; an undo that brings a node back brings its tabs back. */
export function useTabsOfDocument(): void {
  useEffect(
    () =>
      useDocument.subscribe(({ document, opening, loaded }, before) => {
        if (!loaded || document === before.document) return;
        follow(document, before.loaded && opening !== before.opening);
      }),
    [],
  );
}
