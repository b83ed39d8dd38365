import { describe, expect, it } from 'vitest';
import { dropReasons } from '../../../../../electron/engine/core/counters';
import {
  macOwners,
  matchesAddress,
} from '../../../../../renderer/features/switch-panel/address-filter';
import { dropsOf, dropWord } from '../../../../../renderer/features/switch-panel/drop-labels';
import { portRows } from '../../../../../renderer/features/switch-panel/port-rows';
import { drawn, pc, sw } from '../../../renderer/document/edits/drawn-switches';

describe('the port table', () => {
  const node = sw('sw1', { ports: 3, vlans: { '2': { untagged: 10, tagged: [] } } });
  const document = drawn([node, pc('pc1')], ['pc1:0-sw1:2']);

  it('names the other end of each cable and its VLANs', () => {
    expect(portRows(document, node, undefined)).toEqual([
      { port: 1, on: '', vlans: { untagged: 0, tagged: [] } },
      { port: 2, on: 'pc1 eth0', vlans: { untagged: 10, tagged: [] } },
      { port: 3, on: '', vlans: { untagged: 0, tagged: [] } },
    ]);
  });

  it('names clients from outside while the switch runs', () => {
    const endpoints = [
      { id: 4, description: 'vdeplug: user=root pid=7' },
      { id: 5, description: 'QEMU' },
    ];
    const ports = [{ port: 3, untagged: 0, tagged: [], endpoints }];
    const rows = portRows(document, node, { ports, addresses: [], known: 0 });
    expect(rows[2]?.on).toBe('vdeplug: user=root pid=7, QEMU');
  });

  it('names a client beside the cable on its port, and the cable once', () => {
    const endpoints = [
      { id: 100_001, description: 'cable' },
      { id: 4, description: 'QEMU' },
    ];
    const ports = [{ port: 2, untagged: 10, tagged: [], endpoints }];
    const rows = portRows(document, node, { ports, addresses: [], known: 0 });
    expect(rows[1]?.on).toBe('pc1 eth0, QEMU');
  });
});

describe('finding an address', () => {
  const address = { mac: '02:00:00:00:00:01', vlan: 20, port: 3, age: 5 };
  const owner = macOwners(drawn([pc('Pc1')])).get(address.mac)!;

  it('knows whose it is', () => expect(owner).toBe('Pc1 eth0'));

  it.each(['', '00:01', 'pc1', 'PC1 ', 'port 3', 'vlan 20', 'VLAN20'])('finds it by %j', (text) => {
    expect(matchesAddress(address, owner, text)).toBe(true);
  });

  it.each(['00:02', 'pc2', 'port 30', 'vlan 2', 'eth1'])('does not find it by %j', (text) => {
    expect(matchesAddress(address, owner, text)).toBe(false);
  });
});

describe('drops in words', () => {
  it('has words for every reason of the engine', () => {
    for (const reason of dropReasons) {
      const known = dropWord(reason) !== reason || reason === 'runt';
      expect(known, reason).toBe(true);
    }
  });

  it('puts the most frequent first and leaves out what did not happen', () => {
    expect(dropsOf({ mtu: 2, 'queue-full': 1500, loss: 0 })).toEqual({
      total: 1502,
      text: '1.5K dropped (queue full: 1.5K, longer than the MTU: 2)',
    });
    expect(dropsOf({ unplugged: 6 }).text).toBe('6 dropped (no cable)');
    expect(dropsOf({})).toEqual({ total: 0, text: '' });
  });
});
