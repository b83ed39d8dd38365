/** Frames and bytes of each port with their rates, as they come from second to second. */

import { RotateCcw } from 'lucide-react';
import type { PortCounters } from '../../../shared/contract/service';
import { portLabel, type TopologyNode } from '../../../shared/document/topology';
import { call } from '../../connection/client';
import { t } from '../../i18n/translate';
import { useNodeStatus } from '../../lab/lab-store';
import { type PortRate, rateText } from '../../lab/traffic-rates';
import { usePortCounters, usePortRates } from '../../lab/traffic-store';
import { Button } from '../../ui/button';
import { raiseThrown } from '../../ui/notices';
import { dropsOf } from './drop-labels';

const count = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let shown = value;
  while (shown >= 1000 && unit < units.length - 1) {
    shown /= 1000;
    unit++;
  }
  return `${unit === 0 ? shown : shown.toFixed(1)} ${units[unit]}`;
}

function Direction({ frames, octets, rate }: { frames: number; octets: number; rate: number }) {
  return (
    <td title={t('{{frames}} frames, {{octets}} bytes', { frames, octets })}>
      {count.format(frames)}
      <small>{bytes(octets)}</small>
      <small className="rate">{rate >= 1 ? rateText(rate) : '–'}</small>
    </td>
  );
}

function Row({
  node,
  counters,
  rate,
}: {
  node: TopologyNode;
  counters: PortCounters;
  rate: PortRate | undefined;
}) {
  const { port, framesIn, bytesIn, framesOut, bytesOut } = counters;
  const { total, text } = dropsOf(counters.drops);
  return (
    <>
      <tr>
        <th scope="row">{portLabel(node, port)}</th>
        <Direction frames={framesIn} octets={bytesIn} rate={rate?.bitsIn ?? 0} />
        <Direction frames={framesOut} octets={bytesOut} rate={rate?.bitsOut ?? 0} />
        <td data-some={total > 0 || undefined}>{count.format(total)}</td>
      </tr>
      {text !== '' && (
        <tr className="drop-reasons">
          <td colSpan={4}>{text}</td>
        </tr>
      )}
    </>
  );
}

function wasUsed({ framesIn, framesOut, drops }: PortCounters): boolean {
  return framesIn + framesOut > 0 || Object.values(drops).some((frames) => frames > 0);
}

async function reset(node: string): Promise<void> {
  try {
    await call('lab.resetCounters', { node });
  } catch (error) {
    raiseThrown(error);
  }
}

function Ports({ node, ports }: { node: TopologyNode; ports: readonly PortCounters[] }) {
  const rates = usePortRates(node.id);
  return (
    <div className="form">
      <table className="counters" aria-label={t('Traffic of each port')}>
        <thead>
          <tr>
            <th scope="col">{t('Port')}</th>
            <th scope="col">{t('In')}</th>
            <th scope="col">{t('Out')}</th>
            <th scope="col">{t('Dropped')}</th>
          </tr>
        </thead>
        <tbody>
          {ports.map((counters) => (
            <Row
              key={counters.port}
              node={node}
              counters={counters}
              rate={rates.get(counters.port)}
            />
          ))}
        </tbody>
      </table>
      <div className="button-row">
        <Button onClick={() => void reset(node.id)}>
          <RotateCcw /> {t('Reset counters')}
        </Button>
      </div>
    </div>
  );
}

export function CountersTable({ node }: { node: TopologyNode }) {
  const { state } = useNodeStatus(node.id);
  const ports = usePortCounters(node.id).filter(wasUsed);
  if (state !== 'running')
    return <p className="field-help">{t('Traffic is counted while it runs.')}</p>;
  if (ports.length === 0) return <p className="field-help">{t('No frame has passed yet.')}</p>;
  return <Ports node={node} ports={ports} />;
}
