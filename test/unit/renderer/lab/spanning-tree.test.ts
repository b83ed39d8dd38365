import { describe, expect, it } from 'vitest';
import {
  blockedPort,
  blockedPorts,
  blockedText,
  bridgeOwner,
  formatPorts,
  portLabel,
  rootText,
  stormText,
} from '../../../../renderer/lab/spanning-tree';
import { offStatus } from '../../../../shared/contract/off-status';
import type { TreePort, VlanTree } from '../../../../shared/lab/switch-view';

function tree(vlan: number, isRoot: boolean, ports: TreePort[]): VlanTree {
  return { vlan, root: '80:00:01', bridge: '80:00:02', isRoot, cost: 0, rootPort: null, ports };
}

const spare: TreePort = { port: 3, role: 'alternate', state: 'discarding' };
const waits: TreePort = { port: 4, role: 'designated', state: 'discarding' };
const works: TreePort = { port: 3, role: 'designated', state: 'forwarding' };

describe('what is blocked', () => {
  it('is the spare way, not a port that still waits', () => {
    expect(blockedPort([tree(0, false, [spare, waits])], 3)).toEqual({ vlans: [0], whole: true });
    expect(blockedPort([tree(0, false, [spare, waits])], 4)).toBeNull();
    expect(blockedPort([], 3)).toBeNull();
    expect(blockedPorts(tree(0, false, [waits, spare]))).toEqual([3]);
  });

  it('names the VLANs when others pass', () => {
    const blocked = blockedPort([tree(10, false, [works]), tree(20, false, [spare])], 3);
    expect(blocked).toEqual({ vlans: [20], whole: false });
    expect(blockedText('sw2 port 3', blocked!)).toBe(
      'sw2 port 3: blocked by spanning tree in VLAN 20',
    );
    expect(blockedText('sw2 port 3', { vlans: [0], whole: true })).toBe(
      'sw2 port 3: blocked by spanning tree',
    );
  });

  it('is said of the port in the table', () => {
    expect(portLabel(spare)).toEqual({ role: 'spare way', state: 'blocked', blocked: true });
    expect(portLabel(waits)).toMatchObject({ state: 'waiting', blocked: false });
  });
});

describe('the root', () => {
  it('is a switch that others hang on', () => {
    expect(rootText('sw1', [tree(0, true, [works])])).toBe('sw1 is the root of the spanning tree');
    expect(rootText('sw1', [tree(0, true, [{ port: 1, role: 'edge', state: 'forwarding' }])])).toBe(
      null,
    );
    expect(rootText('sw1', [tree(0, false, [works])])).toBeNull();
  });

  it('is named by VLAN where the trees differ', () => {
    const trees = [tree(10, true, [works]), tree(20, false, [works])];
    expect(rootText('sw1', trees)).toBe('sw1 is the root of the spanning tree of VLAN 10');
  });

  it('is found by its bridge id', () => {
    const status = { ...offStatus, state: 'running' as const, trees: [tree(0, true, [])] };
    expect(bridgeOwner({ a: { ...status, trees: [] }, b: status }, '80:00:02')).toBe('b');
    expect(bridgeOwner({ b: status }, '80:00:09')).toBeUndefined();
  });
});

describe('a storm', () => {
  it('is told with its ports', () => {
    expect(stormText('sw1', [1, 2])).toBe(
      'Frames go round in a loop through ports 1 and 2 of sw1; duplicates are suppressed.',
    );
    expect(stormText('sw1', [])).toMatch(/through sw1;/);
    expect(formatPorts([7])).toBe('port 7');
    expect(formatPorts([1, 2, 9])).toBe('ports 1, 2 and 9');
  });
});
