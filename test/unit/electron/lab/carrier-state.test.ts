import { describe, expect, it } from 'vitest';
import { CarrierState } from '../../../../electron/lab/carrier-state';
import { LabBoard } from '../../../../electron/lab/lab-board';
import type { Cable, DeviceNode } from '../../../../shared/document/topology';
import { perfectCable } from '../../../../shared/document/topology';
import { plainSwitch } from '../../../../shared/kinds/switch';
import { plainUml } from '../../../../shared/kinds/uml';

const at = { x: 0, y: 0 };
const sw: DeviceNode = {
  id: 's',
  kind: 'switch',
  name: 's',
  ...at,
  ports: 8,
  directory: '',
  mode: '0600',
  group: '',
  ...plainSwitch,
};
const uml: DeviceNode = {
  id: 'u',
  kind: 'uml',
  ...plainUml,
  name: 'u',
  ...at,
  kernel: '',
  memory: 64,
  rootfs: '',
  initrd: '',
  append: '',
  cards: [{ mac: '02:00:00:00:00:01' }],
};
const cable: Cable = {
  id: 'c',
  a: { node: 'u', port: 0 },
  b: { node: 's', port: 3 },
  ...perfectCable,
};

function lit() {
  const board = new LabBoard(() => {});
  const lights = new CarrierState(board);
  lights.created(sw);
  lights.created(uml);
  return { board, lights };
}

describe('link lights', () => {
  it('show carrier at a machine only once its guest has opened the card', () => {
    const { board, lights } = lit();
    lights.connected(cable);
    expect(board.all().cables.c).toEqual({ a: false, b: true });
    lights.presence({ device: 'u/0', port: 0 }, true);
    expect(board.all().cables.c).toEqual({ a: true, b: true });
    lights.presence({ device: 'u/0', port: 0 }, false);
    expect(board.all().cables.c).toEqual({ a: false, b: true });
  });

  it('go out with the cable', () => {
    const { board, lights } = lit();
    lights.connected(cable);
    lights.disconnected('c');
    expect(board.all().cables).toEqual({});
    expect(board.node('s').joined).toEqual([]);
  });

  it('show which ports of a switch are taken, by cables and by external clients', () => {
    const { board, lights } = lit();
    lights.connected(cable);
    lights.presence({ device: 's', port: 7 }, true);
    lights.presence({ device: 's', port: 7 }, true);
    expect(board.node('s').joined).toEqual([3, 7]);
    lights.presence({ device: 's', port: 7 }, false);
    expect(board.node('s').joined).toEqual([3, 7]);
    lights.presence({ device: 's', port: 7 }, false);
    expect(board.node('s').joined).toEqual([3]);
  });

  it('begin anew when the data plane does', () => {
    const { board, lights } = lit();
    lights.connected(cable);
    lights.presence({ device: 'u/0', port: 0 }, true);
    lights.forgetClients();
    expect(board.all().cables.c).toEqual({ a: false, b: true });
    lights.presence({ device: 'u/0', port: 0 }, true);
    expect(board.node('u').joined).toEqual([0]);
  });
});

describe('the board', () => {
  it('refuses a move that is not legal', () => {
    const { board } = lit();
    expect(() => board.move('s', 'running', '')).toThrow(/off to running/);
  });

  it('forgets consoles and ports of a node that goes off', () => {
    const { board } = lit();
    board.move('s', 'starting', '');
    board.setDirectory('s', '/tmp/x');
    board.addChannel('s', 'console');
    board.move('s', 'running', '');
    board.move('s', 'off', '');
    expect(board.node('s')).toMatchObject({ channels: [], directory: null, joined: [] });
  });

  it('tells what changed once, with the last value', async () => {
    const told: unknown[] = [];
    const board = new LabBoard((change) => told.push(change));
    board.move('s', 'starting', 'one');
    board.report('s', 'two');
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual([
      { nodes: { s: expect.objectContaining({ state: 'starting', detail: 'two' }) }, cables: {} },
    ]);
  });
});
