/** Switches as the window shows and sets them: VLANs, spanning tree, a loop, the management console. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { setAccessVlan, setTrunk, showSwitchTab, turnTreeOn } from '../harness/network-words';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

beforeAll(async () => {
  home = makeHome();
  editor = await Editor.open(home);
});

afterAll(async () => {
  await editor.close();
  home.remove();
});

beforeEach(() => editor.newLab());

async function start(...names: string[]): Promise<void> {
  await editor.startAll();
  for (const name of names) await editor.waitForState(name, 'running');
}

async function drawTwoPcs(): Promise<void> {
  await editor.add('switch', 400, 120);
  await editor.add('PC', 250, 350);
  await editor.add('PC', 600, 350);
  await editor.connect('pc1 eth0', 'sw1 port 3');
  await editor.connect('pc2 eth0', 'sw1 port 7');
}

/** Three switches in a row and a cable around. */
async function drawTriangle(): Promise<void> {
  await editor.add('switch', 180, 120);
  await editor.add('switch', 640, 120);
  await editor.add('switch', 400, 420);
  await editor.connect('sw1 port 1', 'sw2 port 1');
  await editor.connect('sw2 port 2', 'sw3 port 2');
  await editor.connect('sw3 port 3', 'sw1 port 3');
}

const blockedSigns = () => editor.drawing.getByRole('img', { name: /: blocked by spanning tree$/ });

describeWith(['chromium'], 'switches in the window', () => {
  it('part PCs by VLANs set while they run, and join them again by undo', async () => {
    await drawTwoPcs();
    await showSwitchTab(editor, 'sw1', 'Ports');
    const row = editor.inspector.getByRole('row', { name: /pc1 eth0/ });
    await expect.poll(() => row.getByRole('rowheader').innerText()).toBe('3');
    await start('sw1', 'pc1', 'pc2');
    await setAccessVlan(editor, 3, 10);
    await setAccessVlan(editor, 7, 20);
    await editor.drawing
      .getByRole('complementary', { name: 'VLANs' })
      .getByText('VLAN 20')
      .waitFor();
    const console = await editor.openConsole('pc1');
    await console.type('ping -c 2 10.0.0.2');
    await console.shows(/2 packets transmitted, 0 received/);
    await editor.select('sw1');
    await setAccessVlan(editor, 7, 10);
    await editor.showConsole('pc1');
    await console.type('clear; ping -c 1 10.0.0.2');
    await console.shows(/1 packets? transmitted, 1 received/);
    await editor.select('sw1');
    await editor.menu('Edit', /^Undo (?!history)/);
    await expect
      .poll(() => editor.inspector.getByLabel('VLAN of port 7', { exact: true }).inputValue())
      .toBe('20');
  });

  it('carry two VLANs over a trunk, set for several ports at once', async () => {
    await editor.add('switch', 200, 120);
    await editor.add('switch', 640, 120);
    await editor.add('PC', 200, 400);
    await editor.add('PC', 640, 400);
    await editor.connect('pc1 eth0', 'sw1 port 2');
    await editor.connect('pc2 eth0', 'sw2 port 2');
    await editor.connect('sw1 port 8', 'sw2 port 8');
    for (const name of ['sw1', 'sw2']) {
      await showSwitchTab(editor, name, 'Ports');
      await editor.inspector.getByLabel('Select port 2', { exact: true }).check();
      await editor.inspector.getByLabel('Select port 3', { exact: true }).check();
      await editor.inspector.getByLabel('VLAN of 2 ports', { exact: true }).fill('30');
      await editor.button('Set 2 ports').click();
      await expect
        .poll(() => editor.inspector.getByLabel('VLAN of port 3', { exact: true }).inputValue())
        .toBe('30');
      await setTrunk(editor, 8, '20, 30-32');
      await expect
        .poll(() => editor.inspector.getByLabel('Tagged VLANs of port 8').inputValue())
        .toBe('20,30-32');
    }
    await start('sw1', 'sw2', 'pc1', 'pc2');
    const console = await editor.openConsole('pc1');
    await console.type('ping -c 1 10.0.0.2');
    await console.shows(/1 received/);
    await showSwitchTab(editor, 'sw2', 'MAC table');
    const learned = editor.inspector.getByRole('table', { name: 'Learned addresses' });
    await learned.getByRole('row', { name: /pc1 eth0 30 8/ }).waitFor();
  });

  it('say what is wrong with a VLAN beside its field and leave the drawing alone', async () => {
    await drawTwoPcs();
    await showSwitchTab(editor, 'sw1', 'Ports');
    await setAccessVlan(editor, 3, 5000);
    await editor.inspector.getByText('A VLAN from 0 to 4094.').waitFor();
    expect(await editor.drawing.getByRole('complementary', { name: 'VLANs' }).count()).toBe(0);
    await editor.choose('Mode of port 4', 'Trunk');
    const field = (name: string) => editor.inspector.getByLabel(name, { exact: true });
    await field('Tagged VLANs of port 4').fill('10');
    await field('Untagged VLAN of port 4').fill('x');
    await field('Untagged VLAN of port 4').press('Enter');
    await expect
      .poll(() => field('Untagged VLAN of port 4').getAttribute('aria-invalid'))
      .toBe('true');
    expect(await field('Tagged VLANs of port 4').getAttribute('aria-invalid')).toBeNull();
  });

  it('show the blocked link of a triangle as blocked, and use it when another is cut', async () => {
    await drawTriangle();
    for (const name of ['sw1', 'sw2', 'sw3']) await turnTreeOn(editor, name);
    await editor.fill('Bridge priority', '4096');
    await start('sw1', 'sw2', 'sw3');
    await editor.drawing
      .getByRole('img', { name: 'sw3 is the root of the spanning tree' })
      .waitFor({ timeout: 60_000 });
    await expect.poll(() => blockedSigns().count(), { timeout: 60_000 }).toBe(1);
    const sign = await blockedSigns().getAttribute('aria-label');
    expect(sign).toMatch(/^sw[12] port 1: /);
    await editor.cable('sw3 port 3 to sw1 port 3').focus();
    await editor.page.keyboard.press('Enter');
    await editor.inspector.getByLabel('Cable is up', { exact: true }).uncheck();
    await expect.poll(() => blockedSigns().count(), { timeout: 60_000 }).toBe(0);
  });

  it('name a storm, and mend it by the button', async () => {
    await drawTriangle();
    await editor.add('PC', 180, 420);
    await editor.connect('pc1 eth0', 'sw1 port 5');
    await start('sw1', 'sw2', 'sw3', 'pc1');
    const console = await editor.openConsole('pc1');
    await console.type('ping -c 3 10.0.0.99');
    await editor.drawing.getByRole('alert').first().waitFor({ timeout: 60_000 });
    await editor.select('sw1');
    const alert = editor.inspector.getByRole('alert');
    await alert.getByText(/Frames go round in a loop through ports .* of sw1/).waitFor();
    await alert.getByRole('button', { name: 'Turn spanning tree on' }).click();
    await expect.poll(() => blockedSigns().count(), { timeout: 60_000 }).toBe(1);
    await expect.poll(() => editor.drawing.getByRole('alert').count(), { timeout: 60_000 }).toBe(0);
    await editor.menu('Edit', /^Undo (?!history)/);
    await showSwitchTab(editor, 'sw2', 'Settings');
    await expect
      .poll(() => editor.inspector.getByLabel('Spanning tree', { exact: true }).isChecked())
      .toBe(false);
  });

  it('answer management commands in a tab', async () => {
    await editor.add('switch', 400, 120);
    await start('sw1');
    const console = await editor.openConsole('sw1');
    await console.type('showinfo');
    await console.shows(/1000 Success/);
  });

  it('count what passes their ports, and begin anew on request', async () => {
    await drawTwoPcs();
    await start('sw1', 'pc1', 'pc2');
    const console = await editor.openConsole('pc1');
    await console.type('ping -c 2 10.0.0.2');
    await console.shows(/2 received/);
    await showSwitchTab(editor, 'sw1', 'Traffic');
    const traffic = editor.inspector.getByRole('table', { name: 'Traffic of each port' });
    await traffic.getByRole('rowheader', { name: '7', exact: true }).waitFor();
    await editor.button('Reset counters').click();
    await editor.inspector.getByText('No frame has passed yet.').waitFor();
  });
});
