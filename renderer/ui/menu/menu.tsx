/** One menu of the menu bar: a button that opens a list, with the keys that menus have everywhere. */
import { Check, ChevronRight } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { placeBeside } from './menu-place';

/** Those of the list itself, and not of a menu within it. */
function items(list: HTMLElement | null): HTMLElement[] {
  const all = list?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)') ?? [];
  return [...all].filter((item) => item.closest('[role="menu"]') === list);
}

function moveFocus(list: HTMLElement | null, step: number): void {
  const all = items(list);
  const at = all.indexOf(window.document.activeElement as HTMLElement);
  all[(at + step + all.length) % all.length]?.focus();
}

/** The title of the menu so many places to the right, going round. */
function focusTitle(menu: Element | null, step: number): void {
  if (menu === null) return;
  const menus = [...(menu.parentElement?.children ?? [])];
  const at = menus.indexOf(menu);
  const next = menus[(at + step + menus.length) % menus.length];
  next?.querySelector('button')?.focus();
}

export function Menu({
  title,
  open,
  setOpen,
  onSide,
  children,
}: {
  title: string;
  open: boolean;
  setOpen: (open: boolean) => void;
  /** Left and right arrow: the neighbouring menu. */
  onSide: (step: 1 | -1) => void;
  children: ReactNode;
}) {
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    items(list.current)[0]?.focus();
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    window.addEventListener('pointerdown', outside);
    return () => window.removeEventListener('pointerdown', outside);
  }, [open, setOpen]);
  const leave = () => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  const handle = (event: KeyboardEvent) => {
    const bar = new Map<string, () => void>([
      ['ArrowDown', () => setOpen(true)],
      ['ArrowRight', () => focusTitle(root.current, 1)],
      ['ArrowLeft', () => focusTitle(root.current, -1)],
    ]);
    const moves = new Map<string, () => void>([
      ['ArrowDown', () => moveFocus(list.current, 1)],
      ['ArrowUp', () => moveFocus(list.current, -1)],
      ['ArrowRight', () => onSide(1)],
      ['ArrowLeft', () => onSide(-1)],
      ['Escape', leave],
    ]);
    const move = (open ? moves : bar).get(event.key);
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  return (
    <div className="menu" ref={root} role="none" onKeyDown={handle}>
      <button
        type="button"
        role="menuitem"
        className="menu-title"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {title}
      </button>
      {open && (
        <div className="menu-list" role="menu" aria-label={title} ref={list}>
          {children}
        </div>
      )}
    </div>
  );
}

/** A menu within a menu: it opens beside its entry, under the pointer or by the arrow to the right. */
export function MenuMore({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [place, setPlace] = useState<{ x: number; y: number } | null>(null);
  const entry = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const byKey = useRef(false);
  useLayoutEffect(() => {
    if (!open || entry.current === null || list.current === null) return setPlace(null);
    const { width, height } = list.current.getBoundingClientRect();
    const window = { width: innerWidth, height: innerHeight };
    setPlace(placeBeside(entry.current.getBoundingClientRect(), { width, height }, window));
  }, [open]);
  useEffect(() => {
    // What is not in its place yet cannot be seen, and takes no focus.
    if (place === null || !byKey.current) return;
    byKey.current = false;
    items(list.current)[0]?.focus();
  }, [place]);
  const show = (event: KeyboardEvent) => {
    byKey.current = true;
    setOpen(true);
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = () => {
    setOpen(false);
    entry.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.target === entry.current) {
      if (['ArrowRight', 'Enter', ' '].includes(event.key)) show(event);
      return;
    }
    const moves = new Map<string, () => void>([
      ['ArrowDown', () => moveFocus(list.current, 1)],
      ['ArrowUp', () => moveFocus(list.current, -1)],
      ['ArrowLeft', leave],
      ['Escape', leave],
    ]);
    const move = moves.get(event.key);
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  return (
    <div
      role="none"
      onKeyDown={press}
      onPointerEnter={() => setOpen(true)}
      onPointerLeave={() => setOpen(false)}
    >
      <button
        ref={entry}
        type="button"
        role="menuitem"
        className="menu-item"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <span>{title}</span>
        <ChevronRight className="menu-more" aria-hidden />
      </button>
      {open && (
        <div
          className="menu-list menu-beside"
          role="menu"
          aria-label={title}
          ref={list}
          style={place === null ? { visibility: 'hidden' } : { left: place.x, top: place.y }}
        >
          {children}
        </div>
      )}
    </div>
  );
}

function roleOf(checked: boolean | null) {
  if (checked === null) return { role: 'menuitem' };
  return { role: 'menuitemcheckbox', 'aria-checked': checked };
}

export function MenuItem({
  label,
  keys = [],
  disabled = false,
  checked = null,
  onSelect,
}: {
  label: string;
  keys?: readonly string[];
  disabled?: boolean;
  /** Whether it is on; null for what cannot be on or off. */
  checked?: boolean | null;
  onSelect: () => void;
}) {
  return (
    <button
      type="button"
      {...roleOf(checked)}
      className="menu-item"
      aria-label={label}
      aria-keyshortcuts={keys.length > 0 ? keys.join('+').replace('Ctrl', 'Control') : undefined}
      disabled={disabled}
      onClick={onSelect}
    >
      <span>
        {label}
        {checked === true && <Check className="menu-check" aria-hidden />}
      </span>
      {keys.length > 0 && <kbd>{keys.join('+')}</kbd>}
    </button>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <div className="menu-heading">{children}</div>;
}

export function MenuLine() {
  return <hr className="menu-line" />;
}
