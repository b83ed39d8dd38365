/** A data plane of its own for a test, with the built worker. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Dataplane, type DeviceSpec } from '../../electron/dataplane/host/dataplane';
import type { Failure } from '../../shared/failure/failure';
import type { Sightings, Storm, SwitchView, VlanTree } from '../../shared/lab/switch-view';

/** What was last told of switches, by device. */
interface SeenSwitches {
  readonly trees: Map<string, readonly VlanTree[]>;
  readonly storms: Map<string, Storm | null>;
  readonly sightings: Map<string, Sightings>;
  readonly views: Map<string, SwitchView>;
}

interface LeftOut {
  readonly record: { readonly device: string } | { readonly cable: string };
  readonly failure: Failure;
}

export interface TestPlane {
  readonly plane: Dataplane;
  /** A short directory below /tmp for switches. */
  readonly folder: string;
  /** `sw1:3+` for a client that joined port 3 of sw1, `sw1:3-` for one that left. */
  readonly presence: string[];
  /** Everything that built-in PCs printed, by device. */
  readonly printed: Map<string, string>;
  readonly seen: SeenSwitches;
  /** Switches that a management command ended. */
  readonly shutDown: string[];
  /** One entry for each thread that was replaced: null, or why none goes on. */
  readonly replaced: (Failure | null)[];
  /** What the data plane went on without. */
  readonly leftOut: LeftOut[];
  addSwitch(
    id: string,
    changes?: Partial<Extract<DeviceSpec, { type: 'switch' }>>,
  ): Promise<string>;
  close(): Promise<void>;
}

const worker = resolve(import.meta.dirname, '../../dist/electron/dataplane-worker.js');

/** @param workerFile another bundle than the built one */
export function openTestPlane(workerFile = worker): TestPlane {
  const folder = mkdtempSync('/tmp/vdt-');
  const presence: string[] = [];
  const printed = new Map<string, string>();
  const shutDown: string[] = [];
  const replaced: (Failure | null)[] = [];
  const leftOut: LeftOut[] = [];
  const seen: SeenSwitches = {
    trees: new Map(),
    storms: new Map(),
    sightings: new Map(),
    views: new Map(),
  };
  const plane = new Dataplane(
    {
      presence: (device, port, isThere) => presence.push(`${device}:${port}${isThere ? '+' : '-'}`),
      printed: (device, text) => printed.set(device, (printed.get(device) ?? '') + text),
      trees: (device, trees) => seen.trees.set(device, trees),
      storm: (device, storm) => seen.storms.set(device, storm),
      sightings: (device, sightings) => seen.sightings.set(device, sightings),
      viewed: (device, view) => seen.views.set(device, view),
      shutDown: (device) => shutDown.push(device),
      replaced: (failure) => replaced.push(failure),
      leftOut: (record, failure) => leftOut.push({ record, failure }),
      nameOf: (record) => JSON.stringify(record),
    },
    workerFile,
  );
  return {
    plane,
    folder,
    presence,
    printed,
    seen,
    shutDown,
    replaced,
    leftOut,
    addSwitch: async (id, changes = {}) => {
      const directory = join(folder, id);
      const spec = {
        type: 'switch',
        id,
        ports: 16,
        hub: false,
        directory,
        mode: 0o600,
        group: '',
        configuration: { vlans: {}, fstp: false, priority: 0x8000 },
        mac: '00:ff:00:00:00:01',
        management: '',
        setup: [],
      } as const;
      await plane.add({ ...spec, ...changes });
      return directory;
    },
    close: async () => {
      await plane.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
