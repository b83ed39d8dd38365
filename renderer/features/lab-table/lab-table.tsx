/** The lab as a table: one row for each node, with what it is, does and carries. */
import { Play, RotateCcw, Square, SquareTerminal, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { perform } from '../../commands/perform';
import { type CommandId, commandTitle } from '../../commands/registry/registry';
import { useEnabled } from '../../commands/registry/use-command';
import { select, useSelection } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { useWatchedUsage } from '../../lab/telemetry-subscription';
import { Button } from '../../ui/button';
import { LabGrid } from './lab-grid';
import { filterRows, type Sorting, sortRows } from './lab-rows';
import { useLabRows } from './use-lab-rows';

/** A filter hides rows, and nobody means what is hidden: of the selection only these are left. */
function selectOnly(chosen: ReadonlySet<string>): void {
  if (chosen.size < useSelection.getState().ids.size) select(chosen);
}

function BulkAction({
  id,
  chosen,
  tone = 'plain',
  children,
}: {
  id: CommandId;
  chosen: ReadonlySet<string>;
  tone?: 'plain' | 'danger';
  children: ReactNode;
}) {
  const enabled = useEnabled(id, chosen);
  const act = () => {
    selectOnly(chosen);
    perform(id);
  };
  return (
    <Button tone={tone} disabled={!enabled} title={commandTitle(id)} onClick={act}>
      {children}
    </Button>
  );
}

/** What is done to all selected rows. */
function BulkActions({ chosen }: { chosen: ReadonlySet<string> }) {
  return (
    <div className="view-actions" role="toolbar" aria-label={t('Selected nodes')}>
      <BulkAction id="lab.startSelection" chosen={chosen}>
        <Play /> {t('Start')}
      </BulkAction>
      <BulkAction id="lab.stopSelection" chosen={chosen}>
        <Square /> {t('Stop')}
      </BulkAction>
      <BulkAction id="lab.restartSelection" chosen={chosen}>
        <RotateCcw /> {t('Restart')}
      </BulkAction>
      <BulkAction id="lab.openConsole" chosen={chosen}>
        <SquareTerminal /> {t('Consoles')}
      </BulkAction>
      <BulkAction id="edit.delete" chosen={chosen} tone="danger">
        <Trash2 /> {t('Delete')}
      </BulkAction>
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
  const chosen = useMemo(
    () => new Set(shown.map(({ id }) => id).filter((id) => selected.has(id))),
    [shown, selected],
  );
  const count = chosen.size;
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
        <BulkActions chosen={chosen} />
        <output className="view-count">
          {count === 0
            ? t('{{shown}} of {{count}} nodes', { shown: shown.length, count: rows.length })
            : t('{{count}} of {{shown}} selected', { count, shown: shown.length })}
        </output>
      </div>
      <LabGrid
        rows={shown}
        selected={selected}
        sorting={sorting}
        sort={setSorting}
        entered={() => {
          if (filter !== '') selectOnly(chosen);
        }}
      />
    </section>
  );
}
