import { describe, expect, it } from 'vitest';
import { addressBook, addressesIn } from '../../../../../renderer/consoles/tabs/node-addresses';
import { newNode } from '../../../../../renderer/document/records/new-node';
import { emptyDocument } from '../../../../../shared/document/topology';

describe('addresses in the output', () => {
  it.each([
    ['64 bytes from 10.0.0.2: icmp_seq=1', ['10.0.0.2']],
    ['inet6 fe80::1/64 on eth0', ['fe80::1']],
    ['version 1.2.3 and 1.2.3.4.5, at 12:30:45', ['12:30:45']],
    ['nothing here', []],
  ])('of %j are %j', (line, found) =>
    expect(addressesIn(line).map(({ address }) => address)).toEqual(found),
  );

  it('lead to the node that gives itself the address, not to one that only names it', () => {
    const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e12', 'Addresses');
    const place = { x: 0, y: 0 };
    for (const [id, setup] of [
      ['a', ['ping 10.0.0.9', 'ip addr add 10.0.0.1/24 dev eth0']],
      ['b', ['ip route add default via 10.0.0.1', 'ip addr add 10.0.0.9/24 dev eth0']],
    ] as const) {
      const node = newNode(document, 'pc', place, () => 0.5);
      if (node.kind === 'pc') document.nodes[id] = { ...node, id, setup: [...setup] };
    }
    expect([...addressBook(document)]).toEqual([
      ['10.0.0.1', 'a'],
      ['10.0.0.9', 'b'],
    ]);
  });
});
