/** A lab with one of each mistake: each is told at its node before the start, once, with a next step that works. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TopologyDocument, TopologyNode } from '../../shared/document/topology';
import { plainQemu } from '../../shared/kinds/qemu';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';
import { host, learningSwitch, onSwitch, pc } from '../unit/electron/checks/lab-of-mistakes';

function at(
  document: TopologyDocument,
  places: Record<string, [number, number]>,
): TopologyDocument {
  const nodes = Object.entries(document.nodes).map(([id, node]): [string, TopologyNode] => {
    const [x, y] = places[id]!;
    return [id, { ...node, x, y } as TopologyNode];
  });
  return { ...document, nodes: Object.fromEntries(nodes) };
}

const plug = {
  ...{ id: 'plug1', name: 'plug1', x: 0, y: 0, kind: 'plug' },
  locator: 'vde:///tmp/nobody-listens-here',
} as const;

const machine = {
  ...{ id: 'vm1', kind: 'qemu', ...plainQemu, name: 'vm1', x: 0, y: 0, memory: 64, cpus: 1 },
  ...{ accel: 'auto', cdrom: '/nowhere/alpine.iso', disks: [], kernel: '', initrd: '' },
  ...{ append: '', cards: [] },
} as const;

function lab(directory: string): TopologyDocument {
  const drawn = onSwitch(
    pc('pc1', 'ip addr add 10.0.0.1/24 dev eth0'),
    pc('pc2', 'ip addr add 10.0.0.1/24 dev eth0'),
    pc('pc3', 'ip addr add 10.0.0.3/33 dev eth0'),
    pc('pc4', 'ipp addr add 10.0.0.4/24 dev eth0'),
    pc('pc5', 'ip addr add 10.0.0.5/16 dev eth0'),
    host('h1', 'true', 'ls /nowhere-at-all'),
  );
  const { start } = drawn.nodes.pc1 as Extract<TopologyNode, { kind: 'pc' }>;
  const nodes = {
    ...drawn.nodes,
    sw1: { ...(drawn.nodes.sw1 as object), directory } as TopologyNode,
    sw2: learningSwitch('sw2', { group: 'no-such-group' }),
    plug1: { ...plug, start } as TopologyNode,
    vm1: { ...machine, start } as unknown as TopologyNode,
  };
  return at(
    { ...drawn, name: 'mistakes', nodes },
    {
      ...{ pc1: [0, 0], pc2: [180, 0], pc3: [360, 0], pc4: [540, 0], pc5: [720, 0] },
      ...{ sw1: [180, 160], sw2: [560, 160], h1: [180, 320], plug1: [560, 320] },
      vm1: [380, 320],
    },
  );
}

describeWith(
  ['chromium', 'vdens', 'vde_plug', 'ip', 'qemu-system-x86_64', 'root'],
  'a lab with one of each mistake',
  () => {
    let home: EditorHome;
    let editor: Editor;
    let directory: string;

    beforeAll(async () => {
      home = makeHome();
      directory = join(home.folder, 'sw');
      const file = join(home.folder, 'mistakes.vdelab');
      writeFileSync(file, JSON.stringify(lab(directory)));
      editor = await Editor.open(home, [file]);
    });
    afterAll(async () => {
      await editor.close();
      home.remove();
    });

    const mark = (name: string) =>
      editor.drawing.getByRole('button', { name: new RegExp(`problems? of ${name}:`) });
    const problems = () => editor.page.getByRole('region', { name: 'All problems' });
    /** Each sentence of the list, as often as it stands there. */
    const rows = async () =>
      problems().locator('.view-row-text > span:first-child').allInnerTexts();

    it('tells each at its node and in Problems before the start, once', async () => {
      for (const name of ['pc2', 'pc3', 'pc4', 'pc5', 'sw2', 'plug1', 'vm1'])
        await mark(name).waitFor();
      await editor.page
        .getByRole('button', { name: /\d+ problems?$/ })
        .first()
        .click();
      await eventually('all rows', async () => (await rows()).length >= 7);
      const told = await rows();
      expect(new Set(told).size).toBe(told.length);
      expect([...told].sort()).toEqual([
        'Startup command 1 of pc3 fails, “ip addr add 10.0.0.3/33 dev eth0”: inet prefix is expected rather than "10.0.0.3/33".',
        'Startup command 1 of pc4 fails, “ipp addr add 10.0.0.4/24 dev eth0”: ipp: command not found.',
        'The CD image of vm1 is not there: /nowhere/alpine.iso',
        'There is no group called no-such-group on this system.',
        'pc2 has the address 10.0.0.1, and so has pc1 on the same network.',
        'pc5 has 10.0.0.5/16 and pc1 10.0.0.1/24: they do not agree on how large their network is.',
        'plug1 is not joined to vde:///tmp/nobody-listens-here: no switch listens there.',
      ]);
      expect(await mark('pc1').count()).toBe(0);
    });

    it('has a press for each that the app can correct, and the field for the others', async () => {
      for (const name of [
        'Use 10.0.0.2/24',
        'Use 10.0.0.5/24',
        'Leave the group empty',
        /^Write “ip addr/,
      ]) {
        const presses = problems().getByRole('button', { name, exact: true });
        await presses.first().waitFor();
        const before = await presses.count();
        await presses.first().click();
        // The rows below move up when one goes: a press at once may meet the next.
        await eventually(`${name} done`, async () => (await presses.count()) < before);
      }
      await mark('pc3').click();
      const field = editor.inspector.getByRole('textbox', { name: 'Startup commands' });
      await eventually('the field has the keyboard', () =>
        field.evaluate((element) => element === element.ownerDocument.activeElement),
      );
      await editor.fill('Startup commands', 'ip addr add 10.0.0.3/24 dev eth0');
      const image = join(home.folder, 'alpine.iso');
      writeFileSync(image, 'no system at all');
      await mark('vm1').click();
      await editor.fill('CD image', image);
      await eventually('only the plug is left', async () => (await rows()).length === 1);
      for (const name of ['pc2', 'pc3', 'pc4', 'pc5', 'sw2', 'vm1']) {
        await mark(name).waitFor({ state: 'detached' });
      }
    });

    it('tells at the start which line failed, until it is corrected and restarted', async () => {
      await editor.startAll();
      await editor.waitForState('h1', 'running');
      await editor.waitForState('plug1', 'failed');
      await mark('h1').waitFor();
      expect(await mark('h1').getAttribute('title')).toContain(
        'Line 2 of the startup commands of h1 fails, “ls /nowhere-at-all”: ls: cannot access',
      );
      // What was told of the plug before is the same problem, not another one.
      expect((await rows()).filter((text) => text.startsWith('plug1'))).toHaveLength(1);
      await editor.select('h1');
      await editor.fill('Startup commands', 'true');
      await editor.inspector.getByRole('button', { name: 'Restart' }).first().click();
      await mark('h1').waitFor({ state: 'detached' });
    });

    it('goes past a port on which an external client is, and says who is there', async () => {
      const client = spawn('vdens', [`vde://${directory}[7]`, 'sleep', '1000'], {
        stdio: 'ignore',
      });
      try {
        const seventh = editor.jack('sw1 port 7');
        await eventually('the client is seen', async () =>
          /joined from outside \(vdens/.test((await seventh.getAttribute('title')) ?? ''),
        );
        await editor.select('plug1');
        await editor.page.keyboard.press('c');
        await editor.select('sw1');
        await editor.page.keyboard.press('c');
        await editor.cable('plug1 plug to sw1 port 8').waitFor();
      } finally {
        client.kill();
      }
    });
  },
);
