import { describe, expect, it } from 'vitest';
import { CarrierState } from '../../../../electron/lab/carrier-state';
import { LabBoard } from '../../../../electron/lab/lab-board';
import { type CablePlane, LabCables } from '../../../../electron/lab/lab-cables';
import type { MachineRun } from '../../../../electron/machines/common/machine-driver';
import { type Cable, type DeviceNode, perfectCable } from '../../../../shared/document/topology';
import { plainSwitch } from '../../../../shared/kinds/switch';
import { plainUml } from '../../../../shared/kinds/uml';

const at = { x: 0, y: 0 };
const machine: DeviceNode = {
  ...{
    id: 'm',
    kind: 'uml',
    ...plainUml,
    name: 'm',
    ...at,
    kernel: '',
    memory: 64,
    rootfs: '',
    initrd: '',
  },
  append: '',
  cards: [{ mac: '02:00:00:00:00:01' }, { mac: '02:00:00:00:00:02' }],
};
const sw: DeviceNode = {
  ...{ id: 's', kind: 'switch', name: 's', ...at, ports: 4, directory: '', mode: '0700' },
  group: '',
  ...plainSwitch,
};
const cable: Cable = {
  id: 'c',
  a: { node: 's', port: 2 },
  b: { node: 'm', port: 1 },
  ...perfectCable,
};

/** Takes every order and does nothing. */
class IdlePlane implements CablePlane {
  readonly down = null;
  async connect(): Promise<void> {}
  async condition(): Promise<void> {}
  async disconnect(): Promise<void> {}
  cableCounters = () => null;
}

function lab() {
  const told: string[] = [];
  const run: MachineRun = {
    exited: new Promise(() => {}),
    detail: '',
    stop: async () => {},
    setLink: (card, hasCarrier) => told.push(`${card}${hasCarrier ? '+' : '-'}`),
  };
  const nodes = new Map<string, { node: DeviceNode; run: MachineRun | null }>([
    ['m', { node: machine, run }],
    ['s', { node: sw, run: null }],
  ]);
  const lights = new CarrierState(new LabBoard(() => {}));
  return {
    told,
    nodes,
    cables: new LabCables(new IdlePlane(), lights, nodes, () => {}),
  };
}

describe('the cables of a lab', () => {
  it('tell a machine that is up of its carrier, and only when that changes', async () => {
    const { told, cables } = lab();
    await cables.connect(cable);
    await cables.condition({ ...cable, up: false });
    await cables.condition({ ...cable, up: false, bToA: null });
    await cables.condition(cable);
    await cables.disconnect(cable);
    await cables.connect({ ...cable, up: false });
    expect(told).toEqual(['1+', '1-', '1+', '1-', '1-']);
  });

  it('tell a machine that comes up which of its cards have none', async () => {
    const { told, nodes, cables } = lab();
    const { node, run } = nodes.get('m')!;
    nodes.set('m', { node, run: null });
    await cables.connect(cable);
    cables.launched({ node, run });
    expect(told).toEqual(['0-']);
    await cables.condition({ ...cable, up: false });
    cables.launched({ node, run });
    expect(told).toEqual(['0-', '0-', '1-']);
  });

  it('plug nothing in where an end could not be made', async () => {
    const { told, nodes, cables } = lab();
    nodes.delete('s');
    await cables.connect(cable);
    expect([told, cables.plugged.size]).toEqual([[], 0]);
  });
});
