/**
 * Which node the keys are about. It is the one that the keyboard was led to, selected or not, until something else is
 * selected: the focus stays where a press or a dialog left it, and then tells nothing of what a person sees selected.
 */
import { useSelection } from '../document/selection';
import { isGivenBack } from '../ui/given-focus';

let meant: string | null = null;
let pressed = false;

const nodeOf = (target: EventTarget | null): string | null =>
  target instanceof Element
    ? (target.closest<HTMLElement>('.react-flow__node')?.dataset.id ?? null)
    : null;

/** The node that a key on this element is about; null where it is about what is selected. */
export function meantNode(target: Element): string | null {
  const node = nodeOf(target);
  return node === meant ? node : null;
}

function hearFocus({ target }: FocusEvent): void {
  if (!pressed && !isGivenBack()) meant = nodeOf(target);
}

function setPressed(now: boolean): () => void {
  return () => {
    pressed = now;
  };
}

/** Watches the focus for the life of the page. */
export function followMeant(): void {
  window.addEventListener('focusin', hearFocus);
  for (const [type, now] of [
    ['pointerdown', true],
    ['pointerup', false],
    ['pointercancel', false],
    ['keydown', false],
  ] as const) {
    window.addEventListener(type, setPressed(now), { capture: true, passive: true });
  }
  useSelection.subscribe(() => {
    meant = null;
  });
}
