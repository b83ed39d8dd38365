import { describe, expect, it } from 'vitest';
import { addCable } from '../../../../../renderer/document/edits/cable-edits';
import { addNode } from '../../../../../renderer/document/edits/edits';
import {
  fragmentOf,
  printFragment,
  readFragment,
} from '../../../../../renderer/document/edits/fragment';
import { clearOffset, pasteFragment } from '../../../../../renderer/document/edits/paste-fragment';
import { copyName } from '../../../../../renderer/document/records/copy-name';
import { applyDiff } from '../../../../../shared/document/document-diff';
import {
  emptyDocument,
  type TopologyDocument,
  type TopologyNode,
} from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';
import { NO_MACHINE } from '../../../../../shared/kinds/vbox';
import { checkTopology } from '../../../../../shared/rules/topology-rules';

const ID = '7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f';
const OTHER = '2f3f9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f';
const AWAY = { x: 300, y: 0 };

function drawn(...kinds: NodeKind[]): { document: TopologyDocument; ids: string[] } {
  let document = emptyDocument(ID);
  const ids = kinds.map((kind, index) => {
    const { diff, id } = addNode(document, kind, { x: index * 200, y: 0 });
    document = applyDiff(document, diff);
    return id;
  });
  return { document, ids };
}

function changed<T extends TopologyNode>(
  document: TopologyDocument,
  id: string,
  fields: Partial<T>,
) {
  return {
    ...document,
    nodes: { ...document.nodes, [id]: { ...document.nodes[id], ...fields } as TopologyNode },
  };
}

/** All of a drawing copied and put into it again. */
function doubled(document: TopologyDocument): TopologyNode[] {
  const fragment = fragmentOf(document, new Set(Object.keys(document.nodes)), OTHER);
  return pasteFragment(document, fragment, AWAY).diff.nodes.added;
}

describe('the name of a copy', () => {
  it.each([
    ['web', [], 'web'],
    ['pc1', ['pc1'], 'pc2'],
    ['pc1', ['pc1', 'pc2', 'pc4'], 'pc3'],
    ['pc09', ['pc09'], 'pc10'],
    ['web', ['web'], 'web-2'],
    ['web', ['web', 'web-2'], 'web-3'],
    ['web-2', ['web-2'], 'web-3'],
    ['Ubuntu 22.04', ['Ubuntu 22.04'], 'Ubuntu 22.04-2'],
    ['x'.repeat(40), ['x'.repeat(40)], `${'x'.repeat(39)}2`],
  ])('of %s where %j are taken is %s', (name, taken, expected) => {
    expect(copyName(name, new Set(taken))).toBe(expected);
  });
});

describe('a fragment', () => {
  it('holds the cables among its nodes, and no others', () => {
    const { document, ids } = drawn('switch', 'pc', 'pc');
    const [sw, one, two] = ids as [string, string, string];
    const first = addCable(document, { node: one, port: 0 }, { node: sw, port: 1 });
    const joined = applyDiff(document, first.diff);
    const all = applyDiff(
      joined,
      addCable(joined, { node: two, port: 0 }, { node: sw, port: 2 }).diff,
    );
    const fragment = fragmentOf(all, new Set([sw, one]), OTHER);
    expect(Object.keys(fragment.nodes)).toEqual([sw, one]);
    expect(Object.keys(fragment.cables)).toEqual([first.id]);
  });

  it('is read back as it was printed', () => {
    const { document } = drawn('switch', 'qemu', 'note');
    const read = readFragment(printFragment(document));
    expect(read).toEqual({ kind: 'fragment', fragment: document });
  });

  it.each(['', 'hello', '{', '[1]', 'null', '{"format":"other"}', '{"a":1}'])(
    'is not seen in %j',
    (text) => {
      expect(readFragment(text)).toEqual({ kind: 'foreign' });
    },
  );

  it('of a newer version, or of none, is refused with a sentence', () => {
    const newer = JSON.stringify({ ...emptyDocument(ID), version: 1000 });
    expect(readFragment(newer)).toMatchObject({
      kind: 'broken',
      failure: { message: 'What was copied comes from a newer Vdelab.' },
    });
    expect(readFragment('{"format":"vdelab"}')).toMatchObject({ kind: 'broken' });
    expect(readFragment('{"format":"vdelab","version":0,"nodes":[{}]}')).toMatchObject({
      kind: 'broken',
    });
  });

  it('loses cables that lead nowhere or share a port', () => {
    const { document, ids } = drawn('switch', 'pc', 'pc');
    const [sw, one, two] = ids as [string, string, string];
    const cable = addCable(document, { node: one, port: 0 }, { node: sw, port: 1 });
    const good = Object.values(applyDiff(document, cable.diff).cables)[0]!;
    const cables = {
      [good.id]: good,
      shares: { ...good, id: 'shares', a: { node: two, port: 0 } },
      nowhere: { ...good, id: 'nowhere', a: { node: 'gone', port: 0 } },
      missing: { ...good, id: 'missing', b: { node: sw, port: 99 } },
    };
    const read = readFragment(JSON.stringify({ ...document, cables }));
    expect(read.kind === 'fragment' && Object.keys(read.fragment.cables)).toEqual([good.id]);
  });
});

describe('what only one node may have', () => {
  it('is renumbered in the order of the names', () => {
    const { document } = drawn('pc', 'pc', 'tap', 'switch');
    const names = doubled(document).map((node) => 'name' in node && node.name);
    expect(names).toEqual(['pc3', 'pc4', 'tap2', 'sw2']);
  });

  it('is kept where nobody has it', () => {
    const { document, ids } = drawn('switch', 'tap', 'vbox', 'nat');
    const [sw, , vbox] = ids as [string, string, string];
    const placed = changed(
      changed(document, sw, { directory: '/tmp/mysw', management: '/tmp/mgmt' }),
      vbox,
      { machine: OTHER, machineName: 'Debian' },
    );
    const { diff } = pasteFragment(emptyDocument(OTHER), placed, AWAY);
    for (const node of diff.nodes.added) {
      const source = Object.values(placed.nodes).find(({ kind }) => kind === node.kind)!;
      expect({ ...node, id: source.id, x: source.x }).toEqual(source);
    }
  });

  it('of switches is cleared: two of them cannot have one directory', () => {
    const { document, ids } = drawn('switch');
    const placed = changed(document, ids[0]!, { directory: '/tmp/mysw', management: '/tmp/mgmt' });
    expect(doubled(placed)[0]).toMatchObject({ directory: '', management: '' });
  });

  it('of taps is another interface, and the bridge stays with the first', () => {
    const { document, ids } = drawn('tap');
    const placed = changed(document, ids[0]!, { interface: 'tap0', bridge: 'br0' });
    expect(doubled(placed)[0]).toMatchObject({ interface: 'tap1', bridge: '' });
  });

  it('of forwards is the next port of this computer', () => {
    const { document, ids } = drawn('nat');
    const forward = {
      protocol: 'tcp',
      hostAddress: '127.0.0.1',
      hostPort: 8080,
      guestAddress: '10.0.2.15',
      guestPort: 80,
    } as const;
    const placed = changed(document, ids[0]!, {
      forwards: [forward, { ...forward, hostPort: 8081 }, { ...forward, protocol: 'udp' }],
    });
    const [copy] = doubled(placed);
    expect(copy?.kind === 'nat' && copy.forwards.map(({ hostPort }) => hostPort)).toEqual([
      8082, 8083, 8081,
    ]);
  });

  it('of VirtualBox is the machine, which is drawn once', () => {
    const { document, ids } = drawn('vbox');
    const placed = changed(document, ids[0]!, { machine: OTHER, machineName: 'Debian' });
    expect(doubled(placed)[0]).toMatchObject({ machine: NO_MACHINE, machineName: '' });
  });

  it('of built-in PCs is the address that came with them, and not what a person wrote', () => {
    const { document, ids } = drawn('pc', 'pc', 'pc');
    const written = 'ip addr add 192.168.5.1/24 dev eth0';
    const placed = changed(document, ids[1]!, { setup: [written] });
    const setups = doubled(placed).map((node) => node.kind === 'pc' && node.setup);
    expect(setups).toEqual([
      ['ip addr add 10.0.0.2/24 dev eth0'],
      [written],
      ['ip addr add 10.0.0.4/24 dev eth0'],
    ]);
  });

  it('leaves nothing for the rules to complain about', () => {
    const { document } = drawn('switch', 'hub', 'pc', 'host', 'tap', 'nat', 'uml', 'plug');
    const fragment = fragmentOf(document, new Set(Object.keys(document.nodes)), OTHER);
    const twice = applyDiff(document, pasteFragment(document, fragment, AWAY).diff);
    expect(checkTopology(twice).length).toBe(checkTopology(document).length * 2);
  });
});

describe('groups, locks and bends', () => {
  it('bring their members along, join the new group, and leave locks behind', () => {
    const { document, ids } = drawn('group', 'pc', 'pc');
    const [group, one, two] = ids as [string, string, string];
    const tied = changed(changed(document, one, { memberOf: group, locked: true }), two, {
      memberOf: group,
    });
    const whole = pasteFragment(tied, fragmentOf(tied, new Set([group]), OTHER), AWAY);
    const [copy, ...members] = whole.diff.nodes.added;
    expect(members.map((node) => 'memberOf' in node && node.memberOf)).toEqual([
      copy?.id,
      copy?.id,
    ]);
    expect(members.some((node) => 'locked' in node)).toBe(false);
    const alone = pasteFragment(tied, fragmentOf(tied, new Set([one]), OTHER), AWAY);
    expect(alone.diff.nodes.added[0]).not.toHaveProperty('memberOf');
  });

  it('move with the rest', () => {
    const { document, ids } = drawn('switch', 'pc');
    const { diff } = addCable(document, { node: ids[1]!, port: 0 }, { node: ids[0]!, port: 1 });
    diff.cables.added[0]!.points = [{ x: 10, y: 20 }];
    const { added } = pasteFragment(document, applyDiff(document, diff), AWAY).diff.cables;
    expect(added[0]!.points).toEqual([{ x: 310, y: 20 }]);
  });
});

describe('the place of a paste', () => {
  it('moves on until nothing lies exactly on another', () => {
    const { document } = drawn('pc');
    const offset = { x: 0, y: 0 };
    const first = clearOffset(document, document, offset);
    expect(first).toEqual({ x: 24, y: 24 });
    const more = applyDiff(document, pasteFragment(document, document, first).diff);
    expect(clearOffset(more, document, offset)).toEqual({ x: 48, y: 48 });
    expect(clearOffset(more, document, { x: 500, y: 0 })).toEqual({ x: 500, y: 0 });
  });
});
