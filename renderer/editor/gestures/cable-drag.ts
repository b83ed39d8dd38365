/**
 * Drawing and moving cables by pointer or keyboard. A press on a free jack pulls a new cable out of it;
 * a press on a taken jack, or on a cable's label, pulls that end of the cable. A click without a drag
 * leaves the cable hanging until the next click, which is also how the keyboard does it.
 */

import { create } from 'zustand';
import type { CableEnd } from '../../../shared/document/topology';
import {
  addCable,
  type CableSide,
  choosePort,
  endName,
  guestText,
  moveCableEnd,
  type PortChoice,
} from '../../document/edits/cable-edits';
import type { Point } from '../../document/records/new-node';
import { cableOn } from '../../document/records/ports';
import { currentDocument, edit } from '../../document/store/document-store';
import { select } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { guestOn } from '../../lab/port-guests';
import { raise } from '../../ui/notices';
import { openInsertMenu } from '../placing/insert-menu-store';
import { useCableView } from '../viewport/cable-view';

export interface CableDrag {
  /** The end that stays. */
  from: CableEnd;
  /** The cable whose other end is moved; null for a new one. */
  moving: { cable: string; side: CableSide } | null;
  /** Where the pointer is, in pixels of the window. */
  pointer: Point;
  /** The port that a drop would take, or why it would be refused; null over nothing. */
  target: PortChoice | null;
}

export const useCableDrag = create<{ drag: CableDrag | null }>(() => ({ drag: null }));

const CLICK_DISTANCE = 5;

function begin(drag: CableDrag): void {
  useCableDrag.setState({ drag });
}

export function cancelCable(): void {
  useCableDrag.setState({ drag: null });
}

/** The jack or node under a point of the window. */
function placeUnder({ x, y }: Point): { node: string; port: number | null } | null {
  const element = window.document.elementFromPoint(x, y);
  const jack = element?.closest<HTMLElement>('[data-jack]');
  if (jack?.dataset.node !== undefined) {
    return { node: jack.dataset.node, port: Number(jack.dataset.jack) };
  }
  const node = element?.closest<HTMLElement>('.react-flow__node')?.dataset.id;
  return node === undefined ? null : { node, port: null };
}

function targetAt(drag: CableDrag, place: ReturnType<typeof placeUnder>): CableDrag['target'] {
  if (place === null) return null;
  const atStart = place.node === drag.from.node && drag.moving === null;
  if (atStart && (place.port === null || place.port === drag.from.port)) return null;
  const document = currentDocument();
  // A new cable may have been begun at a jack on which somebody is.
  const who = drag.moving === null ? guestOn(drag.from) : null;
  if (who !== null) return { refusal: guestText(document, drag.from, who), isGuest: true };
  return choosePort(document, place.node, place.port, drag.from, guestOn, drag.moving?.cable);
}

function follow(pointer: Point): void {
  const { drag } = useCableDrag.getState();
  if (drag === null) return;
  const target = targetAt(drag, placeUnder(pointer));
  useCableDrag.setState({ drag: { ...drag, pointer, target } });
}

/** Nothing of the drawing shows who is there, so that it stays to be read when the cable is gone. */
function tellOfGuest(refusal: string): void {
  raise({
    code: 'bad-request',
    message: `${refusal}.`,
    next: t('Choose another port, or drop the cable on the node for the first free one.'),
  });
}

/** The id of a new cable; null where an end was moved, or nothing was done. */
function commit({ from, moving, target }: CableDrag): string | null {
  if (target === null) return null;
  if ('refusal' in target) {
    if (target.isGuest) tellOfGuest(target.refusal);
    return null;
  }
  const document = currentDocument();
  const where = endName(document, target.end);
  if (moving !== null) {
    edit(
      t('Move cable to {{where}}', { where }),
      moveCableEnd(document, moving.cable, moving.side, target.end),
    );
    return null;
  }
  const { newRoute } = useCableView.getState();
  const { diff, id } = addCable(document, from, target.end, Math.random, newRoute);
  edit(t('Connect {{name}} to {{where}}', { name: endName(document, from), where }), diff);
  return id;
}

/** Ends the drag where it is. A refused one goes on, so that the user sees why, when `sticky`. */
function finish(sticky: boolean): string | null {
  const { drag } = useCableDrag.getState();
  if (drag === null) return null;
  if (sticky && drag.target !== null && 'refusal' in drag.target) return null;
  cancelCable();
  return commit(drag);
}

/** Whether a point of the window is on the drawing, and on nothing of it. */
function isFreePlace({ x, y }: Point): boolean {
  return window.document.elementFromPoint(x, y)?.matches('.react-flow__pane') === true;
}

/** A new cable that is dropped on nothing waits there for the node that is chosen to be at its end. */
function offerNode({ from, moving, target, pointer }: CableDrag): boolean {
  if (moving !== null || target !== null || !isFreePlace(pointer)) return false;
  openInsertMenu(pointer, from, cancelCable);
  return true;
}

/**
 * Ends the drag by the pointer, which leaves a new cable selected.
 *
 * @returns whether the cable is in the hand no longer
 */
function drop(sticky: boolean): boolean {
  const { drag } = useCableDrag.getState();
  if (drag !== null && offerNode(drag)) return true;
  const id = finish(sticky);
  if (id !== null) select([id]);
  return useCableDrag.getState().drag === null;
}

function hang(): void {
  const move = (event: PointerEvent) => follow({ x: event.clientX, y: event.clientY });
  const end = () => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerdown', down, true);
    unsubscribe();
  };
  const down = (event: PointerEvent) => {
    event.stopPropagation();
    event.preventDefault();
    follow({ x: event.clientX, y: event.clientY });
    if (drop(true)) end();
  };
  const unsubscribe = useCableDrag.subscribe(({ drag }) => {
    if (drag === null) end();
  });
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerdown', down, true);
}

function track(start: Point, onClick: () => void): void {
  let moved = false;
  const move = (event: PointerEvent) => {
    moved ||= Math.hypot(event.clientX - start.x, event.clientY - start.y) > CLICK_DISTANCE;
    follow({ x: event.clientX, y: event.clientY });
  };
  const end = () => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', cancel);
  };
  const up = () => {
    end();
    if (moved) drop(false);
    else onClick();
  };
  const cancel = () => {
    end();
    cancelCable();
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', cancel);
}

function dragOf(end: CableEnd, pointer: Point): CableDrag {
  const document = currentDocument();
  const taken = document.cables[cableOn(document, end) ?? ''];
  if (taken === undefined) return { from: end, moving: null, pointer, target: null };
  const side = taken.a.node === end.node && taken.a.port === end.port ? 'a' : 'b';
  const from = side === 'a' ? taken.b : taken.a;
  return { from, moving: { cable: taken.id, side }, pointer, target: null };
}

/** A press on a jack or on the label of a cable's end. */
export function pressEnd(end: CableEnd, pointer: Point): void {
  const drag = dragOf(end, pointer);
  begin(drag);
  track(pointer, () => {
    if (drag.moving === null) hang();
    else {
      cancelCable();
      select([drag.moving.cable]);
    }
  });
}

/** Enter or Space on a jack: the first takes a cable in hand, the second puts it in. */
export function chooseByKey(end: CableEnd, at: Point): void {
  const { drag } = useCableDrag.getState();
  if (drag === null) {
    begin(dragOf(end, at));
    hang();
    return;
  }
  const { node, port } = end;
  useCableDrag.setState({ drag: { ...drag, pointer: at, target: targetAt(drag, { node, port }) } });
  // The keyboard stays at its node, and the next key is about that.
  finish(true);
}

/** What the drag's label says. */
export function dragText({ target }: CableDrag): string | null {
  if (target === null) return null;
  if ('refusal' in target) return target.refusal;
  return endName(currentDocument(), target.end);
}

/** Whether a jack is the one that a drop would take now. */
export function isTarget(drag: CableDrag | null, node: string, port: number): boolean {
  const target = drag?.target;
  if (target === null || target === undefined || !('end' in target)) return false;
  return target.end.node === node && target.end.port === port;
}
