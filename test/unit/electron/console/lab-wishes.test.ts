/** Wishes that reach the lab at any moment of its work, above all in the one in which it ends. */
import { describe, expect, it } from 'vitest';
import { ConsoleHub } from '../../../../electron/console/console-hub';
import { ScreenHub } from '../../../../electron/console/screen-hub';
import type { Dataplane } from '../../../../electron/dataplane/host/dataplane';
import { Lab } from '../../../../electron/lab/lab';
import type { Launcher } from '../../../../electron/lab/launcher';
import { lastingRun } from '../../../../electron/machines/common/lasting-run';
import type { MachineRun } from '../../../../electron/machines/common/machine-driver';
import type { Supervisor } from '../../../../electron/supervisor/supervisor';
import { emptyDocument, type TopologyDocument } from '../../../../shared/document/topology';
import { startAtOnce } from '../../../../shared/kinds/fields/node-fields';

/** More turns than a start of such a lab takes, from the wish to the last look at the plan. */
const TURNS = 80;

/** Takes every order, with nothing to wait for outside of this process. */
class IdlePlane {
  async add(): Promise<void> {}
  async remove(): Promise<void> {}
  counters = () => [];
  revive = () => false;
}

type Launch = () => Promise<MachineRun>;

/** A machine whose guest does not hear that it is to stop; it ends when it is told a second time. */
function deafRun(): MachineRun {
  const run = lastingRun('');
  let told = 0;
  return { ...run, stop: async () => (++told === 2 ? run.stop() : undefined) };
}

function twoPcs(): TopologyDocument {
  const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e15');
  for (const id of ['a', 'b']) {
    const cards = [{ mac: `02:00:00:00:00:0${id}` }];
    const place = { x: 0, y: 0, start: startAtOnce };
    document.nodes[id] = { id, kind: 'pc', name: id, ...place, cards, setup: [] };
  }
  return document;
}

function openLab(launch: Launch = async () => lastingRun('')): Lab {
  return new Lab(twoPcs(), {
    dataplane: new IdlePlane() as unknown as Dataplane,
    launcher: { launch } as unknown as Launcher,
    supervisor: {} as Supervisor,
    consoles: new ConsoleHub(),
    screens: new ScreenHub(),
    instanceDirectory: '/nowhere',
    refusal: async () => null,
    raise: () => {},
    changed: () => {},
  });
}

/** Lets so many links of chains of promises happen. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await undefined;
}

/** Until nothing is left to happen that only waits for promises, or for others to have had a turn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

const stateOf = (lab: Lab, id: string) => lab.status().nodes[id]?.state ?? 'off';

describe('a wish that comes while the lab works', () => {
  it('to start another machine is heard at every moment', async () => {
    const unheard: number[] = [];
    for (let moment = 0; moment <= TURNS; moment++) {
      const lab = openLab();
      void lab.start(['a']);
      await turns(moment);
      void lab.start(['b']);
      await settled();
      if (stateOf(lab, 'a') !== 'running' || stateOf(lab, 'b') !== 'running') unheard.push(moment);
    }
    expect(unheard).toEqual([]);
  });

  it('to stop the machine that starts is heard at every moment', async () => {
    const unheard: number[] = [];
    for (let moment = 0; moment <= TURNS; moment++) {
      const lab = openLab();
      void lab.start(['a']);
      await turns(moment);
      void lab.stop(['a']);
      await settled();
      if (stateOf(lab, 'a') !== 'off') unheard.push(moment);
    }
    expect(unheard).toEqual([]);
  });

  it('to stop what waits for its turn to be planned is heard, and the start ends', async () => {
    for (let moment = 0; moment <= TURNS; moment++) {
      const lab = openLab();
      void lab.start(['a']);
      await turns(moment);
      const started = lab.start(['b']);
      void lab.stop(['b']);
      await started;
      await settled();
      expect([moment, stateOf(lab, 'a'), stateOf(lab, 'b')]).toEqual([moment, 'running', 'off']);
    }
  });

  it('not to wait for a guest that will not hear is heard at every moment', async () => {
    const unheard: number[] = [];
    for (let moment = 0; moment <= TURNS; moment++) {
      const lab = openLab(async () => deafRun());
      void lab.start(['a']);
      await settled();
      void lab.stop(['a']);
      // Without an await for moment 0: the end has not even begun then.
      if (moment > 0) await turns(moment);
      void lab.stop(['a'], true);
      await settled();
      if (stateOf(lab, 'a') !== 'off') unheard.push(moment);
    }
    expect(unheard).toEqual([]);
  });
});
