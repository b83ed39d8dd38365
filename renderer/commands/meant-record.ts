/**
 * Which node or cable the keys are about. It is the one that the keyboard was led to, selected or not, until something
 * else is selected: the focus stays where a press or a dialog left it, and then tells nothing of what a person sees selected.
 */
import { useSelection } from '../document/selection';
import { isGivenBack } from '../ui/given-focus';

let meant: string | null = null;
let pressed = false;

function recordAt(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  const drawn = target.closest<HTMLElement | SVGElement>('.react-flow__node, .react-flow__edge');
  return drawn?.dataset.id ?? null;
}

/** The id of what a key on this element is about; null where it is about what is selected. */
export function meantRecord(target: Element): string | null {
  const record = recordAt(target);
  return record === meant ? record : null;
}

function hearFocus({ target }: FocusEvent): void {
  const record = recordAt(target);
  if (record !== null && !pressed && !isGivenBack()) meant = record;
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
