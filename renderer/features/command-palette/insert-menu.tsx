/**
 * A small search at a place of the drawing, for what is to be added there: by a double-click, a key, or a cable
 * that was dropped on nothing. Whatever happens outside of it closes it.
 */
import './insert-menu.css';
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { endName } from '../../document/edits/cable-edits';
import { currentDocument } from '../../document/store/document-store';
import { insertNode } from '../../editor/placing/add-node';
import {
  closeInsertMenu,
  type InsertMenu as Menu,
  useInsertMenu,
} from '../../editor/placing/insert-menu-store';
import { t } from '../../i18n/translate';
import { placeMenu } from '../../ui/menu/menu-place';
import { addAtPlace } from './add-entries';
import { ChoiceField, ChoiceList, destination } from './choice-list';
import { type PaletteHit, searchPalette } from './palette-search';

const LIST = 'insert-choices';

function useOutside(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const outside = ({ target }: Event) => {
      if (!(target instanceof Node && root.current?.contains(target) === true))
        closeInsertMenu(false);
    };
    const leave = () => closeInsertMenu(false);
    window.addEventListener('pointerdown', outside, true);
    window.addEventListener('wheel', outside, { capture: true, passive: true });
    window.addEventListener('resize', leave);
    return () => {
      window.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('wheel', outside, { capture: true });
      window.removeEventListener('resize', leave);
    };
  }, [root]);
}

/** Puts the menu where it is wanted, as far as there is room, and the keyboard into it. */
function usePlace(root: RefObject<HTMLElement | null>, { at }: Menu): void {
  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    const size = { width: element.offsetWidth, height: element.offsetHeight };
    const area = { width: window.innerWidth, height: window.innerHeight };
    const { x, y } = placeMenu(at, size, area);
    element.style.translate = `${x}px ${y}px`;
    element.querySelector('input')?.focus({ preventScroll: true });
  }, [root, at]);
}

/** What the cable that waits is told to a screen reader as. */
function titleOf({ from }: Menu): string {
  return from === null
    ? t('Add to the drawing')
    : t('Add at the end of the cable from {{end}}', { end: endName(currentDocument(), from) });
}

function choose({ entry }: PaletteHit): void {
  // The menu has to be gone first: nothing behind it could take the focus.
  flushSync(() => closeInsertMenu(false));
  entry.act();
}

function useHits({ at, from }: Menu, query: string): PaletteHit[] {
  const entries = useMemo(
    () => addAtPlace(from !== null, (kind) => insertNode(kind, at, from)),
    [at, from],
  );
  return useMemo(() => searchPalette(entries, query, []), [entries, query]);
}

function Insert({ menu }: { menu: Menu }) {
  const root = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const hits = useHits(menu, query);
  useOutside(root);
  usePlace(root, menu);
  const handle = (event: KeyboardEvent) => {
    // Nothing behind the menu hears a key while it is open.
    event.stopPropagation();
    const next = destination(event.key, at, hits.length);
    const ends = event.key === 'Escape' || event.key === 'Tab';
    if (next === null && !ends && event.key !== 'Enter') return;
    event.preventDefault();
    if (next !== null) setAt(next);
    else if (ends) closeInsertMenu(true);
    else if (hits[at] !== undefined) choose(hits[at]);
  };
  return (
    <div ref={root} className="insert-menu" role="dialog" aria-label={titleOf(menu)}>
      <ChoiceField
        label={t('What to add')}
        list={LIST}
        hits={hits}
        at={at}
        query={query}
        write={(text) => {
          setQuery(text);
          setAt(0);
        }}
        onKeyDown={handle}
      />
      <ChoiceList id={LIST} hits={hits} at={at} choose={choose} />
      {hits.length === 0 && <p role="status">{t('Nothing is called like that.')}</p>}
    </div>
  );
}

/** Shows the menu while it is open. */
export function InsertMenuHost() {
  const menu = useInsertMenu((state) => state.menu);
  return menu === null ? null : <Insert key={`${menu.at.x} ${menu.at.y}`} menu={menu} />;
}
