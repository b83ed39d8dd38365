/** The order of starting, with a real User-Mode Linux machine that others wait for. */
import { afterEach, expect, it } from 'vitest';
import {
  type DeviceNode,
  emptyDocument,
  perfectCable,
  type TopologyDocument,
} from '../../shared/document/topology';
import { type Readiness, startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../shared/kinds/switch';
import { plainUml } from '../../shared/kinds/uml';
import { PROMPT } from '../harness/guests';
import { LabSession } from '../harness/lab-session';
import { describeWith } from '../harness/parts';
import { umlGuest } from '../harness/uml-guest';
import { eventually } from '../harness/vde-client';

const place = { x: 0, y: 0 };
const up: Readiness = { by: 'up' };

async function uml(id: string, ready: Readiness, patience = 120): Promise<DeviceNode> {
  const { kernel, initrd } = await umlGuest();
  return {
    ...{ id, kind: 'uml', name: id, ...place, ...plainUml, kernel, memory: 128, rootfs: '' },
    ...{ append: '', initrd, cards: [], start: { ...startAtOnce, ready, patience } },
  };
}

function pc(
  id: string,
  order: number,
  ready: Readiness,
  setup: string[] = [],
  delay = 0,
): DeviceNode {
  const mac = `02:00:00:00:0a:0${order}`;
  const start = { ...startAtOnce, order, delay, ready };
  return { id, kind: 'pc', name: id, ...place, cards: [{ mac }], setup, start };
}

function drawing(nodes: DeviceNode[]): TopologyDocument {
  const lab = emptyDocument('00000000-0000-4000-8000-0000000000b1', 'Order');
  const sw: DeviceNode = {
    ...{ id: 'sw', kind: 'switch', name: 'sw', ...place, ports: 8, directory: '', mode: '0700' },
    ...{ group: '', ...plainSwitch },
  };
  for (const node of [sw, ...nodes]) lab.nodes[node.id] = node;
  const cabled = nodes.filter(({ kind }) => kind === 'pc');
  for (const [index, { id }] of cabled.entries()) {
    const ends = { a: { node: id, port: 0 }, b: { node: 'sw', port: index + 1 } };
    lab.cables[`c${index}`] = { id: `c${index}`, ...ends, ...perfectCable };
  }
  return lab;
}

describeWith(['linux.uml', 'busybox', 'cpio'], 'the order of starting', () => {
  let lab: LabSession | null = null;
  afterEach(async () => lab?.close());

  it('is honoured, by a text, by a frame and with a delay', async () => {
    const sending = ['ip addr add 10.9.0.1/24 dev eth0', 'ping -c 1 10.9.0.9'];
    lab = await LabSession.open(
      drawing([
        await uml('first', { by: 'text', text: PROMPT }),
        pc('second', 1, { by: 'frame' }, sending),
        pc('third', 2, up, [], 1),
        pc('fourth', 3, up),
      ]),
    );
    expect(await lab.call('lab.start', { nodes: 'all' })).toEqual({ failures: [] });
    const running = lab.history.filter((step) => step.endsWith('running'));
    expect(running).toEqual([
      'sw running',
      'first running',
      'second running',
      'third running',
      'fourth running',
    ]);
    expect(lab.details).toContain('second: Waits for first');
    expect(lab.details).toContain(`first: Waits until it prints “${PROMPT}”`);
    expect(lab.details).toContain('third: Starts in 1 s');
    const { nodes } = await lab.status();
    expect(nodes.first?.bootMs).toBeGreaterThan(0);
    expect(await lab.call('machine.report', { node: 'first' })).toMatchObject({ end: null });
  });

  it('goes on after a machine that says nothing, and says so', async () => {
    const never = { by: 'text', text: 'nobody prints this' } as const;
    lab = await LabSession.open(drawing([await uml('mute', never, 1), pc('after', 1, up)]));
    expect(await lab.call('lab.start', { nodes: 'all' })).toEqual({ failures: [] });
    const { nodes } = await lab.status();
    expect(nodes.after?.state).toBe('running');
    expect(nodes.mute?.facts.trouble?.message).toContain('nobody prints this');
  });

  it('goes on after a machine that failed', async () => {
    const broken = { ...(await uml('broken', up)), initrd: '/nowhere' } as DeviceNode;
    lab = await LabSession.open(drawing([broken, pc('after', 1, up)]));
    const { failures } = await lab.call('lab.start', { nodes: 'all' });
    expect(failures.map(({ record }) => record)).toEqual(['broken']);
    expect((await lab.status()).nodes.after?.state).toBe('running');
  });

  it('can be stopped while some wait for their turn', async () => {
    const never = { by: 'text', text: 'nobody prints this' } as const;
    lab = await LabSession.open(drawing([await uml('mute', never), pc('after', 1, up)]));
    const session = lab;
    const started = session.call('lab.start', { nodes: 'all' });
    await eventually('it waits', () => session.details.includes('after: Waits for mute') || null);
    await session.call('lab.stop', { nodes: 'all' });
    await started;
    const { nodes } = await session.status();
    expect(Object.values(nodes).map(({ state }) => state)).toEqual(['off', 'off', 'off']);
  });

  it('restarts what is selected and leaves the others running', async () => {
    lab = await LabSession.open(
      drawing([pc('one', 0, up), pc('two', 0, up), await uml('three', up)]),
    );
    await lab.call('lab.start', { nodes: 'all' });
    const before = lab.history.length;
    expect(await lab.call('lab.restart', { nodes: ['one', 'three'] })).toEqual({ failures: [] });
    expect(
      lab.history
        .slice(before)
        .filter((step) => step.endsWith('running'))
        .sort(),
    ).toEqual(['one running', 'three running']);
    expect(lab.history.slice(before).some((step) => step.startsWith('two '))).toBe(false);
  });
});
