/** The lab as a table: one row for each node, with what it is, does and carries. */
import { Play, RotateCcw, Square, SquareTerminal, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { perform } from '../commands/actions';
import { useEnabled } from '../commands/use-enabled';
import { useSelection } from '../document/selection';
import { useWatchedUsage } from '../session/watching';
import { Button } from '../ui/button';
import { t } from '../ui/translate';
import { LabGrid } from './lab-grid';
import { filterRows, type Sorting, sortRows } from './lab-rows';
import { useLabRows } from './use-lab-rows';

/** What is done to all selected rows. */
function BulkActions() {
  const canAct = useEnabled('lab.startSelection');
  return (
    <div className="view-actions" role="toolbar" aria-label={t('Selected nodes')}>
      <Button disabled={!canAct} onClick={() => perform('lab.startSelection')}>
        <Play /> {t('Start')}
      </Button>
      <Button disabled={!canAct} onClick={() => perform('lab.stopSelection')}>
        <Square /> {t('Stop')}
      </Button>
      <Button disabled={!canAct} onClick={() => perform('lab.restartSelection')}>
        <RotateCcw /> {t('Restart')}
      </Button>
      <Button disabled={!canAct} onClick={() => perform('lab.openConsole')}>
        <SquareTerminal /> {t('Consoles')}
      </Button>
      <Button tone="danger" disabled={!canAct} onClick={() => perform('edit.delete')}>
        <Trash2 /> {t('Delete')}
      </Button>
    </div>
  );
}

export function LabTable() {
  useWatchedUsage();
  const rows = useLabRows();
  const selected = useSelection(({ ids }) => ids);
  const [filter, setFilter] = useState('');
  const [sorting, setSorting] = useState<Sorting>({ column: 'name', ascending: true });
  const shown = useMemo(() => sortRows(filterRows(rows, filter), sorting), [rows, filter, sorting]);
  const count = shown.reduce((sum, { id }) => sum + (selected.has(id) ? 1 : 0), 0);
  return (
    <section className="dock-view" aria-label={t('Table of the lab')}>
      <div className="view-tools">
        <input
          type="search"
          className="input"
          aria-label={t('Find in the table')}
          placeholder={t('Name, kind, state, address')}
          value={filter}
          onChange={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <BulkActions />
        <output className="view-count">
          {count === 0
            ? t('{{shown}} of {{count}} nodes', { shown: shown.length, count: rows.length })
            : t('{{count}} of {{shown}} selected', { count, shown: shown.length })}
        </output>
      </div>
      <LabGrid rows={shown} selected={selected} sorting={sorting} sort={setSorting} />
    </section>
  );
}
