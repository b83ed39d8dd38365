/**
 * The areas of the window that the keyboard goes round: bar, palette, drawing, inspector, consoles.
 * Within an area Tab leads on; from one to the next leads a key that works everywhere, even in a
 * terminal, which keeps all others for its machine.
 */
import { focusTerminal, useConsoles } from '../../consoles/tabs/console-store';
import { showInspector } from '../../editor/navigation/panel-store';
import { afterFrame } from '../../ui/after-frame';

const FOCUSABLE =
  'button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), a[href], [tabindex="0"]';

interface Area {
  selector: string;
  /** What gets the focus, the first that is there. */
  wanted: readonly string[];
}

const areas: readonly Area[] = [
  { selector: '.top-bar', wanted: ['.menu-title'] },
  { selector: '.palette', wanted: [] },
  {
    selector: '.canvas',
    wanted: ['.react-flow__node.selected', '.react-flow__edge.selected', '.react-flow__node'],
  },
  { selector: '.inspector', wanted: [] },
  { selector: '.console-dock', wanted: ['[role="tab"][aria-selected="true"]'] },
];

function isShown(element: HTMLElement): boolean {
  return (
    element.checkVisibility({ visibilityProperty: true }) && element.closest('[inert]') === null
  );
}

function firstShown(root: HTMLElement, selector: string): HTMLElement | undefined {
  return [...root.querySelectorAll<HTMLElement>(selector)].find(isShown);
}

function enter({ selector, wanted }: Area): boolean {
  const root = window.document.querySelector<HTMLElement>(selector);
  if (root === null || !isShown(root)) return false;
  const found = [...wanted, FOCUSABLE].map((each) => firstShown(root, each)).find(Boolean);
  found?.focus();
  return found !== undefined;
}

/** The dock is entered at its terminal, where there is one to type into. */
function enterArea(area: Area): boolean {
  const { open, active } = useConsoles.getState();
  const entered = enter(area);
  if (entered && area.selector === '.console-dock' && open && active !== null) focusTerminal();
  return entered;
}

/** @param step 1 for the area after the one with the focus, -1 for the one before */
export function goToArea(step: 1 | -1): void {
  const focused = window.document.activeElement;
  const at = areas.findIndex(({ selector }) => focused?.closest(selector) != null);
  const first = at < 0 && step === -1 ? 0 : at;
  for (let distance = 1; distance <= areas.length; distance++) {
    const index = (first + step * distance + 2 * areas.length) % areas.length;
    if (enterArea(areas[index]!)) return;
  }
}

export function goToMenus(): void {
  enter(areas[0]!);
}

/** The first field about what is selected; its first button where it has no field. */
export function goToProperties(): void {
  showInspector();
  void afterFrame().then(() =>
    enter({ selector: '.inspector', wanted: ['input, select, textarea'] }),
  );
}
