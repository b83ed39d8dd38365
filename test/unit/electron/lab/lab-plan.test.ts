import { describe, expect, it } from 'vitest';
import {
  type ActualLab,
  type Phase,
  planLab,
  withTheirSwitches,
} from '../../../../electron/lab/lab-plan';
import { perfectConditions } from '../../../../shared/document/cable-conditions';
import {
  type Cable,
  type DeviceNode,
  emptyDocument,
  type PcNode,
  perfectCable,
  type TopologyDocument,
} from '../../../../shared/document/topology';
import { startAtOnce } from '../../../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../../../shared/kinds/switch';
import { plainUml } from '../../../../shared/kinds/uml';

const at = { x: 0, y: 0 };
const pc = (id: string): DeviceNode => ({
  id,
  kind: 'pc',
  start: startAtOnce,
  name: id,
  ...at,
  cards: [{ mac: '02:00:00:00:00:01' }],
  setup: [],
});
const sw = (id: string, ports = 8): DeviceNode => ({
  id,
  kind: 'switch',
  name: id,
  ...at,
  ports,
  directory: '',
  mode: '0600',
  group: '',
  ...plainSwitch,
});
const cable = (id: string, a: [string, number], b: [string, number]): Cable => ({
  id,
  a: { node: a[0], port: a[1] },
  b: { node: b[0], port: b[1] },
  ...perfectCable,
});

function drawing(nodes: DeviceNode[], cables: Cable[]): TopologyDocument {
  return {
    ...emptyDocument('8b0ff6b6-7a3a-4c6b-8a25-5b1d2c9d0001'),
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    cables: Object.fromEntries(cables.map((one) => [one.id, one])),
  };
}

/** What nodes take of their drawing as they run. */
const takes: Partial<Record<DeviceNode['kind'], readonly string[]>> = {
  switch: ['ports', 'directory', 'vlans', 'fstp', 'priority'],
  pc: ['name'],
};

function actual(
  nodes: [node: DeviceNode, phase: Phase, isReady?: boolean][],
  cables: Cable[] = [],
  refused: ReadonlyMap<string, ReadonlyMap<string, unknown>> = new Map(),
): ActualLab {
  return {
    nodes: new Map(
      nodes.map(([node, phase, isReady = phase === 'up']) => [
        node.id,
        {
          node,
          phase,
          isReady,
          takesCards: node.kind === 'uml',
          takes: new Set(takes[node.kind]),
          refused: refused.get(node.id) ?? new Map(),
          reserved: [],
        },
      ]),
    ),
    cables: new Map(cables.map((one) => [one.id, one])),
  };
}

/** Steps as short words: `create sw1`, `connect c1`. */
function words(document: TopologyDocument, wanted: string[], lab: ActualLab): string[] {
  return planLab(document, new Set(wanted), lab)
    .filter(({ type }) => type !== 'reserve')
    .map((step) => `${step.type} ${'cable' in step ? step.cable.id : step.node.id}`);
}

const two = drawing(
  [pc('a'), pc('b'), sw('s'), sw('t')],
  [cable('c1', ['a', 0], ['s', 1]), cable('c2', ['b', 0], ['s', 2])],
);
const nothing = actual([]);

describe('the plan of a lab', () => {
  it('makes switches first, plugs cables in, then launches', () => {
    expect(words(two, ['a', 'b', 's'], nothing)).toEqual([
      'create s',
      'create a',
      'create b',
      'connect c1',
      'connect c2',
      'launch a',
      'launch b',
      'launch s',
    ]);
  });

  it('leaves a cable out while one of its ends is off', () => {
    expect(words(two, ['a', 's'], nothing)).not.toContain('connect c2');
  });

  it('has nothing to do when all is as wanted', () => {
    const lab = actual(
      [
        [two.nodes.a as DeviceNode, 'up'],
        [two.nodes.s as DeviceNode, 'up'],
      ],
      [two.cables.c1!],
    );
    expect(words(two, ['a', 's'], lab)).toEqual([]);
  });

  it('moves a cable without touching a machine', () => {
    const moved = drawing(Object.values(two.nodes) as DeviceNode[], [
      cable('c1', ['a', 0], ['t', 3]),
      two.cables.c2!,
    ]);
    const lab = actual(
      (Object.values(two.nodes) as DeviceNode[]).map((node) => [node, 'up']),
      Object.values(two.cables),
    );
    expect(words(moved, ['a', 'b', 's', 't'], lab)).toEqual(['disconnect c1', 'connect c1']);
  });

  it('halts a machine before its ports go, and pulls its cables only then', () => {
    const nodes: [DeviceNode, Phase][] = [
      [pc('a'), 'up'],
      [sw('s'), 'up'],
    ];
    expect(words(two, ['s'], actual(nodes, [two.cables.c1!]))).toEqual(['halt a']);
    nodes[0] = [pc('a'), 'halting'];
    expect(words(two, ['s'], actual(nodes, [two.cables.c1!]))).toEqual([]);
    nodes[0] = [pc('a'), 'ended'];
    expect(words(two, ['s'], actual(nodes, [two.cables.c1!]))).toEqual([
      'disconnect c1',
      'dismantle a',
    ]);
  });

  it('starts anew what ended but is wanted', () => {
    expect(words(two, ['a'], actual([[pc('a'), 'ended']]))).toEqual([
      'dismantle a',
      'create a',
      'launch a',
    ]);
  });

  it('halts nothing that was edited: it takes what it can as it runs', () => {
    const changed = drawing(
      [
        { ...pc('a'), setup: ['ip addr'], name: 'new' } as DeviceNode,
        { ...sw('s', 16), setup: ['vlan/create 5'] } as DeviceNode,
      ],
      [],
    );
    const lab = actual([
      [pc('a'), 'up'],
      [sw('s', 8), 'up'],
    ]);
    const steps = planLab(changed, new Set(['a', 's']), lab);
    expect(steps).toMatchObject([
      { type: 'change', fields: ['name'], node: { name: 'new', setup: [] } },
      { type: 'change', fields: ['ports'], node: { ports: 16, setup: [] } },
    ]);
  });

  it('does not ask again for what was refused, until it is drawn otherwise', () => {
    const changed = (directory: string) => drawing([{ ...sw('s'), directory } as DeviceNode], []);
    const lab = actual([[sw('s'), 'up']], [], new Map([['s', new Map([['directory', '/taken']])]]));
    expect(words(changed('/taken'), ['s'], lab)).toEqual([]);
    expect(words(changed('/free'), ['s'], lab)).toEqual(['change s']);
  });

  it('takes no port away to which a cable is drawn', () => {
    const far = drawing([sw('s', 2), sw('t')], [cable('c', ['s', 5], ['t', 1])]);
    const lab = actual(
      [
        [sw('s', 8), 'up'],
        [sw('t'), 'up'],
      ],
      [far.cables.c!],
    );
    expect(words(far, ['s', 't'], lab)).toEqual([]);
    const free = drawing([sw('s', 2), sw('t')], []);
    expect(words(free, ['s', 't'], lab)).toEqual(['disconnect c', 'change s']);
  });

  it('gives a switch its further ports before the cable that is drawn to one', () => {
    const grown = drawing([sw('s', 16), sw('t')], [cable('c', ['s', 12], ['t', 1])]);
    const lab = actual([
      [sw('s', 8), 'up'],
      [sw('t'), 'up'],
    ]);
    expect(words(grown, ['s', 't'], lab)).toEqual(['change s', 'connect c']);
  });

  it('makes anew what was edited while only its ports are there', () => {
    const changed = drawing([{ ...pc('a'), setup: ['ip addr'] } as DeviceNode], []);
    expect(words(changed, ['a'], actual([[pc('a'), 'created']]))).toEqual([
      'dismantle a',
      'create a',
      'launch a',
    ]);
  });

  it('halts what is no longer drawn', () => {
    expect(words(drawing([], []), ['a'], actual([[pc('a'), 'launching']]))).toEqual(['halt a']);
  });

  it('plugs nothing into a port that a running machine does not have', () => {
    const document = drawing([pc('a'), sw('s')], [cable('c', ['a', 1], ['s', 1])]);
    const lab = actual([
      [pc('a'), 'up'],
      [sw('s'), 'up'],
    ]);
    expect(words(document, ['a', 's'], lab)).toEqual([]);
  });

  it('changes what a cable does to its frames without pulling it out', () => {
    const nodes = Object.values(two.nodes) as DeviceNode[];
    const slow = { ...perfectConditions, delay: 20 };
    const changes = [{ up: false }, { aToB: slow }, { bToA: slow }];
    const lab = actual(
      nodes.map((node) => [node, 'up']),
      Object.values(two.cables),
    );
    for (const change of changes) {
      const changed = drawing(nodes, [{ ...two.cables.c1!, ...change }, two.cables.c2!]);
      expect(words(changed, ['a', 'b', 's', 't'], lab)).toEqual(['condition c1']);
      const now = actual(
        nodes.map((node) => [node, 'up']),
        Object.values(changed.cables),
      );
      expect(words(changed, ['a', 'b', 's', 't'], now)).toEqual([]);
    }
  });

  it('plugs a cable in with its conditions at once, also when it is moved', () => {
    const nodes = Object.values(two.nodes) as DeviceNode[];
    const slow = { ...cable('c1', ['a', 0], ['t', 3]), aToB: perfectConditions };
    const lab = actual(
      nodes.map((node) => [node, 'up']),
      [two.cables.c1!],
    );
    expect(words(drawing(nodes, [slow]), ['a', 'b', 's', 't'], lab)).toEqual([
      'disconnect c1',
      'connect c1',
    ]);
  });

  it('changes a running switch whose VLANs or spanning tree were changed', () => {
    const changes = [
      { vlans: { '1': { untagged: 3, tagged: [] } } },
      { fstp: true },
      { priority: 5 },
    ];
    const lab = actual([
      [pc('a'), 'up'],
      [sw('s'), 'up'],
    ]);
    for (const change of changes) {
      const changed = drawing([pc('a'), { ...sw('s'), ...change } as DeviceNode], []);
      expect(words(changed, ['a', 's'], lab)).toEqual(['change s']);
      const now = actual([
        [pc('a'), 'up'],
        [changed.nodes.s as DeviceNode, 'up'],
      ]);
      expect(words(changed, ['a', 's'], now)).toEqual([]);
    }
  });

  it('reserves the drawn ports of switches', () => {
    const reserve = planLab(two, new Set(['s']), nothing).find(({ type }) => type === 'reserve');
    expect(reserve).toMatchObject({ ports: [1, 2] });
  });
});

describe('starting one machine', () => {
  it('brings the switches along that its cables lead to, but no other machine', () => {
    const document = drawing(
      [pc('a'), pc('b'), sw('s'), sw('t'), sw('u')],
      [
        cable('1', ['a', 0], ['s', 1]),
        cable('2', ['s', 2], ['t', 1]),
        cable('3', ['t', 2], ['b', 0]),
      ],
    );
    expect([...withTheirSwitches(document, ['a'])].sort()).toEqual(['a', 's', 't']);
  });
});

describe('the order of starting', () => {
  const inOrder = (id: string, order: number): DeviceNode => ({
    ...(pc(id) as PcNode),
    start: { ...startAtOnce, order },
  });
  const three = drawing([inOrder('a', 0), inOrder('b', 1), inOrder('c', 1), sw('s')], []);
  const all = ['a', 'b', 'c', 's'];
  const begun = (lab: ActualLab) =>
    words(three, all, lab).filter((step) => /^(launch|wait)/.test(step));

  it('launches the lowest number and lets the others wait, with their ports made', () => {
    expect(words(three, all, nothing)).toContain('create c');
    expect(begun(nothing)).toEqual(['launch a', 'wait b', 'wait c', 'launch s']);
  });

  it('says whom the others wait for', () => {
    const steps = planLab(three, new Set(all), nothing);
    expect(steps.find(({ type }) => type === 'wait')).toMatchObject({ awaited: ['a'] });
  });

  it('goes on when all of a number are ready, not when they are up', () => {
    const rest: [DeviceNode, Phase][] = [
      [inOrder('b', 1), 'created'],
      [inOrder('c', 1), 'created'],
      [sw('s'), 'up'],
    ];
    expect(begun(actual([[inOrder('a', 0), 'up', false], ...rest]))).toEqual(['wait b', 'wait c']);
    expect(begun(actual([[inOrder('a', 0), 'up', true], ...rest]))).toEqual([
      'launch b',
      'launch c',
    ]);
  });

  it('does not wait for a node that is not wanted, or failed', () => {
    const steps = words(three, ['b', 's'], nothing);
    expect(steps).toContain('launch b');
  });
});

describe('cards of a machine that runs', () => {
  const uml = (macs: string[]): DeviceNode => ({
    id: 'u',
    kind: 'uml',
    ...plainUml,
    name: 'u',
    ...at,
    kernel: '',
    memory: 64,
    rootfs: '',
    initrd: '/i',
    append: '',
    cards: macs.map((mac) => ({ mac })),
  });
  const [one, two, three] = ['02:00:00:00:00:01', '02:00:00:00:00:02', '02:00:00:00:00:03'];
  const plan = (drawn: string[], has: string[], phase: Phase = 'up') =>
    words(drawing([uml(drawn)], []), ['u'], actual([[uml(has), phase]]));

  it('are plugged in one after the other, and the last one is taken out', () => {
    expect(plan([one!, two!, three!], [one!])).toEqual(['plug-card u']);
    expect(plan([one!], [one!, two!])).toEqual(['unplug-card u']);
  });

  it('wait for the next start when others changed, or while it is starting', () => {
    expect(plan([two!, three!], [one!])).toEqual([]);
    expect(plan([one!, two!], [one!], 'launching')).toEqual([]);
  });

  it('are there before the cable that was drawn to them', () => {
    const document = drawing([uml([one!, two!]), sw('s')], [cable('c', ['u', 1], ['s', 1])]);
    const steps = words(
      document,
      ['u', 's'],
      actual([
        [uml([one!]), 'up'],
        [sw('s'), 'up'],
      ]),
    );
    expect(steps).toEqual(['plug-card u', 'connect c']);
  });

  it('go after their cable', () => {
    const document = drawing([uml([one!]), sw('s')], []);
    const plugged = [cable('c', ['u', 1], ['s', 1])];
    const lab = actual(
      [
        [uml([one!, two!]), 'up'],
        [sw('s'), 'up'],
      ],
      plugged,
    );
    expect(words(document, ['u', 's'], lab)).toEqual(['disconnect c', 'unplug-card u']);
  });
});
