/**
 * Drawing and moving cables by pointer or keyboard. A press on a free jack pulls a new cable out of it;
 * a press on a taken jack, or on a cable's label, pulls that end of the cable. A click without a drag
 * leaves the cable hanging until the next click, which is also how the keyboard does it.
 */

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
import { pageStore } from '../../page/page-state';
import { type Gesture, hold, leave, press } from '../../ui/gestures';
import { dismiss, raise } from '../../ui/notices';
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
  /** Set while it was taken in hand by `connectByKeys`, and not at a jack or with the mouse. */
  byKeys?: {
    /** The message that says why it cannot be put in somewhere; it goes with the cable. */
    refused: number | null;
  };
}

export const useCableDrag = pageStore<{ drag: CableDrag | null }>(() => ({ drag: null }));

const CLICK_DISTANCE = 5;

function begin(drag: CableDrag): void {
  useCableDrag.setState({ drag });
}

function cancelCable(): void {
  const refused = useCableDrag.getState().drag?.byKeys?.refused ?? null;
  useCableDrag.setState({ drag: null });
  if (refused !== null) dismiss(refused);
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

const pointOf = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX, y: clientY });

/** The cable after a click, or by the keyboard: it hangs on the pointer until the next press or key. */
const hangingCable: Gesture = {
  move: (event) => follow(pointOf(event)),
  end(event) {
    follow(pointOf(event));
    if (!drop(true)) hold(hangingCable);
  },
  cancel: cancelCable,
};

function dragOf(end: CableEnd, pointer: Point): CableDrag {
  const document = currentDocument();
  const taken = document.cables[cableOn(document, end) ?? ''];
  if (taken === undefined) return { from: end, moving: null, pointer, target: null };
  const side = taken.a.node === end.node && taken.a.port === end.port ? 'a' : 'b';
  const from = side === 'a' ? taken.b : taken.a;
  return { from, moving: { cable: taken.id, side }, pointer, target: null };
}

/** What a press on an end comes to when the pointer has not moved. */
function clickEnd({ moving }: CableDrag): void {
  if (moving === null) {
    hold(hangingCable);
    return;
  }
  cancelCable();
  select([moving.cable]);
}

/** A press on a jack or on the label of a cable's end. */
export function pressEnd(end: CableEnd, pointer: Point): void {
  const drag = dragOf(end, pointer);
  begin(drag);
  const pulledCable: Gesture = {
    slack: CLICK_DISTANCE,
    move: (event) => follow(pointOf(event)),
    end: () => drop(false),
    click: () => clickEnd(drag),
    cancel: cancelCable,
  };
  press(pulledCable, pointer);
}

/** Takes a cable in hand without the pointer. */
export function takeByKey(end: CableEnd, at: Point): void {
  begin(dragOf(end, at));
  hold(hangingCable);
}

/** Puts the cable in hand into a jack. The keyboard stays at its node, and the next key is about that. */
export function putByKey(drag: CableDrag, end: CableEnd, at: Point): void {
  useCableDrag.setState({ drag: { ...drag, pointer: at, target: targetAt(drag, end) } });
  finish(true);
  if (useCableDrag.getState().drag === null) leave(hangingCable);
}

/** Enter or Space on a jack: the first takes a cable in hand, the second puts it in. */
export function chooseByKey(end: CableEnd, at: Point): void {
  const { drag } = useCableDrag.getState();
  if (drag === null) takeByKey(end, at);
  else putByKey(drag, end, at);
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
