/**
 * What a hand does with the pointer, one thing at a time. A gesture is an object that is told of moves and of its end,
 * and that takes back what it has shown when it is cancelled. This is the one place that listens for all of them, and
 * only while there is one.
 *
 *     press -> pressed -- further than the slack --> dragged -- button up --> end
 *                 '---------------- button up -----------------------------> click
 *     track -> tracked: somebody else (React Flow) follows the pointer and tells of the end
 *     hold  -> held: no button is down; the next press is the end
 *
 * Escape, a pointer that is lost, and another gesture in its place lead from all of them to cancel. What is held stays
 * while something else is pressed: a tool in the hand, and the edge of a panel.
 */
import { currentPage } from '../page/page';
import { pageStore } from '../page/page-state';
import { useDialog } from './dialogs';

export interface Gesture {
  /** How far a press may go, in pixels of the window, and still be a click; without it every press is a drag. */
  readonly slack?: number;
  move?(event: PointerEvent): void;
  /** The button is up after a drag, or down while this is held; without it a press leaves what is held alone. */
  end?(event: PointerEvent): void;
  /** The button is up, and the pointer has not gone anywhere. */
  click?(): void;
  /** Takes back what was shown. Without it Escape means something else. */
  cancel?(): void;
}

/** `cancelled`: the button is still down, and who follows the pointer may still tell of it. */
type Phase = 'pressed' | 'dragged' | 'tracked' | 'cancelled';

interface Pressed {
  readonly gesture: Gesture;
  readonly phase: Phase;
  /** In pixels of the window. */
  readonly from: { readonly x: number; readonly y: number };
}

interface Gestures {
  readonly pressed: Pressed | null;
  readonly held: Gesture | null;
  /** The last that the pointer did since the first of them began. */
  readonly pointer: PointerEvent | null;
  readonly listening: AbortController | null;
}

const NONE: Gestures = { pressed: null, held: null, pointer: null, listening: null };

const useGestures = pageStore<Gestures>(() => NONE);

/** With no button down the keyboard may be at work elsewhere, and Escape means something there. */
const OWN_ESCAPE =
  '.xterm, .screen-host, dialog, [role="menu"], input, textarea, select, [contenteditable="true"]';

function isEscapeOfOthers(target: EventTarget | null): boolean {
  if (useDialog.getState().dialog !== null) return true;
  return target instanceof Element && target.closest(OWN_ESCAPE) !== null;
}

/** Listens while there is something to listen for. */
function enter(next: Partial<Pick<Gestures, 'pressed' | 'held'>>): void {
  const state = { ...useGestures.getState(), ...next };
  if (state.pressed === null && state.held === null) {
    state.listening?.abort();
    useGestures.setState(NONE);
    return;
  }
  useGestures.setState({ ...state, listening: state.listening ?? listen() });
}

function movePointer(event: PointerEvent): void {
  useGestures.setState({ pointer: event });
  const { pressed, held } = useGestures.getState();
  if (pressed === null) {
    held?.move?.(event);
    return;
  }
  const { gesture, phase, from } = pressed;
  const isFar = Math.hypot(event.clientX - from.x, event.clientY - from.y) > (gesture.slack ?? 0);
  if (phase === 'pressed' && isFar) enter({ pressed: { ...pressed, phase: 'dragged' } });
  if (phase === 'dragged' || (phase === 'pressed' && isFar)) gesture.move?.(event);
}

function releaseButton(event: PointerEvent): void {
  const { pressed } = useGestures.getState();
  if (pressed === null) return;
  const { gesture, phase } = pressed;
  if (phase !== 'pressed' && phase !== 'dragged') return;
  enter({ pressed: null });
  if (phase === 'dragged') gesture.end?.(event);
  else gesture.click?.();
}

/** The pointer is taken away, or the window is, and nobody will tell that the button is up. */
function losePointer(): void {
  const { pressed } = useGestures.getState();
  if (pressed?.phase !== 'pressed' && pressed?.phase !== 'dragged') return;
  enter({ pressed: null });
  pressed.gesture.cancel?.();
}

function pressButton(event: PointerEvent): void {
  const { held } = useGestures.getState();
  if (held?.end === undefined) return;
  event.stopPropagation();
  event.preventDefault();
  enter({ held: null });
  held.end(event);
}

/** @returns whether there was something to take back */
function cancel(target: EventTarget | null): boolean {
  const { pressed, held } = useGestures.getState();
  if (pressed?.gesture.cancel !== undefined && pressed.phase !== 'cancelled') {
    const isFollowed = pressed.phase === 'tracked';
    enter({ pressed: isFollowed ? { ...pressed, phase: 'cancelled' } : null });
    pressed.gesture.cancel();
    return true;
  }
  if (held?.cancel === undefined || isEscapeOfOthers(target)) return false;
  enter({ held: null });
  held.cancel();
  return true;
}

/** Before anybody else has the key: React Flow would take the node that is dragged out of the selection. */
function pressKey(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || !cancel(event.target)) return;
  event.preventDefault();
  event.stopPropagation();
}

function listen(): AbortController {
  const listening = new AbortController();
  const { signal } = listening;
  const forget = currentPage().onDispose(() => listening.abort());
  signal.addEventListener('abort', forget, { once: true });
  // Before React Flow follows the pointer, which asks for the keys that are held.
  window.addEventListener('pointermove', movePointer, { signal, capture: true, passive: true });
  // After React Flow, which tells of the end of a rubber band.
  window.addEventListener('pointerup', releaseButton, { signal });
  window.addEventListener('pointercancel', losePointer, { signal });
  window.addEventListener('blur', losePointer, { signal });
  window.addEventListener('pointerdown', pressButton, { signal, capture: true });
  window.addEventListener('keydown', pressKey, { signal, capture: true });
  return listening;
}

function replacePressed(pressed: Pressed): void {
  const before = useGestures.getState().pressed;
  enter({ pressed });
  if (before !== null && before.phase !== 'cancelled') before.gesture.cancel?.();
}

/** A button went down. @param at where, in pixels of the window */
export function press(gesture: Gesture, at: { x: number; y: number }): void {
  const phase = gesture.slack === undefined ? 'dragged' : 'pressed';
  replacePressed({ gesture, phase, from: at });
}

/** What is pressed turned out to be something that React Flow follows; who is told by it of the end calls `leave`. */
export function track(gesture: Gesture): void {
  replacePressed({ gesture, phase: 'tracked', from: { x: 0, y: 0 } });
}

/** Takes something in hand, in place of what is held. */
export function hold(gesture: Gesture): void {
  const { held } = useGestures.getState();
  enter({ held: gesture });
  if (held !== gesture) held?.cancel?.();
}

/** The gesture is over by itself. */
export function leave(gesture: Gesture): void {
  const { pressed, held } = useGestures.getState();
  if (pressed?.gesture === gesture) enter({ pressed: null });
  if (held === gesture) enter({ held: null });
}

/** What is pressed now; null for nothing. */
export function pressedGesture(): Pick<Pressed, 'gesture' | 'phase'> | null {
  return useGestures.getState().pressed;
}

/** Where the pointer is and which keys are held with it; null until it moves within a gesture. */
export function gesturePointer(): PointerEvent | null {
  return useGestures.getState().pointer;
}
