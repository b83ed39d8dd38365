/** `kill -9` of a program behind a node: the window says so within a second, with its exit and last lines. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readJournal } from '../../electron/supervisor/instance-journal';
import { emptyDocument, type TopologyDocument } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainQemu } from '../../shared/kinds/qemu';
import { plainUml } from '../../shared/kinds/uml';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { PROMPT, qemuGuest } from '../harness/guests';
import { describeWith } from '../harness/parts';
import { umlGuest } from '../harness/uml-guest';

/** From the kill to what a person sees. */
const LIMIT_MS = 1000;
const BOOT_MS = 120_000;

let home: EditorHome;
let editor: Editor;

beforeEach(() => {
  home = makeHome();
});

afterEach(async () => {
  await editor.close();
  home.remove();
});

/** One of each kind that runs a program; QEMU and the host are told to print something. */
async function drawing(): Promise<TopologyDocument> {
  const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e16', 'Killed');
  const { kernel, initrd, append } = await qemuGuest();
  const uml = await umlGuest();
  const at = (x: number, y: number) => ({ x, y, start: startAtOnce });
  const card = { mac: '02:00:00:00:00:01' };
  document.nodes.qqq = {
    ...plainQemu,
    ...{ id: 'qqq', kind: 'qemu', name: 'vm1', ...at(0, 0), kernel, initrd, append, memory: 128 },
    ...{ cpus: 1, cdrom: '', disks: [], accel: 'tcg', cards: [{ ...card, model: 'e1000' }] },
    arguments: ['-cpu', 'qemu64,+vmx'],
  };
  document.nodes.uuu = {
    ...plainUml,
    ...{ id: 'uuu', kind: 'uml', name: 'uml1', ...at(250, 0), kernel: uml.kernel, memory: 128 },
    start: { ...startAtOnce, ready: { by: 'text', text: PROMPT } },
    ...{ rootfs: '', initrd: uml.initrd, append: '', cards: [{ mac: '02:00:00:00:00:02' }] },
  };
  document.nodes.hhh = {
    ...{ id: 'hhh', kind: 'host', name: 'host1', ...at(500, 0), command: [], resolvConf: '' },
    ...{ script: 'echo last words', cpuLimit: 0, memoryLimit: 0 },
    cards: [{ mac: '02:00:00:00:00:03' }],
  };
  document.nodes.nnn = {
    ...{ id: 'nnn', kind: 'nat', name: 'nat1', ...at(0, 200), address: '10.0.2.2/24' },
    ...{ dhcpStart: '10.0.2.15', dns: '10.0.2.3', hostLoopback: false, forwards: [] },
  };
  document.nodes.ppp = {
    ...{ id: 'ppp', kind: 'plug', name: 'plug1', ...at(250, 200), locator: 'null://' },
  };
  return document;
}

/** The child of the service that works for the node: its sockets are named for it. */
function childOf(node: string): number {
  const files = readdirSync(join(home.folder, 'run'), { recursive: true, encoding: 'utf8' });
  const journal = files.find((file) => file.endsWith('/journal'))!;
  const { children } = readJournal(join(home.folder, 'run', journal));
  const pids = children.map(({ pid }) => pid);
  const found = pids.filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(`/${node}.`),
  );
  expect(found, `children of ${node}`).toHaveLength(1);
  return found[0]!;
}

/** Looks from now on at each change of the page, and tells when the inspector showed all of the words. */
async function watchFor(words: readonly string[]): Promise<() => Promise<number>> {
  const watch = await editor.inspector.evaluateHandle(
    (inspector, wanted) => ({
      seenAt: new Promise<number>((resolve, reject) => {
        // What can be seen, not what a closed fold holds.
        const shown = () => (inspector as HTMLElement).innerText;
        const late = setTimeout(() => reject(new Error(`the inspector shows ${shown()}`)), 20_000);
        const observer = new MutationObserver(() => {
          if (!wanted.every((word) => shown().includes(word))) return;
          clearTimeout(late);
          observer.disconnect();
          resolve(Date.now());
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    }),
    words,
  );
  return () => watch.evaluate(({ seenAt }) => seenAt);
}

async function killAndMeasure(node: string, name: string, words: readonly string[]) {
  await editor.select(name);
  await editor.inspector.getByRole('region', { name: 'Status' }).getByText('Running').waitFor();
  const seenAt = await watchFor(words);
  const child = childOf(node);
  const killed = Date.now();
  process.kill(child, 'SIGKILL');
  return (await seenAt()) - killed;
}

describeWith(
  [
    ...(['chromium', 'qemu-system-x86_64', 'linux.uml', 'busybox', 'cpio', 'depmod'] as const),
    ...(['vdens', 'vde_plug', 'root'] as const),
  ],
  'a program that was killed',
  () => {
    it('is told of within a second with its exit and its last lines', async () => {
      const file = join(home.folder, 'killed.vdelab');
      writeFileSync(file, JSON.stringify(await drawing()));
      editor = await Editor.open(home, [file]);
      await editor.startAll();
      for (const name of ['vm1', 'uml1', 'host1', 'nat1', 'plug1'])
        await editor.waitForState(name, 'running', BOOT_MS);

      const took = {
        vm1: await killAndMeasure('qqq', 'vm1', ['SIGKILL', "TCG doesn't support"]),
        uml1: await killAndMeasure('uuu', 'uml1', ['SIGKILL', PROMPT.trim()]),
        host1: await killAndMeasure('hhh', 'host1', ['SIGKILL', 'last words']),
        nat1: await killAndMeasure('nnn', 'nat1', ['Down, starts again', 'killed by SIGKILL']),
        plug1: await killAndMeasure('ppp', 'plug1', ['Down, starts again', 'killed by SIGKILL']),
      };
      expect(Object.entries(took).filter(([, ms]) => ms > LIMIT_MS)).toEqual([]);
    });
  },
);
