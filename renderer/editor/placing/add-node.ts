/** Adding nodes to the drawing: where the pointer is, or in a free place of the view, with a cable or without. */

import { type CableEnd, isDevice, type TopologyNode } from '../../../shared/document/topology';
import type { NodeKind } from '../../../shared/kinds/registry';
import { focusDrawing } from '../../consoles/tabs/dock-focus';
import { addNode } from '../../document/edits/edits';
import { joinAdded } from '../../document/edits/joined-node';
import {
  type Box,
  freePlace,
  nodeSize,
  overlaps,
  type Size,
} from '../../document/geometry/geometry';
import { shownBoxes } from '../../document/geometry/group-frame';
import { newNode, type Point } from '../../document/records/new-node';
import { currentDocument, edit } from '../../document/store/document-store';
import { select } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { kindViews } from '../../kinds/registry';
import { afterFrame } from '../../ui/after-frame';
import { beginRename } from '../scene/rename';
import { useCableView } from '../viewport/cable-view';
import { fitDrawing, flowPoint, freePlaceFor, isAllInView, showBox } from '../viewport/view-port';

type Complete = (node: TopologyNode) => TopologyNode;
const asItComes: Complete = (node) => node;

/** What a new node may touch where somebody points is moved aside, in pixels at zoom 1. */
const LEAST_GAP = 8;

interface Wanted {
  kind: NodeKind;
  /** Its corner. */
  at: Point;
  complete: Complete;
  /** Where the cable begins that joins it; null for none. */
  from: CableEnd | null;
}

function add({ kind, at, complete, from }: Wanted): string {
  const { diff, id } = addNode(currentDocument(), kind, at);
  diff.nodes.added = diff.nodes.added.map(complete);
  const [added] = diff.nodes.added;
  const name = added !== undefined && isDevice(added) ? added.name : t(kindViews[kind].title);
  const { newRoute } = useCableView.getState();
  const whole = from === null ? diff : joinAdded(currentDocument(), diff, from, newRoute);
  edit(t('Add {{name}}', { name }), whole);
  select([id]);
  // A note without a text says nothing, so its text comes first.
  if (kind === 'note') beginRename(id);
  return id;
}

function sizeOf(kind: NodeKind): Size {
  return nodeSize(newNode(currentDocument(), kind, { x: 0, y: 0 }, Math.random));
}

/** The corner of a box with its middle where the pointer is, in pixels of the window. */
function cornerAt(pointer: Point, { width, height }: Size): Point {
  const { x, y } = flowPoint(pointer);
  return { x: x - width / 2, y: y - height / 2 };
}

/** What was dropped at the edge of the view is not to be left half outside of it. */
function bringIntoView(box: Box): void {
  if (!isAllInView([box])) showBox(box);
}

/**
 * Adds a node where the pointer is, in pixels of the window; its middle goes there.
 *
 * @param complete what is changed of a node with its defaults before it is added
 */
export function addAtPointer(kind: NodeKind, pointer: Point, complete = asItComes): void {
  const size = sizeOf(kind);
  const at = cornerAt(pointer, size);
  add({ kind, at, complete, from: null });
  bringIntoView({ ...at, ...size });
}

/** Adds a node in a free place near the middle of what is shown. */
export function addInFreePlace(kind: NodeKind, complete = asItComes): void {
  const size = sizeOf(kind);
  const boxes = shownBoxes(currentDocument().nodes);
  const at = freePlaceFor(size);
  const whole = isAllInView(boxes);
  add({ kind, at, complete, from: null });
  const box = { ...at, ...size };
  if (!whole) showBox(box);
  else if (!isAllInView([...boxes, box])) fitDrawing();
}

/** The keyboard goes on at what is selected, once it is drawn; a note has it already, for its text. */
export async function goToAdded(kind: NodeKind): Promise<void> {
  if (kind === 'note') return;
  await afterFrame();
  focusDrawing();
}

/** The place itself if it is free, else the nearest that is. */
function nearestPlace(wanted: Point, size: Size): Point {
  const boxes = shownBoxes(currentDocument().nodes);
  const isFree = !boxes.some((box) => overlaps({ ...wanted, ...size }, box, LEAST_GAP));
  return isFree ? wanted : freePlace(boxes, size, wanted);
}

/**
 * Adds a node where somebody pointed, or as near to that as nothing is covered, joins it to a cable that was
 * dropped there, and leads the keyboard to it: all of it one step to undo.
 *
 * @param from where the cable begins; null for none
 */
export function insertNode(kind: NodeKind, pointer: Point, from: CableEnd | null): void {
  const size = sizeOf(kind);
  const at = nearestPlace(cornerAt(pointer, size), size);
  add({ kind, at, complete: asItComes, from });
  bringIntoView({ ...at, ...size });
  void goToAdded(kind);
}
