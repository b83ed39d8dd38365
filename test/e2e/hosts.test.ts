/** Namespace hosts as a person has them: drawn, given a script, pinged from, and asked about. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyDocument } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;

beforeEach(() => {
  home = makeHome();
});

afterEach(async () => {
  await editor.close();
  home.remove();
});

const question = () => editor.page.getByRole('dialog', { name: 'Run the machines of this lab?' });

async function typeScript(name: string, lines: readonly string[]): Promise<void> {
  await editor.select(name);
  const field = editor.inspector.getByLabel('Startup commands', { exact: true });
  await field.fill(lines.join('\n'));
  await field.blur();
}

describeWith(['chromium', 'vdens', 'ip', 'ping', 'root'], 'namespace hosts', () => {
  it('drawn and scripted in the window ping each other, with nothing to be asked', async () => {
    editor = await Editor.open(home);
    await editor.add('switch', 400, 120);
    await editor.add('namespace host', 250, 350);
    await editor.add('namespace host', 600, 350);
    await editor.connect('host1 eth0', 'sw1 port 3');
    await editor.connect('host2 eth0', 'sw1 port 7');
    await typeScript('host1', ['ip addr add 192.168.5.1/24 dev eth0', 'echo ready for it']);
    await typeScript('host2', ['ip addr add 192.168.5.2/24 dev eth0']);
    await editor.startAll();
    for (const name of ['host1', 'host2']) await editor.waitForState(name, 'running');
    const console = await editor.openConsole('host1');
    await console.shows(/ready for it/);
    await console.type('ping -c 2 192.168.5.2');
    await console.shows(/2 packets transmitted, 2 received, 0% packet loss/);
    await console.type('exit');
    await editor.waitForState('host1', 'off');
  });

  it('of a strange drawing show their script, and run it only after a yes', async () => {
    const trace = join(home.folder, 'trace');
    const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e12', 'From a stranger');
    document.nodes.h = {
      ...{ id: 'h', kind: 'host', start: startAtOnce, name: 'host1', x: 200, y: 100 },
      ...{ command: [], script: `echo harmless\ntouch ${trace}`, resolvConf: '' },
      ...{ cpuLimit: 0, memoryLimit: 0, cards: [{ mac: '02:00:00:00:00:01' }] },
    };
    const file = join(home.folder, 'strange.vdelab');
    writeFileSync(file, JSON.stringify(document));
    editor = await Editor.openStrange(home, [file]);
    await typeScript('host1', ['echo changed', `touch ${trace}`]);
    await editor.startAll();
    await question().getByRole('region', { name: 'host1' }).getByText(`touch ${trace}`).waitFor();
    await question().getByRole('button', { name: 'Cancel' }).click();
    await editor.waitForState('host1', 'off');
    expect(existsSync(trace)).toBe(false);
    await editor.startAll();
    await question().getByRole('button', { name: 'Run them' }).click();
    await eventually('the script', () => existsSync(trace));
  });
});
