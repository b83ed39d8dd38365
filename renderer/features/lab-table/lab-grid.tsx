/** The grid of the lab's table: headers that sort, rows that are selected as on the drawing. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { openSelectionMenu } from '../../commands/menus/open-context-menu';
import { perform } from '../../commands/perform';
import { shortcutOf } from '../../commands/registry/registry';
import { select, useSelection } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { matches } from '../../ui/keys/shortcuts';
import { LabTableRow, type RowActions, rowElementId } from './lab-row';
import { type Column, columns, type LabRow, rangeOf, type Sorting } from './lab-rows';

const ROW_PX = 30;
const OVERSCAN = 10;
const PAGE_ROWS = 10;

const titles: Record<Column, string> = {
  name: 'Name',
  kind: 'Kind',
  state: 'State',
  addresses: 'Addresses',
  cpu: 'CPU',
  memory: 'Memory',
  bitsIn: 'In',
  bitsOut: 'Out',
};

const hints: Partial<Record<Column, string>> = {
  addresses: 'IPv4: of PCs their own, of guests those seen in ARP frames, else as drawn',
  cpu: 'Percent of one processor of this computer',
  memory: 'What its processes hold; shared memory counts once',
  bitsIn: 'Traffic to the node in one second',
  bitsOut: 'Traffic from the node in one second',
};

/** Numbers are looked at from the highest. */
const startsDescending: ReadonlySet<Column> = new Set(['cpu', 'memory', 'bitsIn', 'bitsOut']);

function Header({
  column,
  sorting,
  sort,
}: {
  column: Column;
  sorting: Sorting;
  sort: (sorting: Sorting) => void;
}) {
  const isSorted = sorting.column === column;
  const Arrow = sorting.ascending ? ArrowUp : ArrowDown;
  const press = () =>
    sort({ column, ascending: isSorted ? !sorting.ascending : !startsDescending.has(column) });
  return (
    <th
      scope="col"
      data-column={column}
      aria-sort={isSorted ? (sorting.ascending ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" title={hints[column] && t(hints[column])} onClick={press}>
        {t(titles[column])}
        <Arrow aria-hidden data-shown={isSorted} />
      </button>
    </th>
  );
}

/** Selecting rows as lists do: alone, one more with Ctrl, up to here with Shift. */
function useRowSelection(rows: readonly LabRow[]) {
  const [active, setActive] = useState<string | null>(null);
  const anchor = useRef<string | null>(null);
  const latest = useRef(rows);
  latest.current = rows;
  const choose = useCallback((id: string, extend: boolean, toggle: boolean) => {
    const { ids } = useSelection.getState();
    setActive(id);
    if (extend && anchor.current !== null) {
      select(rangeOf(latest.current, anchor.current, id));
      return;
    }
    anchor.current = id;
    if (!toggle) select([id]);
    else if (ids.has(id)) select([...ids].filter((one) => one !== id));
    else select([...ids, id]);
  }, []);
  return { active, choose, latest };
}

type Choose = (id: string, extend: boolean, toggle: boolean) => void;

function useRowActions(choose: Choose): RowActions {
  return useMemo(
    () => ({
      press: (id, { button, shiftKey, ctrlKey, metaKey }) => {
        if (button === 0) choose(id, shiftKey, ctrlKey || metaKey);
      },
      open: () => perform('lab.openConsole'),
      menu: (id, event: MouseEvent) => {
        event.preventDefault();
        if (!useSelection.getState().ids.has(id)) choose(id, false, false);
        openSelectionMenu({ x: event.clientX, y: event.clientY }, perform);
      },
    }),
    [choose],
  );
}

const steps: Record<string, number> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -PAGE_ROWS,
  PageDown: PAGE_ROWS,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function rowAfter(
  rows: readonly LabRow[],
  active: string | null,
  step: number,
): LabRow | undefined {
  const at = rows.findIndex(({ id }) => id === active);
  if (at < 0) return rows[step < 0 ? rows.length - 1 : 0];
  return rows[Math.max(0, Math.min(rows.length - 1, at + step))];
}

function handleKeys(
  event: KeyboardEvent,
  rows: readonly LabRow[],
  active: string | null,
  choose: Choose,
): void {
  const { key, shiftKey } = event;
  const take = () => {
    event.preventDefault();
    // On the drawing these keys mean something else.
    event.stopPropagation();
  };
  const step = steps[key];
  if (step !== undefined) {
    take();
    const next = rowAfter(rows, active, step);
    if (next !== undefined) choose(next.id, shiftKey, false);
  } else if (matches(shortcutOf('edit.selectAll'), event.nativeEvent)) {
    take();
    select(rows.map(({ id }) => id));
  } else if (key === ' ' && active !== null) {
    take();
    choose(active, false, true);
  }
}

/**
 * ARIA in HTML lets a table be a grid: its rows are chosen, with the keys as well.
 *
 * @param active id of the element of the row that the keys are at
 */
function gridOf(active: string | undefined) {
  return {
    role: 'grid',
    'aria-multiselectable': true,
    'aria-activedescendant': active,
    tabIndex: 0,
  } as const;
}

export function LabGrid({
  rows,
  selected,
  sorting,
  sort,
  entered,
}: {
  rows: readonly LabRow[];
  selected: ReadonlySet<string>;
  sorting: Sorting;
  sort: (sorting: Sorting) => void;
  /** The keyboard came to the rows. */
  entered: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const { active, choose, latest } = useRowSelection(rows);
  const actions = useRowActions(choose);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    // The head is above the rows, and over them when they are scrolled: each of them is that much lower.
    scrollPaddingStart: ROW_PX,
    scrollPaddingEnd: ROW_PX,
    overscan: OVERSCAN,
  });
  // What is selected on the drawing is brought into view here, and so is where the keys lead.
  const only = selected.size === 1 ? [...selected][0] : undefined;
  const wanted = active !== null && selected.has(active) ? active : only;
  useEffect(() => {
    const at = latest.current.findIndex(({ id }) => id === wanted);
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
  }, [wanted, latest, virtualizer]);
  const isShown = active !== null && rows.some(({ id }) => id === active);
  return (
    <div ref={scroller} className="lab-grid">
      <table
        {...gridOf(isShown ? rowElementId(active) : undefined)}
        aria-label={t('Nodes of the lab')}
        aria-rowcount={rows.length + 1}
        onFocus={entered}
        onKeyDown={(event) => {
          if (event.target === event.currentTarget) handleKeys(event, rows, active, choose);
        }}
      >
        <thead>
          <tr className="lab-head" aria-rowindex={1}>
            {columns.map((column) => (
              <Header key={column} column={column} sorting={sorting} sort={sort} />
            ))}
          </tr>
        </thead>
        <tbody style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]!;
            return (
              <LabTableRow
                key={row.id}
                row={row}
                index={index}
                top={start}
                selected={selected.has(row.id)}
                active={row.id === active}
                {...actions}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
