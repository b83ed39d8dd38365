/**
 * A menu at any place of the window: context menus, and lists under a button. Keys as in every menu:
 * arrows, Home and End, the first letter of an item, Escape.
 */
import { ChevronRight } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { KindSymbol } from '../../kinds/kind-symbol';
import {
  closeMenu,
  type FloatingMenu,
  type MenuChoice,
  type MenuEntry,
  useFloatingMenu,
} from './floating-menu-store';
import { MenuHeading, MenuLine } from './menu';
import { placeBeside, placeMenu } from './menu-place';

type Place = (size: { width: number; height: number }) => { x: number; y: number };

const windowSize = () => ({ width: window.innerWidth, height: window.innerHeight });

/** Items of this list, without those of a list that hangs on one of them. */
function itemsOf(list: HTMLElement | null): HTMLElement[] {
  const own = ':scope > [role="menuitem"], :scope > .menu-more > [role="menuitem"]';
  return [...(list?.querySelectorAll<HTMLElement>(own) ?? [])];
}

function usePlace(list: RefObject<HTMLElement | null>, place: Place): void {
  const wanted = useRef(place);
  wanted.current = place;
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const { x, y } = wanted.current(element.getBoundingClientRect());
    element.style.left = `${Math.round(x)}px`;
    element.style.top = `${Math.round(y)}px`;
    itemsOf(element)[0]?.focus({ preventScroll: true });
  }, [list]);
}

/** The item that a key leads to; undefined when the key is for something else. */
function destination(list: HTMLElement | null, key: string): HTMLElement | undefined {
  const all = itemsOf(list);
  const at = all.indexOf(window.document.activeElement as HTMLElement);
  if (key === 'ArrowDown') return all[(at + 1) % all.length];
  if (key === 'ArrowUp') return all[(at - 1 + all.length) % all.length];
  if (key === 'Home') return all[0];
  if (key === 'End') return all.at(-1);
  if (key.length !== 1 || key === ' ') return undefined;
  const rest = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  return rest.find(({ textContent }) => textContent.toLowerCase().startsWith(key.toLowerCase()));
}

function Choice({ entry }: { entry: MenuChoice }) {
  const { label, keys = [], icon: Icon, symbol, disabled = false, act } = entry;
  return (
    <button
      type="button"
      role="menuitem"
      className="menu-item"
      tabIndex={-1}
      aria-label={label}
      aria-disabled={disabled || undefined}
      aria-keyshortcuts={keys.length > 0 ? keys.join('+').replace('Ctrl', 'Control') : undefined}
      onClick={() => {
        if (disabled) return;
        // The focus goes back first, so that what the choice focuses keeps it.
        closeMenu(true);
        act();
      }}
    >
      <span className="menu-item-icon">
        {symbol !== undefined ? <KindSymbol kind={symbol} size={18} /> : Icon && <Icon />}
      </span>
      <span className="menu-item-label">{label}</span>
      {keys.length > 0 && <kbd>{keys.join('+')}</kbd>}
    </button>
  );
}

function More({ entry }: { entry: Extract<MenuEntry, { kind: 'more' }> }) {
  const [open, setOpen] = useState(false);
  const item = useRef<HTMLButtonElement>(null);
  const { icon: Icon, label } = entry;
  const handle = (event: KeyboardEvent) => {
    const opens = !open && event.key === 'ArrowRight';
    const closes = open && (event.key === 'ArrowLeft' || event.key === 'Escape');
    if (!opens && !closes) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(opens);
    if (closes) item.current?.focus();
  };
  return (
    <div role="none" className="menu-more" onKeyDown={handle} onPointerLeave={() => setOpen(false)}>
      <button
        ref={item}
        type="button"
        role="menuitem"
        className="menu-item"
        tabIndex={-1}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        onPointerEnter={() => setOpen(true)}
      >
        <span className="menu-item-icon">{Icon && <Icon />}</span>
        <span className="menu-item-label">{label}</span>
        <ChevronRight />
      </button>
      {open && (
        <List
          title={label}
          entries={entry.entries}
          place={(size) => placeBeside(item.current!.getBoundingClientRect(), size, windowSize())}
        />
      )}
    </div>
  );
}

function Entry({ entry }: { entry: MenuEntry }): ReactNode {
  switch (entry.kind) {
    case 'choice':
      return <Choice entry={entry} />;
    case 'more':
      return <More entry={entry} />;
    case 'heading':
      return <MenuHeading>{entry.text}</MenuHeading>;
    case 'line':
      return <MenuLine />;
  }
}

function List({
  title,
  entries,
  place,
}: {
  title: string;
  entries: readonly MenuEntry[];
  place: Place;
}) {
  const list = useRef<HTMLDivElement>(null);
  usePlace(list, place);
  // A menu never changes while it is open: the place of an entry names it.
  const placed = entries.map((entry, at) => ({ entry, at }));
  const handle = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = destination(list.current, event.key);
    if (item === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    item.focus();
  };
  return (
    <div className="floating-menu" role="menu" aria-label={title} ref={list} onKeyDown={handle}>
      {placed.map(({ entry, at }) => (
        <Entry key={at} entry={entry} />
      ))}
    </div>
  );
}

/** Whatever happens outside closes the menu; the focus stays where that put it. */
function useOutside(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const outside = ({ target }: Event) => {
      if (!(target instanceof Node && root.current?.contains(target) === true)) closeMenu(false);
    };
    const leave = () => closeMenu(false);
    window.addEventListener('pointerdown', outside, true);
    window.addEventListener('wheel', outside, { capture: true, passive: true });
    window.addEventListener('blur', leave);
    window.addEventListener('resize', leave);
    return () => {
      window.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('wheel', outside, { capture: true });
      window.removeEventListener('blur', leave);
      window.removeEventListener('resize', leave);
    };
  }, [root]);
}

function Floating({ menu }: { menu: FloatingMenu }) {
  const root = useRef<HTMLDivElement>(null);
  useOutside(root);
  const handle = (event: KeyboardEvent) => {
    // Nothing behind the menu hears a key while it is open.
    event.stopPropagation();
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    closeMenu(true);
  };
  return (
    <div
      ref={root}
      role="none"
      onKeyDown={handle}
      onContextMenu={(event) => event.preventDefault()}
    >
      <List
        title={menu.title}
        entries={menu.entries}
        place={(size) => placeMenu(menu.at, size, windowSize())}
      />
    </div>
  );
}

/** Shows the floating menu while one is open. */
export function FloatingMenuHost() {
  const menu = useFloatingMenu((state) => state.menu);
  if (menu === null) return null;
  return <Floating key={`${menu.title} ${menu.at.x} ${menu.at.y}`} menu={menu} />;
}
