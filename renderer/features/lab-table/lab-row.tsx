/** One row of the lab's table. Numbers have the room of their longest text, so that nothing shifts. */
import { RefreshCw } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { t } from '../../i18n/translate';
import { KindSymbol } from '../../kinds/kind-symbol';
import { rateText } from '../../lab/traffic-rates';
import type { AddressSource, LabRow } from './lab-rows';

const MIB = 1024 * 1024;
const BELOW_ONE = 0.95;

function cpuText({ cpu, builtIn, state }: LabRow): string {
  if (builtIn) return t('built in');
  if (cpu === null) return state === 'running' ? '…' : '–';
  return cpu < BELOW_ONE ? `${cpu.toFixed(1)} %` : `${Math.round(cpu)} %`;
}

function memoryText({ memory, builtIn, state }: LabRow): string {
  if (builtIn) return t('built in');
  if (memory === null) return state === 'running' ? '…' : '–';
  return memory >= 1024 * MIB
    ? t('{{value}} GiB', { value: (memory / (1024 * MIB)).toFixed(1) })
    : t('{{value}} MiB', { value: Math.round(memory / MIB) });
}

const bitsText = (bits: number | null) => (bits === null ? '–' : rateText(bits));

const sourceTitles: Record<AddressSource, string> = {
  drawn: 'As drawn',
  own: 'The PC’s own addresses',
  seen: 'Seen in ARP frames from its cards',
};

function Addresses({ row }: { row: LabRow }) {
  const { addresses, addressSource, state, kind } = row;
  const guest = kind === 'qemu' || kind === 'uml' || kind === 'vbox' || kind === 'host';
  if (addresses.length === 0) {
    return <span className="muted">{guest && state === 'running' ? t('not seen yet') : '–'}</span>;
  }
  const text = addresses.join(', ');
  return (
    <span
      className={addressSource === 'drawn' ? 'muted' : undefined}
      title={`${text} (${t(sourceTitles[addressSource])})`}
    >
      {text}
    </span>
  );
}

export interface RowActions {
  press(id: string, event: MouseEvent): void;
  open(id: string): void;
  menu(id: string, event: MouseEvent): void;
}

interface LabRowProps extends RowActions {
  row: LabRow;
  /** Its place in the table, from 0. */
  index: number;
  selected: boolean;
  active: boolean;
  top: number;
}

export const rowElementId = (id: string) => `lab-row-${id}`;

export const LabTableRow = memo(function LabTableRow(props: LabRowProps) {
  const { row, index, selected, active, top, press, open, menu } = props;
  const { id, name, kind, kindTitle, state, stateTitle, drifts } = row;
  return (
    // The grid takes the keys for its rows: the focus stays on it.
    <tr
      id={rowElementId(id)}
      className="lab-row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-active={active || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => press(id, event)}
      onDoubleClick={() => open(id)}
      onContextMenu={(event) => menu(id, event)}
    >
      <th scope="row" className="cell-name" title={name}>
        <KindSymbol kind={kind} size={18} />
        <span>{name}</span>
        {drifts && (
          <span className="row-drift" title={t('Runs otherwise than drawn: restart to apply')}>
            <RefreshCw role="img" aria-label={t('Restart to apply')} />
          </span>
        )}
      </th>
      <td title={kindTitle}>{kindTitle}</td>
      <td className="cell-state">
        <span className="state-dot" data-state={state} />
        {stateTitle}
      </td>
      <td className="cell-addresses">
        <Addresses row={row} />
      </td>
      <td className="cell-number" data-muted={row.builtIn || undefined}>
        {cpuText(row)}
      </td>
      <td className="cell-number" data-muted={row.builtIn || undefined}>
        {memoryText(row)}
      </td>
      <td className="cell-number">{bitsText(row.bitsIn)}</td>
      <td className="cell-number">{bitsText(row.bitsOut)}</td>
    </tr>
  );
});
