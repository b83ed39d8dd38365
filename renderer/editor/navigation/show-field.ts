/** Brings somebody to what is to be mended: the record on the drawing, and its field in the inspector. */
import { currentPage } from '../../page/page';
import { reveal } from '../viewport/view-port';
import { showInspector } from './panel-store';
import { showSwitchSettings } from './switch-tab';

/** The inspector draws the record in the next frames; a panel that asks the service first may take some. */
const MOST_FRAMES = 60;
const CONTROLS = 'input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button';

/** `cards.0.mac` stands in `cards.0` if it has a place there, or else in `cards`. */
export function placesOf(field: string): string[] {
  const parts = field.split('.');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
}

function placeIn(inspector: Element, field: string): HTMLElement | null {
  for (const place of placesOf(field)) {
    const found = inspector.querySelector<HTMLElement>(`[data-field="${CSS.escape(place)}"]`);
    if (found !== null) return found;
  }
  return null;
}

function focusIn(place: HTMLElement): void {
  for (let at = place.closest('details'); at !== null; at = at.parentElement!.closest('details')) {
    at.open = true;
  }
  const control = place.querySelector<HTMLElement>(CONTROLS);
  control?.focus({ preventScroll: true });
  control?.scrollIntoView({ block: 'center' });
}

function focusSoon(field: string, frames: number): void {
  const inspector = document.querySelector('.inspector');
  const place = inspector === null ? null : placeIn(inspector, field);
  if (place !== null) focusIn(place);
  else if (frames > 0) currentPage().frame(() => focusSoon(field, frames - 1));
}

/**
 * Selects the record, flies to it, and puts the keyboard into the field.
 *
 * @param field path within the record, like `cards.0.mac`
 */
export function showField(record: string, field?: string): void {
  reveal(record);
  if (field === undefined) return;
  showInspector();
  showSwitchSettings();
  // The former record's form is still there in this turn.
  currentPage().frame(() => focusSoon(field, MOST_FRAMES));
}
