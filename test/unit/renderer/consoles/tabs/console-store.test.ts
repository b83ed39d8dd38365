import { describe, expect, it } from 'vitest';
import {
  closeConsole,
  MIN_HEIGHT,
  markUnseen,
  neighbour,
  openConsole,
  setDockHeight,
  showTab,
  toggleDock,
  useConsoles,
} from '../../../../../renderer/consoles/tabs/console-store';

const state = () => useConsoles.getState();
const unseen = () => state().tabs.map((tab) => tab.unseen);

describe('tabs', () => {
  it('open the dock and ask for the keyboard', () => {
    openConsole('pc1:console', 'pc1');
    expect(state()).toMatchObject({ active: 'pc1:console', open: true, focusRequests: 1 });
  });

  it('are not opened twice', () => {
    openConsole('pc1:console', 'pc1');
    openConsole('pc2:console', 'pc2');
    openConsole('pc1:console', 'pc1');
    expect(state().tabs.map(({ id }) => id)).toEqual(['pc1:console', 'pc2:console']);
    expect(state().active).toBe('pc1:console');
  });

  it('hand the place over to their right neighbour, then to the left one', () => {
    for (const name of ['a', 'b', 'c']) openConsole(`${name}:console`, name);
    showTab('b:console');
    closeConsole('b:console');
    expect(state().active).toBe('c:console');
    closeConsole('c:console');
    expect(state().active).toBe('a:console');
    closeConsole('a:console');
    expect(state()).toMatchObject({ active: null, open: false, tabs: [] });
  });

  it('stay behind when another one is closed', () => {
    for (const name of ['a', 'b']) openConsole(`${name}:console`, name);
    closeConsole('a:console');
    expect(state()).toMatchObject({ active: 'b:console', open: true });
    closeConsole('nobody:console');
    expect(state().active).toBe('b:console');
  });

  it('have neighbours in a ring', () => {
    expect(neighbour(1)).toBeNull();
    for (const name of ['a', 'b', 'c']) openConsole(`${name}:console`, name);
    expect(neighbour(1)).toBe('a:console');
    expect(neighbour(-1)).toBe('b:console');
  });
});

describe('news', () => {
  it('is marked on hidden tabs until they are shown', () => {
    openConsole('a:console', 'a');
    openConsole('b:console', 'b');
    markUnseen('a:console');
    markUnseen('b:console');
    expect(unseen()).toEqual([true, false]);
    showTab('a:console');
    expect(unseen()).toEqual([false, false]);
  });

  it('is marked on the front tab too while the dock is closed', () => {
    openConsole('a:console', 'a');
    toggleDock();
    markUnseen('a:console');
    expect(unseen()).toEqual([true]);
    toggleDock();
    expect(unseen()).toEqual([false]);
  });
});

describe('height', () => {
  it('stays between the least and the most', () => {
    setDockHeight(1, 500);
    expect(state().height).toBe(MIN_HEIGHT);
    setDockHeight(9999, 500);
    expect(state().height).toBe(500);
  });
});
