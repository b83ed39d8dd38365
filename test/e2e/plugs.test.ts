/** What leads out of the drawing, as the window shows it: internet access, and plugs that fall. */
import { existsSync } from 'node:fs';
import { createServer as createWebServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';
import { processesOf } from '../harness/processes';
import { type RunningProgram, startProgram } from '../harness/programs';
import { eventually } from '../harness/vde-client';

/** A second, and what a busy computer adds to it. */
const SOON_MS = 3000;

let home: EditorHome;
let editor: Editor;
let outside: RunningProgram | null;

beforeAll(async () => {
  home = makeHome();
  editor = await Editor.open(home);
});

beforeEach(async () => {
  outside = null;
  await editor.newLab();
});

afterEach(() => outside?.stop());

afterAll(async () => {
  await editor.close();
  home.remove();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function drawInternet(): Promise<void> {
  await editor.add('switch', 250, 150);
  await editor.add('internet access', 520, 150);
  await editor.connect('nat1 nat', 'sw1 port 1');
  await editor.select('nat1');
}

const press = (name: string) => editor.inspector.getByRole('button', { name, exact: true }).click();

describeWith(['chromium', 'vde_plug'], 'internet access in the window', () => {
  it('is drawn, forwards a port that is typed into its form, and says what is wrong', async () => {
    const port = await freePort();
    await drawInternet();
    await editor.inspector
      .getByText('Guests get 10.0.2.15 and up by DHCP. This computer is 10.0.2.2 for them')
      .waitFor();
    await press('Add a port forward');
    await editor.fill('Computer port of forward 1', String(port));
    await editor.fill('Guest address of forward 1', '10.0.2');
    await editor.inspector.getByText('An IPv4 address.').waitFor();
    await editor.fill('Guest address of forward 1', '10.0.9.1');
    await editor.inspector.getByText('is not in its network 10.0.2.2/24').waitFor();
    await editor.fill('Guest address of forward 1', '10.0.2.16');
    await editor.fill('Guest port of forward 1', '8000');
    await editor.startAll();
    await editor.waitForState('nat1', 'running');
    const forward = `/tcpfwd=127.0.0.1:${port}:10.0.2.16:8000`;
    expect(processesOf('vde_plug', forward)).toHaveLength(1);
    await press('Remove forward 1');
    // Guests that use it are not cut off by an edit.
    await editor.node('nat1').getByText('Restart to apply').waitFor();
    expect(processesOf('vde_plug', forward)).toHaveLength(1);
    await press('Restart to apply');
    await eventually('it runs without', () => processesOf('vde_plug', forward).length === 0);
    await editor.waitForState('nat1', 'running');
  }, 60_000);

  it('names the port that another program has', async () => {
    const server = createWebServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      await drawInternet();
      await press('Add a port forward');
      await editor.fill('Computer port of forward 1', String(port));
      await editor.startAll();
      await editor.waitForState('nat1', 'failed');
      await editor.inspector
        .getByRole('alert')
        .getByText(`nat1 cannot listen at TCP port ${port} of 127.0.0.1`)
        .waitFor();
    } finally {
      server.close();
    }
  }, 60_000);
});

async function startOutside(directory: string): Promise<void> {
  outside = startProgram('vde_plug', ['null://', `switch://${directory}`]);
  await eventually('the outside switch', () => existsSync(join(directory, 'ctl')));
}

describeWith(['chromium', 'vde_plug'], 'a plug in the window', () => {
  it('is made by its form, shows at once that it fell, and recovers', async () => {
    const directory = join(home.folder, 'outside');
    await startOutside(directory);
    await editor.add('VDE plug', 400, 200);
    await editor.choose('Joins', 'module:vdesl');
    await editor.inspector.getByText('The module “vdesl” is not installed.').waitFor();
    await editor.inspector.getByText('sudo apt-get install libvdeplug-vdesl').waitFor();
    await editor.choose('Joins', 'udp');
    await editor.fill('Other computer', '127.0.0.1');
    const locator = editor.inspector.getByLabel('Network locator', { exact: true });
    expect(await locator.inputValue()).toBe('udp://5000->127.0.0.1:5000');
    await editor.choose('Joins', 'vde');
    await editor.fill('Directory of the switch', 'outside');
    await editor.inspector.getByText('A full path, one that begins with /.').waitFor();
    await editor.fill('Directory of the switch', directory);
    expect(await locator.inputValue()).toBe(`vde://${directory}`);
    await editor.startAll();
    await editor.waitForState('plug1', 'running');

    const status = editor.inspector.getByRole('region', { name: 'Status' });
    const [pid] = processesOf('vde_plug', `vde://${directory} `);
    const fallen = status.getByText(/^Down, starts again in 0\.5 s/).waitFor({ timeout: SOON_MS });
    const exit = editor.inspector
      .getByRole('alert')
      .getByText('killed by SIGKILL')
      .waitFor({ state: 'attached', timeout: SOON_MS });
    process.kill(pid!, 'SIGKILL');
    await Promise.all([fallen, exit]);
    await status.getByText(/restarted once$/).waitFor();
    expect(processesOf('vde_plug', `vde://${directory} `)).toHaveLength(1);

    await outside?.stop();
    const words = /^1 problem of plug1: plug1 is not joined to vde:/;
    const mark = editor.drawing.getByRole('button', { name: words });
    await mark.waitFor({ timeout: SOON_MS });
    await editor
      .node('plug1')
      .getByText(/^Down, starts again/)
      .waitFor();
    await press('Stop');
    await editor.waitForState('plug1', 'off');
  }, 60_000);
});
