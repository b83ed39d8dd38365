/** The menu of the right mouse button in a terminal. */
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { create } from 'zustand';
import type { ConsoleId } from '../../shared/service';
import { MenuItem, MenuLine } from '../ui/menu';
import { t } from '../ui/translate';
import { focusTerminal, setSearching } from './console-store';
import { pasteClipboard } from './paste';
import { saveLog } from './save-log';
import { toggleTimes, useShownTimes } from './shown-times';
import { clearTerminal, copySelection, terminalOf } from './terminals';

interface MenuState {
  readonly menu: { readonly id: ConsoleId; readonly x: number; readonly y: number } | null;
}

const MARGIN = 8;
const useMenu = create<MenuState>(() => ({ menu: null }));

export function showTerminalMenu(id: ConsoleId, x: number, y: number): void {
  useMenu.setState({ menu: { id, x, y } });
}

function close(): void {
  useMenu.setState({ menu: null });
}

function step(list: HTMLElement | null, by: number): void {
  const all = [...(list?.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)') ?? [])];
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[(at + by + all.length) % all.length]?.focus();
}

function hear(event: KeyboardEvent<HTMLElement>): void {
  event.stopPropagation();
  if (event.key === 'ArrowDown') step(event.currentTarget, 1);
  else if (event.key === 'ArrowUp') step(event.currentTarget, -1);
  else if (event.key === 'Escape' || event.key === 'Tab') {
    close();
    focusTerminal();
  } else return;
  event.preventDefault();
}

function Items({ id }: { id: ConsoleId }) {
  const times = useShownTimes(({ ids }) => ids.includes(id));
  const selection = terminalOf(id)?.selection ?? '';
  const does =
    (act: () => unknown, refocus = true) =>
    () => {
      close();
      void act();
      if (refocus) focusTerminal();
    };
  return (
    <>
      <MenuItem
        label={t('Copy')}
        keys={['Ctrl', 'Shift', 'C']}
        disabled={selection === ''}
        onSelect={does(() => copySelection(id))}
      />
      <MenuItem
        label={t('Paste')}
        keys={['Ctrl', 'Shift', 'V']}
        onSelect={does(() => pasteClipboard(id), false)}
      />
      <MenuItem label={t('Select all')} onSelect={does(() => terminalOf(id)?.selectAll())} />
      <MenuLine />
      <MenuItem
        label={t('Find')}
        keys={['Ctrl', 'Shift', 'F']}
        onSelect={does(() => setSearching(id, true), false)}
      />
      <MenuItem
        label={t('Clear')}
        keys={['Ctrl', 'Shift', 'K']}
        onSelect={does(() => clearTerminal(id))}
      />
      <MenuItem
        label={times ? t('Hide times') : t('Show times')}
        onSelect={does(() => toggleTimes(id))}
      />
      <MenuLine />
      <MenuItem label={t('Save log')} onSelect={does(() => saveLog(id))} />
      <MenuItem label={t('Save raw log')} onSelect={does(() => saveLog(id, true))} />
    </>
  );
}

export function TerminalMenu({ id }: { id: ConsoleId }) {
  const menu = useMenu((state) => state.menu);
  const list = useRef<HTMLDivElement>(null);
  const shown = menu?.id === id ? menu : null;
  useLayoutEffect(() => {
    const element = list.current;
    if (shown === null || element === null) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.min(shown.x, innerWidth - width - MARGIN)}px`;
    element.style.top = `${Math.max(MARGIN, Math.min(shown.y, innerHeight - height - MARGIN))}px`;
    step(element, 1);
  }, [shown]);
  useEffect(() => {
    if (shown === null) return;
    const outside = ({ target }: Event) => {
      if (!list.current?.contains(target as Node)) close();
    };
    window.addEventListener('pointerdown', outside, true);
    window.addEventListener('blur', close);
    return () => {
      window.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('blur', close);
    };
  }, [shown]);
  if (shown === null) return null;
  return (
    <div
      className="menu-list terminal-menu"
      role="menu"
      aria-label={t('Console')}
      ref={list}
      tabIndex={-1}
      onKeyDown={hear}
    >
      <Items id={id} />
    </div>
  );
}
