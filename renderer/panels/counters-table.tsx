/** Frames and bytes of each port, asked for once a second while the table is shown. */
import { useEffect, useState } from 'react';
import { failureOf } from '../../shared/failure';
import type { PortCounters } from '../../shared/service';
import { portLabel, type TopologyNode } from '../../shared/topology';
import { call } from '../session/client';
import { raiseThrown } from '../session/notices';

const EVERY_MS = 1_000;
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

/** Polls until the component goes; one failure is shown once and ends the polling. */
function useCounters(node: string): readonly PortCounters[] {
  const [ports, setPorts] = useState<readonly PortCounters[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const poll = async () => {
      try {
        const { ports: counted } = await call('lab.counters', { node });
        if (gone) return;
        setPorts(counted);
      } catch (error) {
        if (gone) return;
        // A lost connection has its own banner, and the counters come back with it.
        if (failureOf(error).code !== 'interrupted') {
          raiseThrown(error);
          return;
        }
      }
      timer = setTimeout(() => void poll(), EVERY_MS);
    };
    void poll();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [node]);
  return ports;
}

function dropsOf(drops: Record<string, number>): { total: number; reasons: string } {
  const counted = Object.entries(drops).filter(([, frames]) => frames > 0);
  return {
    total: counted.reduce((sum, [, frames]) => sum + frames, 0),
    reasons: counted.map(([reason, frames]) => `${reason}: ${count.format(frames)}`).join(', '),
  };
}

function Direction({ frames, octets }: { frames: number; octets: number }) {
  return (
    <td title={`${frames} frames`}>
      {count.format(frames)}
      <small>{bytes(octets)}</small>
    </td>
  );
}

function Row({ node, counters }: { node: TopologyNode; counters: PortCounters }) {
  const { port, framesIn, bytesIn, framesOut, bytesOut } = counters;
  const { total, reasons } = dropsOf(counters.drops);
  return (
    <>
      <tr>
        <th scope="row">{portLabel(node, port)}</th>
        <Direction frames={framesIn} octets={bytesIn} />
        <Direction frames={framesOut} octets={bytesOut} />
        <td data-some={total > 0 || undefined}>{count.format(total)}</td>
      </tr>
      {reasons !== '' && (
        <tr className="drop-reasons">
          <td colSpan={4}>Dropped: {reasons}</td>
        </tr>
      )}
    </>
  );
}

function wasUsed({ framesIn, framesOut, drops }: PortCounters): boolean {
  return framesIn + framesOut > 0 || Object.values(drops).some((frames) => frames > 0);
}

export function CountersTable({ node }: { node: TopologyNode }) {
  const ports = useCounters(node.id).filter(wasUsed);
  if (ports.length === 0) return <p className="field-help">No frame has passed yet.</p>;
  return (
    <table className="counters">
      <thead>
        <tr>
          <th scope="col">Port</th>
          <th scope="col">In</th>
          <th scope="col">Out</th>
          <th scope="col">Dropped</th>
        </tr>
      </thead>
      <tbody>
        {ports.map((counters) => (
          <Row key={counters.port} node={node} counters={counters} />
        ))}
      </tbody>
    </table>
  );
}
