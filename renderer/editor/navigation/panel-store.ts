/**
 * How much room palette and inspector take. In a wide window they are as the user left them. In a narrow one
 * they give way to the drawing: the palette is a column of symbols, and the inspector lies over the drawing
 * while something is selected.
 */

import type { Settings } from '../../../shared/contract/settings';
import { useSelection } from '../../document/store/selection';
import { changeSettings, useSettings } from '../../i18n/settings';
import type { Page } from '../../page/page';
import { pageStore } from '../../page/page-state';

/** Windows that are less wide, in pixels, are narrow. */
const NARROW_BELOW = 1200;

export interface PanelState {
  narrow: boolean;
  /** Whether the palette has its words in a narrow window. */
  paletteWide: boolean;
  /** Whether the inspector was asked for in a narrow window, also with nothing selected. */
  asked: boolean;
  /** Whether a button of the mouse is down: what is dragged must not get a panel under it. */
  pressed: boolean;
}

export const usePanels = pageStore<PanelState>(() => ({
  narrow: false,
  paletteWide: false,
  asked: false,
  pressed: false,
}));

/** Whether the palette has words beside its symbols. */
export function isPaletteOpen({ narrow, paletteWide }: PanelState, { palette }: Settings): boolean {
  return narrow ? paletteWide : palette.open;
}

/** Whether the inspector is to be seen. */
export function isInspectorWanted(
  { narrow, asked }: PanelState,
  { inspector }: Settings,
  selected: number,
): boolean {
  return inspector.open && (!narrow || asked || selected > 0);
}

function inspectorWanted(): boolean {
  const selected = useSelection.getState().ids.size;
  return isInspectorWanted(usePanels.getState(), useSettings.getState(), selected);
}

export function togglePalette(): void {
  const { narrow, paletteWide } = usePanels.getState();
  const { palette } = useSettings.getState();
  if (narrow) usePanels.setState({ paletteWide: !paletteWide });
  else changeSettings({ palette: { ...palette, open: !palette.open } });
}

function setInspectorOpen(open: boolean): void {
  const { inspector } = useSettings.getState();
  if (inspector.open !== open) changeSettings({ inspector: { ...inspector, open } });
}

/** Shows the inspector at once, whatever the window. */
export function showInspector(): void {
  usePanels.setState({ asked: true });
  setInspectorOpen(true);
}

/** Closes the inspector; one that was only asked for goes without being closed for good. */
export function hideInspector(): void {
  const { narrow } = usePanels.getState();
  usePanels.setState({ asked: false });
  if (!narrow || inspectorWanted()) setInspectorOpen(false);
}

export function toggleInspector(): void {
  if (inspectorWanted()) hideInspector();
  else showInspector();
}

/** Follows the window and the mouse for the life of the page. */
export function subscribePanels(page: Page): void {
  const narrow = matchMedia(`(max-width: ${NARROW_BELOW - 1}px)`);
  const look = () =>
    usePanels.setState({ narrow: narrow.matches, paletteWide: false, asked: false });
  look();
  page.listen(narrow, 'change', look);
  const press = (pressed: boolean) => () => usePanels.setState({ pressed });
  page.listen(window, 'pointerdown', press(true), { capture: true });
  for (const end of ['pointerup', 'pointercancel', 'dragend'] as const) {
    page.listen(window, end, press(false), { capture: true });
  }
  // In a narrow window it goes with the selection that it was about.
  useSelection.subscribe(({ ids }) => {
    if (ids.size === 0 && usePanels.getState().asked) usePanels.setState({ asked: false });
  });
}
