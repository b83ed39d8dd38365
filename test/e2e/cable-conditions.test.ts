/** Conditions of cables as the window sets and shows them, while a ping runs over the cable. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { direction, selectCable, setCondition } from '../harness/network-words';
import { describeWith } from '../harness/parts';

const CABLE = 'pc1 eth0 to sw1 port 3';

let home: EditorHome;
let editor: Editor;

beforeAll(async () => {
  home = makeHome();
  editor = await Editor.open(home);
  await editor.add('switch', 400, 120);
  await editor.add('PC', 250, 350);
  await editor.add('PC', 600, 350);
  await editor.connect('pc1 eth0', 'sw1 port 3');
  await editor.connect('pc2 eth0', 'sw1 port 7');
  await editor.startAll();
  for (const name of ['sw1', 'pc1', 'pc2']) await editor.waitForState(name, 'running');
});

afterAll(async () => {
  await editor.close();
  home.remove();
});

/** What another test has set is gone. */
beforeEach(async () => {
  await selectCable(editor, CABLE);
  await editor.inspector.getByLabel('Both directions alike', { exact: true }).check();
  await editor.choose('Link quality', 'Perfect');
});

async function startPing() {
  const console = await editor.openConsole('pc1');
  // That of another test may still run.
  await console.press('Control+c');
  await console.type('clear; ping -c 1000 10.0.0.2');
  await console.shows(/icmp_seq=2 ttl=64 time=/);
  return console;
}

const field = (label: string) =>
  direction(editor, 'Both directions').getByLabel(label, { exact: true });

describeWith(['chromium'], 'conditions of cables', () => {
  it('change the times of a ping that runs, and undo takes them back', async () => {
    const console = await startPing();
    await selectCable(editor, CABLE);
    await setCondition(direction(editor, 'Both directions'), 'Delay', 150);
    await editor.drawing.getByText('150 ms', { exact: true }).waitFor();
    await console.shows(/time=3\d\d(\.\d+)? ms/);
    await editor.menu('Edit', /^Undo (?!history)/);
    await expect.poll(() => field('Delay').inputValue()).toBe('0');
    await console.shows(/time=3\d\d(\.\d+)? ms[\s\S]*time=\d{1,2}(\.\d+)? ms/);
  });

  it('can differ by direction, and the drawing says both', async () => {
    await selectCable(editor, CABLE);
    await editor.inspector.getByLabel('Both directions alike', { exact: true }).uncheck();
    await setCondition(direction(editor, 'pc1 to sw1'), 'Delay', 30);
    await setCondition(direction(editor, 'sw1 to pc1'), 'Loss', 1.5);
    await editor.drawing.getByText(/^[←→↑↓] 30 ms$/).waitFor();
    await editor.drawing.getByText(/^[←→↑↓] 1\.5 % loss$/).waitFor();
  });

  it('come from a preset, go by Perfect, and a wrong one is refused beside its field', async () => {
    await selectCable(editor, CABLE);
    await editor.choose('Link quality', 'Serial line, 64 kbit/s');
    await editor.drawing.getByText('5 ms · 64 kbit/s', { exact: true }).waitFor();
    await setCondition(direction(editor, 'Both directions'), 'Loss', 101);
    await editor.inspector.getByText('A number from 0 to 100.').waitFor();
    await editor.choose('Link quality', 'Perfect');
    await expect.poll(() => editor.drawing.getByText('64 kbit/s').count()).toBe(0);
  });

  it('take the carrier away when a cable is put down', async () => {
    const console = await startPing();
    await selectCable(editor, CABLE);
    const isUp = editor.inspector.getByLabel('Cable is up', { exact: true });
    await isUp.uncheck();
    await editor.inspector.getByText('No carrier.').first().waitFor();
    await editor.drawing.getByText('down', { exact: true }).waitFor();
    await isUp.check();
    await editor.inspector.getByText('Carrier is up.').first().waitFor();
    const before = (await console.screen()).match(/icmp_seq=\d+/g)?.length ?? 0;
    await expect
      .poll(async () => (await console.screen()).match(/icmp_seq=\d+/g)?.length ?? 0)
      .toBeGreaterThan(before);
  });
});
