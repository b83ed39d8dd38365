/** Puts a part of a drawing into the open one, where the user wants it, and selects it. */
import type { TopologyDocument } from '../../../shared/document/topology';
import { clearOffset, type Paste, pasteFragment } from '../../document/edits/paste-fragment';
import { boundsOf } from '../../document/geometry/geometry';
import { shownBoxes } from '../../document/geometry/group-frame';
import type { Point } from '../../document/records/new-node';
import { currentDocument, edit } from '../../document/store/document-store';
import { select } from '../../document/store/selection';
import { flowPoint, freePlaceFor, keepWhole, middleOfView } from '../viewport/view-port';

/** Which nodes of a fragment came from somebody else: all, or some of them. */
export type Untrusted = 'all' | ReadonlySet<string>;

/** The ids that they have in the drawing. */
function untrustedIds(fragment: TopologyDocument, { ids }: Paste, untrusted: Untrusted): string[] {
  return Object.keys(fragment.nodes)
    .filter((id) => untrusted === 'all' || untrusted.has(id))
    .flatMap((id) => ids.get(id) ?? []);
}

/** Keys mean the node that has the focus, and from now on they are for what was added. */
function leaveFocusedNode(): void {
  const focused = window.document.activeElement?.closest<HTMLElement>('.react-flow__node');
  focused?.blur();
}

function place(
  label: string,
  fragment: TopologyDocument,
  offset: Point,
  untrusted: Untrusted,
): void {
  const document = currentDocument();
  const paste = pasteFragment(document, fragment, clearOffset(document, fragment, offset));
  edit(label, paste.diff, null, untrustedIds(fragment, paste, untrusted));
  leaveFocusedNode();
  select(paste.ids.values());
}

function offsetTo(fragment: TopologyDocument, middle: Point): Point {
  const bounds = boundsOf(shownBoxes(fragment.nodes));
  if (bounds === null) return { x: 0, y: 0 };
  return {
    x: Math.round(middle.x - bounds.x - bounds.width / 2),
    y: Math.round(middle.y - bounds.y - bounds.height / 2),
  };
}

/**
 * Adds a fragment with its middle where the pointer is, or in the middle of the view.
 *
 * @param label the name of the step: "Paste 3 nodes"
 * @param pointer in pixels of the window; null for the middle of the view
 */
export function placeFragment(
  label: string,
  fragment: TopologyDocument,
  pointer: Point | null,
  untrusted: Untrusted,
): void {
  if (pointer !== null) {
    place(label, fragment, offsetTo(fragment, flowPoint(pointer)), untrusted);
    return;
  }
  keepWhole(() => place(label, fragment, offsetTo(fragment, middleOfView()), untrusted));
}

/** Adds a fragment in a free place near the middle of the view. */
export function placeInFree(label: string, fragment: TopologyDocument, untrusted: Untrusted): void {
  const bounds = boundsOf(shownBoxes(fragment.nodes));
  if (bounds === null) return;
  const free = freePlaceFor(bounds);
  const offset = { x: Math.round(free.x - bounds.x), y: Math.round(free.y - bounds.y) };
  keepWhole(() => place(label, fragment, offset, untrusted));
}

/** Adds a fragment beside the place that it came from. */
export function placeBeside(label: string, fragment: TopologyDocument, untrusted: Untrusted): void {
  keepWhole(() => place(label, fragment, { x: 0, y: 0 }, untrusted));
}
