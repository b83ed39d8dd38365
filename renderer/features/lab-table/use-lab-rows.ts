/**
 * The rows of the table as the lab goes on. A start of a thousand nodes sends a message for each, so the
 * table looks a few times in a second and not at each of them.
 */
import { useEffect, useState } from 'react';
import { useDocument } from '../../document/store/document-store';
import { stateTitle } from '../../editor/scene/node-summary';
import { useLab } from '../../lab/lab-store';
import { useTraffic } from '../../lab/traffic-store';
import { useUsage } from '../../lab/usage-store';
import { type LabRow, labRows } from './lab-rows';

const LOOK_MS = 150;

function rowsNow(): LabRow[] {
  return labRows(useDocument.getState().document, {
    nodes: useLab.getState().nodes,
    usage: useUsage.getState().nodes,
    rates: useTraffic.getState().rates,
    stateTitle,
  });
}

export function useLabRows(): readonly LabRow[] {
  const [rows, setRows] = useState(rowsNow);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = performance.now();
    const look = () => {
      timer = null;
      last = performance.now();
      setRows(rowsNow());
    };
    const changed = () => {
      timer ??= setTimeout(look, Math.max(0, last + LOOK_MS - performance.now()));
    };
    const leave = [useDocument, useLab, useTraffic, useUsage].map((store) =>
      store.subscribe(changed),
    );
    return () => {
      for (const leaveOne of leave) leaveOne();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  return rows;
}
