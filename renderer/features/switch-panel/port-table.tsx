/** The ports of a switch: what is on each, and its VLANs as on a real switch, one by one or together. */

import { TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import type { LearningSwitchNode, SwitchNode } from '../../../shared/document/topology';
import type { PortVlans } from '../../../shared/kinds/switch';
import { portSightings } from '../../../shared/lab/sighting-texts';
import { portVlansLabel, portVlansWrong, setPortVlans } from '../../document/edits/vlan-edits';
import { currentDocument, edit, useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { useNodeStatus } from '../../lab/lab-store';
import { useSwitchView } from '../../lab/switch-views';
import { type PortRow, portRows } from './port-rows';
import { PortVlansEditor } from './port-vlans-editor';

/** Sets ports to the same VLANs as one step; returns what is wrong, or null. */
function setPorts(node: LearningSwitchNode, ports: readonly number[], vlans: PortVlans) {
  const wrong = portVlansWrong(vlans);
  if (wrong !== null) return wrong;
  const label = portVlansLabel(node, ports, vlans);
  edit(label, setPortVlans(currentDocument(), node.id, ports, vlans));
  return null;
}

/** Arrow keys and Enter go from row to row in the same column, as in a spreadsheet. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const step =
    event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0;
  const field = event.target as HTMLElement;
  const column = field.dataset.column;
  if (step === 0 || column === undefined || !(field instanceof HTMLInputElement)) return;
  const all = [
    ...event.currentTarget.querySelectorAll<HTMLInputElement>(`[data-column="${column}"]`),
  ];
  const next = all[all.indexOf(field) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.select();
}

function usePortRows(node: SwitchNode): PortRow[] {
  const document = useDocument((state) => state.document);
  const view = useSwitchView(node.id);
  return useMemo(() => portRows(document, node, view), [document, node, view]);
}

/** What is wrong at a port while the switch runs. */
function PortSightings({ node, port }: { node: SwitchNode; port: number }) {
  const { storm, sightings } = useNodeStatus(node.id);
  const said = portSightings(storm, sightings, port);
  if (said.length === 0) return null;
  return (
    <span className="port-sighting" title={said.join(' ')}>
      <TriangleAlert aria-hidden /> {said.join(' ')}
    </span>
  );
}

function PortHead({ node, row }: { node: SwitchNode; row: PortRow }) {
  return (
    <>
      <th scope="row">{row.port}</th>
      <td className="port-on" title={row.on}>
        {row.on === '' ? <span className="port-free">{t('free')}</span> : row.on}
        <PortSightings node={node} port={row.port} />
      </td>
    </>
  );
}

function HubPorts({ node }: { node: SwitchNode }) {
  return (
    <table className="port-table" aria-label={t('Ports of {{name}}', { name: node.name })}>
      <tbody>
        {usePortRows(node).map((row) => (
          <tr key={row.port}>
            <PortHead node={node} row={row} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Which rows are ticked; Shift ticks all from the last one that was. */
function useTicks(ports: number) {
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const [last, setLast] = useState(1);
  const tick = (port: number, on: boolean, range: boolean) => {
    const next = new Set(ticked);
    const [from, to] = range ? [Math.min(last, port), Math.max(last, port)] : [port, port];
    for (let at = from; at <= to; at++) {
      if (on) next.add(at);
      else next.delete(at);
    }
    setTicked(next);
    setLast(port);
  };
  const tickAll = (on: boolean) =>
    setTicked(new Set(on ? Array.from({ length: ports }, (_, index) => index + 1) : []));
  const present = [...ticked].filter((port) => port <= ports).sort((one, other) => one - other);
  return { ticked: present, tick, tickAll };
}

function Together({ node, ports }: { node: LearningSwitchNode; ports: readonly number[] }) {
  const first = node.vlans[String(ports[0])] ?? { untagged: 0, tagged: [] };
  const what = t('{{count}} ports', { count: ports.length });
  return (
    <fieldset className="together">
      <legend>{t('Set {{what}} together', { what })}</legend>
      <PortVlansEditor
        key={ports.join()}
        name={what}
        vlans={first}
        set={(vlans) => setPorts(node, ports, vlans)}
        column=""
        confirms
      />
    </fieldset>
  );
}

function Head({ all, tickAll }: { all: boolean; tickAll: (on: boolean) => void }) {
  return (
    <thead>
      <tr>
        <td>
          <input
            type="checkbox"
            aria-label={t('Select all ports')}
            checked={all}
            onChange={({ currentTarget }) => tickAll(currentTarget.checked)}
          />
        </td>
        <th scope="col">{t('Port')}</th>
        <th scope="col">{t('Connected to')}</th>
        <th scope="col">{t('Mode and VLAN')}</th>
      </tr>
    </thead>
  );
}

function Row({
  node,
  row,
  ticked,
  tick,
}: {
  node: LearningSwitchNode;
  row: PortRow;
  ticked: boolean;
  tick: (port: number, on: boolean, range: boolean) => void;
}) {
  return (
    <tr data-ticked={ticked || undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={t('Select port {{port}}', { port: row.port })}
          checked={ticked}
          onChange={({ currentTarget, nativeEvent }) =>
            tick(row.port, currentTarget.checked, (nativeEvent as MouseEvent).shiftKey === true)
          }
        />
      </td>
      <PortHead node={node} row={row} />
      <td>
        <PortVlansEditor
          name={t('port {{port}}', { port: row.port })}
          vlans={row.vlans}
          set={(vlans) => setPorts(node, [row.port], vlans)}
          column="vlan"
        />
      </td>
    </tr>
  );
}

function SwitchPorts({ node }: { node: LearningSwitchNode }) {
  const rows = usePortRows(node);
  const { ticked, tick, tickAll } = useTicks(node.ports);
  return (
    <div className="form">
      {ticked.length > 0 && <Together node={node} ports={ticked} />}
      <table
        className="port-table"
        aria-label={t('Ports of {{name}}', { name: node.name })}
        onKeyDown={walkRows}
      >
        <Head all={ticked.length === node.ports} tickAll={tickAll} />
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.port}
              node={node}
              row={row}
              ticked={ticked.includes(row.port)}
              tick={tick}
            />
          ))}
        </tbody>
      </table>
      <p className="field-help">
        {t(
          'An access port belongs to one VLAN, and its frames carry no tag. A trunk carries several, each frame with its tag. The default VLAN is 0.',
        )}
      </p>
    </div>
  );
}

export function PortTable({ node }: { node: SwitchNode }) {
  return node.kind === 'hub' ? <HubPorts node={node} /> : <SwitchPorts node={node} />;
}
