/** "What is installed", as a person reads it before a lab is started, and after one could not be. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;

beforeEach(() => {
  home = makeHome();
});

afterEach(async () => {
  delete process.env.VDEPLUGIN_PATH;
  await editor.close();
  home.remove();
});

const dialog = () => editor.page.getByRole('dialog', { name: 'What is installed', exact: true });

describeWith(['chromium', 'vde_plug'], 'what is installed', () => {
  it('names the part that a node of the drawing lacks, and the command for all', async () => {
    // No module is found in a folder that is not there.
    process.env.VDEPLUGIN_PATH = `${home.folder}/nowhere`;
    editor = await Editor.open(home);
    await editor.add('VDE plug', 300, 100);
    await editor.fill('Network locator', 'slirp://');
    await editor.menu('Help', 'What is installed');
    const lacks = dialog().getByRole('list', { name: 'What the drawing lacks' });
    await lacks.getByText('plug1 needs slirp for VDE.').waitFor({ timeout: 60_000 });
    await dialog()
      .getByText(/of \d+ found\. This drawing lacks slirp for VDE\./)
      .waitFor();
    await dialog().getByRole('button', { name: 'Copy all commands' }).click();
    const clipboard = await editor.page.evaluate(() => navigator.clipboard.readText());
    expect(clipboard).toMatch(/^sudo apt-get install .*libvdeplug-slirp/);
    await dialog().getByRole('button', { name: 'Look again' }).click();
    await lacks.waitFor({ timeout: 60_000 });
  });

  it('groups the parts by what they are for, and says when nothing is lacking', async () => {
    editor = await Editor.open(home);
    await editor.menu('Help', 'What is installed');
    await dialog().getByText('Everything that this drawing needs is here.').waitFor({
      timeout: 60_000,
    });
    for (const group of ['QEMU machines', 'External connections', 'Disk space and tools']) {
      const section = dialog().getByRole('region', { name: group, exact: true });
      await eventually(group, async () => (await section.getByRole('listitem').count()) > 1);
    }
  });
});
