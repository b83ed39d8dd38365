/** The search on the drawing: a field, the nodes that fit, and a flight to the chosen one. */
import { ViewportPortal } from '@xyflow/react';
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { isDevice } from '../../../shared/document/topology';
import { shownBox } from '../../document/geometry/group-frame';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { KindSymbol } from '../../kinds/kind-symbol';
import { kindViews } from '../../kinds/registry';
import { useNodeStatus } from '../../lab/lab-store';
import { IconButton } from '../../ui/button';
import { stateLabel } from '../scene/node-summary';
import { type Hit, searchNodes, shownName } from './node-search';
import { closeSearch, showHit, useNodeSearch } from './node-search-store';

/** Nobody reads more; another letter makes the list shorter. */
const MOST_SHOWN = 50;

function HitRow({ hit, chosen, choose }: { hit: Hit; chosen: boolean; choose: () => void }) {
  const { node, found } = hit;
  const row = useRef<HTMLDivElement>(null);
  const { state } = useNodeStatus(node.id);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // The field keeps the focus and has the keys; see aria-activedescendant.
    <div
      ref={row}
      id={`hit-${node.id}`}
      role="option"
      aria-selected={chosen}
      aria-label={shownName(node)}
      className="search-hit"
      tabIndex={-1}
      onPointerDown={(event) => {
        event.preventDefault();
        choose();
      }}
    >
      <KindSymbol kind={node.kind} size={20} />
      <span className="search-hit-text">
        <span className="search-hit-name">{shownName(node)}</span>
        <span className="search-hit-found">
          {found === '' ? t(kindViews[node.kind].title) : found}
        </span>
      </span>
      {isDevice(node) && (
        <span className="search-hit-state">
          <span className="state-dot" data-state={state} />
          {t(stateLabel[state])}
        </span>
      )}
    </div>
  );
}

/** Leaves the search; the keyboard goes to the node that was found. */
function leave(): void {
  closeSearch();
  const node =
    window.document.querySelector<HTMLElement>('.react-flow__node.selected') ??
    window.document.querySelector<HTMLElement>('.react-flow__node');
  node?.focus({ preventScroll: true });
}

function useHits(query: string): Hit[] {
  const nodes = useDocument(({ document }) => document.nodes);
  const all = useMemo(() => Object.values(nodes), [nodes]);
  return useMemo(() => searchNodes(all, query), [all, query]);
}

function countText(hits: readonly Hit[], at: number): string {
  if (hits.length === 0) return t('Nothing found');
  return at < 0
    ? t('{{count}} found', { count: hits.length })
    : t('{{at}} of {{count}}', { at: at + 1, count: hits.length });
}

function SearchField() {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const requests = useNodeSearch((state) => state.requests);
  const hits = useHits(query);
  useEffect(() => {
    if (requests > 0) field.current?.select();
  }, [requests]);
  const choose = (index: number) => {
    const shown = Math.min(hits.length, MOST_SHOWN);
    if (shown === 0) return;
    const next = (index + shown) % shown;
    setAt(next);
    showHit(hits[next]!.node.id);
  };
  const handle = (event: KeyboardEvent) => {
    const moves = new Map([
      ['ArrowDown', () => choose(at + 1)],
      ['ArrowUp', () => choose(at < 0 ? -1 : at - 1)],
      ['Enter', () => choose(event.shiftKey ? at - 1 : at + 1)],
      ['Escape', leave],
    ]);
    const move = moves.get(event.key);
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  return (
    <search className="node-search" aria-label={t('Find on the drawing')}>
      <div className="node-search-field">
        <Search aria-hidden />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={t('Find a node')}
          aria-expanded={hits.length > 0}
          aria-controls="node-search-hits"
          aria-activedescendant={at < 0 ? undefined : `hit-${hits[at]?.node.id}`}
          aria-autocomplete="list"
          placeholder={t('Name, kind, address, MAC, text')}
          spellCheck={false}
          autoComplete="off"
          maxLength={100}
          value={query}
          onChange={({ currentTarget }) => {
            setQuery(currentTarget.value);
            setAt(-1);
          }}
          onKeyDown={handle}
        />
        <output className="node-search-count">{countText(hits, at)}</output>
        <IconButton name={t('Close the search')} shortcut="Esc" onClick={leave}>
          <X />
        </IconButton>
      </div>
      {hits.length > 0 && (
        <div
          id="node-search-hits"
          className="search-hits"
          role="listbox"
          aria-label={t('Nodes that fit')}
        >
          {hits.slice(0, MOST_SHOWN).map((hit, index) => (
            <HitRow
              key={hit.node.id}
              hit={hit}
              chosen={index === at}
              choose={() => choose(index)}
            />
          ))}
        </div>
      )}
    </search>
  );
}

export function NodeSearchBar() {
  const open = useNodeSearch((state) => state.open);
  return open ? <SearchField /> : null;
}

/** A ring around the node that the search flew to. */
export function NodeHighlight() {
  const highlighted = useNodeSearch((state) => state.highlighted);
  const nodes = useDocument(({ document }) => document.nodes);
  const node = nodes[highlighted?.node ?? ''];
  if (highlighted === null || node === undefined) return null;
  const { x, y, width, height } = shownBox(nodes, node);
  return (
    <ViewportPortal>
      <div
        key={highlighted.flight}
        className="node-highlight"
        style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
      />
    </ViewportPortal>
  );
}
