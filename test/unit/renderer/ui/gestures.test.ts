import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showDialog, useDialog } from '../../../../renderer/ui/dialogs';
import {
  type Gesture,
  gesturePointer,
  hold,
  leave,
  press,
  pressedGesture,
  track,
} from '../../../../renderer/ui/gestures';

/** An element of the page, of which is known whether it is in a console. */
class FakeElement extends EventTarget {
  constructor(readonly inConsole = false) {
    super();
  }
  closest(selector: string): FakeElement | null {
    return this.inConsole && selector.includes('.xterm') ? this : null;
  }
}

let page: EventTarget;
let told: string[];
const FROM = { x: 100, y: 100 };

/** A gesture that writes down what it is told. */
function spoken(name: string, extra: Partial<Gesture> = {}): Gesture {
  const say = (what: string) => () => void told.push(`${name} ${what}`);
  return {
    move: say('move'),
    end: say('end'),
    click: say('click'),
    cancel: say('cancel'),
    ...extra,
  };
}

function pointer(type: string, x = FROM.x, y = FROM.y): Event {
  const event = Object.assign(new Event(type, { cancelable: true }), { clientX: x, clientY: y });
  page.dispatchEvent(event);
  return event;
}

/** @returns whether the key was taken, so that nobody else has it */
function pressEscape(target: EventTarget = new FakeElement()): boolean {
  const event = new Event('keydown', { cancelable: true });
  Object.defineProperties(event, { key: { value: 'Escape' }, target: { value: target } });
  page.dispatchEvent(event);
  return event.defaultPrevented;
}

beforeEach(() => {
  page = new EventTarget();
  told = [];
  vi.stubGlobal('window', page);
  vi.stubGlobal('Element', FakeElement);
});

afterEach(() => {
  pressEscape();
  pressEscape();
  useDialog.setState({ dialog: null });
  vi.unstubAllGlobals();
});

describe('a press', () => {
  it('is a click until the pointer has gone further than the slack', () => {
    press(spoken('cable', { slack: 5 }), FROM);
    pointer('pointermove', 103);
    pointer('pointerup', 103);
    expect(told).toEqual(['cable click']);
  });

  it('is a drag from then on, even where it comes back', () => {
    press(spoken('cable', { slack: 5 }), FROM);
    pointer('pointermove', 106);
    pointer('pointermove', 101);
    pointer('pointerup', 101);
    expect(told).toEqual(['cable move', 'cable move', 'cable end']);
  });

  it('is a drag from the start without a slack', () => {
    press(spoken('edge'), FROM);
    pointer('pointerup');
    expect(told).toEqual(['edge end']);
  });

  it.each(['pointercancel', 'blur'])('is taken back on %s', (lost) => {
    press(spoken('edge'), FROM);
    pointer('pointermove', 120);
    pointer(lost);
    pointer('pointerup');
    expect(told).toEqual(['edge move', 'edge cancel']);
  });

  it('is taken back by Escape, which nobody else has then', () => {
    press(spoken('edge'), FROM);
    expect(pressEscape()).toBe(true);
    pointer('pointermove', 120);
    pointer('pointerup');
    expect(told).toEqual(['edge cancel']);
    expect(pressEscape()).toBe(false);
  });

  it('leaves Escape to others when it has nothing to take back', () => {
    const band: Gesture = { slack: 1 };
    press(band, FROM);
    expect(pressEscape()).toBe(false);
    expect(pressedGesture()?.gesture).toBe(band);
    leave(band);
  });

  it('is taken back by another one', () => {
    press(spoken('one'), FROM);
    press(spoken('other'), FROM);
    pointer('pointerup');
    expect(told).toEqual(['one cancel', 'other end']);
  });

  it('knows where the pointer is only while it goes on', () => {
    const gesture = spoken('edge');
    press(gesture, FROM);
    pointer('pointermove', 140);
    expect(gesturePointer()?.clientX).toBe(140);
    leave(gesture);
    expect(gesturePointer()).toBeNull();
    pointer('pointermove', 150);
    expect(gesturePointer()).toBeNull();
  });
});

describe('what somebody else follows', () => {
  it('takes the place of the press and ends when that is told', () => {
    const nodes = spoken('nodes');
    press({ slack: 1 }, FROM);
    track(nodes);
    pointer('pointermove', 130);
    pointer('pointerup', 130);
    expect(pressedGesture()?.phase).toBe('tracked');
    leave(nodes);
    expect(pressedGesture()).toBeNull();
    expect(told).toEqual([]);
  });

  it('is cancelled until the end is told', () => {
    const nodes = spoken('nodes');
    track(nodes);
    expect(pressEscape()).toBe(true);
    expect(pressedGesture()?.phase).toBe('cancelled');
    expect(pressEscape()).toBe(false);
    leave(nodes);
    expect(pressedGesture()).toBeNull();
    expect(told).toEqual(['nodes cancel']);
  });

  it('is over at the latest with the next press', () => {
    track(spoken('nodes'));
    press(spoken('edge'), FROM);
    pointer('pointerup');
    expect(told).toEqual(['nodes cancel', 'edge end']);
  });
});

describe('what is held', () => {
  it('follows the pointer until the next press, which nobody else has', () => {
    hold(spoken('cable'));
    pointer('pointermove', 120);
    pointer('pointerup', 120);
    expect(pointer('pointerdown', 130).defaultPrevented).toBe(true);
    expect(pointer('pointerdown', 140).defaultPrevented).toBe(false);
    expect(told).toEqual(['cable move', 'cable end']);
  });

  it('may be taken in hand again where it ends', () => {
    const cable: Gesture = spoken('cable', { end: () => hold(cable) });
    hold(cable);
    pointer('pointerdown');
    pointer('pointermove', 120);
    expect(told).toEqual(['cable move']);
  });

  it('stays while something else is pressed, which Escape takes back first', () => {
    hold({ cancel: () => void told.push('tool cancel') });
    press(spoken('edge'), FROM);
    pointer('pointermove', 120);
    pressEscape();
    pressEscape();
    expect(told).toEqual(['edge move', 'edge cancel', 'tool cancel']);
  });

  it('keeps off where Escape means something else: in a console, under a dialog', () => {
    hold(spoken('cable'));
    expect(pressEscape(new FakeElement(true))).toBe(false);
    showDialog('about');
    expect(pressEscape()).toBe(false);
    useDialog.setState({ dialog: null });
    expect(pressEscape()).toBe(true);
    expect(told).toEqual(['cable cancel']);
  });

  it('gives way to what is taken in hand next', () => {
    hold(spoken('tool'));
    hold(spoken('cable'));
    expect(told).toEqual(['tool cancel']);
  });
});
