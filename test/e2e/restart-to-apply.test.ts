/** Nodes that are edited while they run: what they take at once, and what is marked until a restart. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';
import { VdeTestClient } from '../harness/vde-client';

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

const mark = (name: string) => editor.node(name).getByText('Restart to apply');
const alert = () => editor.inspector.getByRole('region', { name: 'Restart to apply', exact: true });

async function write(label: string, text: string): Promise<void> {
  const field = editor.inspector.getByLabel(label, { exact: true });
  await field.fill(text);
  await field.blur();
}

async function twoNodes(): Promise<void> {
  await editor.add('switch', 300, 120);
  await editor.add('PC', 300, 320);
  await editor.connect('pc1 eth0', 'sw1 port 1');
  await editor.select('sw1');
  await editor.fill('VDE directory', join(home.folder, 'sw'));
  await editor.startAll();
  for (const name of ['sw1', 'pc1']) await editor.waitForState(name, 'running');
}

describeWith(['chromium'], 'nodes that are edited while they run', () => {
  it('keep external clients, and say who a restart would send away', async () => {
    await twoNodes();
    const client = await VdeTestClient.join(join(home.folder, 'sw'), { description: 'a guest' });
    try {
      await editor.select('sw1');
      await editor.fill('Ports', '16');
      await editor.jack('sw1 port 16').waitFor();
      await write('Startup commands', 'vlan/create 5');
      await mark('sw1').waitFor();
      await alert().getByText('sends an external client away: a guest on port 2').waitFor();
      await editor.inspector.getByText('Runs with: none').waitFor();
      await editor.menu('Edit', /^Undo Change/);
      await mark('sw1').waitFor({ state: 'detached' });
      expect(await alert().count()).toBe(0);
      expect(client.isOver).toBe(false);
    } finally {
      client.leave();
    }
  });

  it('show what runs on the drawing, in the form and in the table until they are restarted', async () => {
    await editor.select('pc1');
    await write('Startup commands', 'ip addr add 10.0.0.77/24 dev eth0');
    await mark('pc1').waitFor();
    await editor.node('pc1').getByText('10.0.0.1/24').waitFor();
    await editor.inspector.getByText('Runs with: ip addr add 10.0.0.1/24 dev eth0').waitFor();
    await editor.menu('View', 'Lab table');
    const row = editor.page.getByRole('row', { name: /pc1/ });
    await row.getByRole('img', { name: 'Restart to apply' }).waitFor();
    await row.getByText('10.0.0.1', { exact: true }).waitFor();
    await alert().getByRole('button', { name: 'Restart to apply' }).click();
    await mark('pc1').waitFor({ state: 'detached' });
    await editor.waitForState('pc1', 'running');
    await editor.node('pc1').getByText('10.0.0.77/24').waitFor();
    await row.getByRole('img', { name: 'Restart to apply' }).waitFor({ state: 'detached' });
  });

  it('are restarted by the command of their menu, which only they have', async () => {
    const entry = () => editor.page.getByRole('menuitem', { name: 'Restart to apply' });
    await editor.node('pc1').click({ button: 'right', position: { x: 24, y: 20 } });
    await editor.page.getByRole('menuitem', { name: 'Rename' }).waitFor();
    expect(await entry().count()).toBe(0);
    await editor.page.keyboard.press('Escape');
    await editor.select('pc1');
    await write('Startup commands', 'ip addr add 10.0.0.78/24 dev eth0');
    await mark('pc1').waitFor();
    await editor.node('pc1').click({ button: 'right', position: { x: 24, y: 20 } });
    await entry().click();
    await editor.node('pc1').getByText('10.0.0.78/24').waitFor();
    await mark('pc1').waitFor({ state: 'detached' });
  });
});
