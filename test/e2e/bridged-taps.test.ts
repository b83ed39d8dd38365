/** The form of a bridged tap; nothing of this computer is bridged here, see interop's tap-bridges. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyDocument } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

beforeEach(() => {
  home = makeHome();
});

afterEach(async () => {
  await editor.close();
  home.remove();
});

/** Those of this computer that have addresses; taps lead to other drawings and are not offered. */
function ethernetInterfaces(): string[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) => {
    const folder = `/sys/class/net/${name}`;
    const isOther =
      addresses?.some(({ internal }) => internal) || existsSync(`${folder}/tun_flags`);
    return isOther || readFileSync(`${folder}/type`, 'utf8').trim() !== '1' ? [] : [name];
  });
}

describeWith(['chromium'], 'a drawing with a bridged tap', () => {
  it('warns in the form, asks before it starts, and can be made harmless', async () => {
    const before = ethernetInterfaces();
    const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e19', 'Bridged');
    document.nodes.t = {
      ...{ id: 't', kind: 'tap', name: 'tap1', x: 0, y: 0, start: startAtOnce },
      ...{ interface: 'tap0', address: '', up: true, bridge: 'vdlnowhere' },
    };
    const file = join(home.folder, 'bridged.vdelab');
    writeFileSync(file, JSON.stringify(document));
    editor = await Editor.openStrange(home, [file]);
    await editor.startAll();
    const question = editor.page.getByRole('dialog');
    await question.getByText('ip link set tap0 master vdlnowhere').waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await editor.waitForState('tap1', 'off');

    await editor.select('tap1');
    const warning = editor.inspector.getByText('This changes the network of this computer.');
    await warning.waitFor();
    const chosen = editor.inspector.getByLabel('Bridged to', { exact: true });
    expect(await chosen.locator('option:checked').innerText()).toBe(
      'vdlnowhere (not on this computer)',
    );
    const offered = await chosen.locator('option').allInnerTexts();
    // Others may come and go meanwhile.
    const lasting = ethernetInterfaces().filter((name) => before.includes(name));
    for (const name of lasting)
      expect(offered.some((option) => option.startsWith(`${name} (`))).toBe(true);
    await editor.choose('Bridged to', 'Nothing');
    await warning.waitFor({ state: 'detached' });
    expect(await editor.node('tap1').innerText()).not.toContain('vdlnowhere');
  }, 60_000);
});
