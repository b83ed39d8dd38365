/** Every text of the page can be translated: in a made-up language no plain English is left of it. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { architectures } from '../../shared/kinds/qemu-architectures';
import { cardModels } from '../../shared/net/card-models';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import type { Console } from '../harness/editor-console';
import { pickFile } from '../harness/editor-files';
import { everyKind } from '../harness/every-kind';
import { cutOff, overlapping } from '../harness/fitting';
import { inMadeUpLanguage } from '../harness/language';
import {
  type Look,
  looksAtFirst,
  looksOfDrawing,
  looksOfRunning,
  runShownLab,
  selectNothing,
} from '../harness/looks';
import { plainWords } from '../harness/page-words';
import { describeWith } from '../harness/parts';
import {
  closeDialog,
  dialogOf,
  readAllSelected,
  readCable,
  readInspector,
  readMenus,
  readNode,
  selectById,
} from '../harness/screens';

let home: EditorHome;
let editor: Editor;

const drawing = everyKind();

/** Names: of the drawing's nodes, of products and protocols, of what QEMU and Linux call things. */
const allowed: ReadonlySet<string> = new Set([
  ...Object.values(drawing.nodes).flatMap((node) => ('name' in node ? [node.name] : [])),
  ...['Q', 'q.vdelab', 'sw1', 'sw2', 'pc1', 'pc2', 'pc3', 'pc4'],
  ...['Vdelab', 'VDE', 'QEMU', 'UML', 'NAT', 'TCP', 'UDP', 'IDE', 'Virtio', 'SCSI', 'NVMe', 'USB'],
  ...['Gruvbox', 'Dracula'],
  ...architectures,
  ...cardModels,
]);
const found: string[] = [];

/** Notes what is not translated on a screen. */
async function read(screen: string): Promise<void> {
  // Forms offer the interfaces that this computer has at the moment.
  const names = new Set([...allowed, ...readdirSync('/sys/class/net')]);
  for (const line of await plainWords(editor.page, names)) found.push(`${screen}: ${line}`);
}

/** What was found since, each text with the screen that showed it first. */
function takeFound(): string[] {
  const bare = (line: string) => line.slice(line.indexOf(': '));
  const first = new Map(
    found
      .splice(0)
      .reverse()
      .map((line) => [bare(line), line]),
  );
  return [...first.values()].reverse();
}

/** Reads screens, which must fit into a small window as well, though the made-up texts are a third longer. */
async function readLooks(looks: readonly Look[]): Promise<void> {
  for (const { name, show, leave } of looks) {
    await show(editor);
    await read(name);
    await editor.page.setViewportSize({ width: 1024, height: 640 });
    await expect.poll(() => cutOff(editor.page), { message: name }).toEqual([]);
    expect(await overlapping(editor.page), name).toEqual([]);
    await editor.page.setViewportSize({ width: 1440, height: 900 });
    await leave(editor);
  }
}

/** What lies over and beside consoles. */
async function readConsole(console: Console): Promise<void> {
  const { page } = editor;
  const panel = page.getByRole('tabpanel', {
    name: editor.say('Console of {{name}}', { name: 'pc2' }),
  });
  await panel.locator('.terminal-host').click({ button: 'right' });
  await read('menu of a console');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'pc2', exact: true }).click({ button: 'right' });
  await read('menu of a tab');
  await page.keyboard.press('Escape');
  await console.press('Control+Shift+F');
  await read('search in a console');
  await page.keyboard.press('Escape');
  await page.evaluate(() => navigator.clipboard.writeText('one\ntwo\x03\n'));
  await console.press('Control+Shift+V');
  await dialogOf(editor, 'Paste into the console?').waitFor();
  await read('paste');
  await closeDialog(editor);
}

describeWith(['chromium'], 'a page in another language', () => {
  beforeAll(async () => {
    home = makeHome();
    writeFileSync(join(home.folder, 'q.vdelab'), JSON.stringify(drawing));
    editor = await Editor.open(home, [], inMadeUpLanguage());
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('greets in it', async () => {
    await readLooks(looksAtFirst);
    expect(takeFound()).toEqual([]);
  });

  it('has its menus and its file dialog in it', async () => {
    await readMenus(editor, read, 'nothing drawn');
    await editor.menu('File', 'Open…');
    await dialogOf(editor, 'Open a lab').waitFor();
    await read('file dialog');
    await pickFile(editor, 'Open a lab', home.folder, 'q.vdelab');
    await editor.node('sw1').waitFor();
    await readMenus(editor, read, 'a lab is open');
    expect(takeFound()).toEqual([]);
  });

  it('has the forms and menus of nodes in it', async () => {
    for (const id of Object.keys(drawing.nodes)) await readNode(editor, read, id);
    expect(takeFound()).toEqual([]);
  });

  it('has the forms and menus of cables and of many in it', async () => {
    for (const id of Object.keys(drawing.cables)) await readCable(editor, read, id);
    await readAllSelected(editor, read);
    await editor.page.keyboard.press('Control+a');
    await readMenus(editor, read, 'all selected');
    await selectNothing(editor);
    expect(takeFound()).toEqual([]);
  });

  it('has its dialogs in it', async () => {
    await readLooks(looksOfDrawing);
    expect(takeFound()).toEqual([]);
  });

  it('names edits, templates and groups in it', async () => {
    await selectById(editor, 'pc');
    await editor.menu('Edit', 'Save as template…');
    await dialogOf(editor, 'Save as template').getByRole('textbox').first().fill('Q');
    await editor.page.keyboard.press('Enter');
    await dialogOf(editor, 'Save as template').waitFor({ state: 'hidden' });
    await read('a template saved');
    await selectById(editor, 'group');
    await editor.menu('Edit', 'Collapse group');
    await readInspector(editor, read, 'a collapsed group');
    await editor.page.keyboard.press('Control+Alt+z');
    await editor.page.getByRole('menu').waitFor();
    await read('history');
    await editor.page.keyboard.press('Escape');
    expect(takeFound()).toEqual([]);
  });

  it('speaks it while a lab runs', async () => {
    await editor.menu('File', 'Examples…');
    await dialogOf(editor, 'Examples')
      .getByRole('button', { name: editor.say('Two VLANs and a trunk'), exact: true })
      .click();
    const question = dialogOf(editor, 'Save the changes first?');
    await question.waitFor();
    await read('question');
    await question.getByRole('button', { name: editor.say("Don't save") }).click();
    await editor.node('pc4').waitFor();
    await read('another lab');
    await runShownLab(editor);
    await readLooks(looksOfRunning);
    await readMenus(editor, read, 'a lab runs');
    expect(takeFound()).toEqual([]);
  });

  it('speaks it in consoles', async () => {
    await readConsole(await editor.showConsole('pc2'));
    for (const title of ['Search all consoles', 'Broadcast input']) {
      await editor.menu('Consoles', title);
      await dialogOf(editor, title).waitFor();
      await read(title);
      await closeDialog(editor);
    }
    expect(takeFound()).toEqual([]);
  });

  it('speaks it of what runs', async () => {
    await editor.select('sw1');
    await readInspector(editor, read, 'a running switch');
    await editor.cable('pc1 eth0 to sw1 port 1').focus();
    await editor.page.keyboard.press('Enter');
    await readInspector(editor, read, 'a running cable');
    await editor.select('pc1');
    await readInspector(editor, read, 'a running PC');
    await editor.page.keyboard.press('Delete');
    await dialogOf(editor, 'Delete a running machine?').waitFor();
    await read('deleting');
    await closeDialog(editor);
    await editor.page.keyboard.press('c');
    await read('connecting');
    expect(takeFound()).toEqual([]);
  });
});
