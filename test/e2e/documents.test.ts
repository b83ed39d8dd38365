/** The document in the hands of a person: saved, opened, refused, exported, undone. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { parseDocument } from '../../electron/document/document-text';
import { printDocument } from '../../shared/document/document-print';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import {
  exported,
  message,
  pickFile,
  save,
  saveAs,
  savedMark,
  unsavedMark,
} from '../harness/editor-files';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

const PNG_SIGNATURE = '89504e470d0a1a0a';

/** The editor's own folders, and one for the files of each test. */
let own: EditorHome;
let home: EditorHome;
let editor: Editor;

beforeAll(async () => {
  own = makeHome();
  editor = await Editor.open(own);
});

beforeEach(async () => {
  home = makeHome();
  await editor.newLab();
});

afterEach(() => home.remove());

afterAll(async () => {
  await editor.close();
  own.remove();
});

const file = (name: string) => join(home.folder, name);
const text = (name: string) => readFileSync(file(name), 'utf8');

async function drawTwoPcs(): Promise<void> {
  await editor.add('switch', 400, 100);
  await editor.add('PC', 250, 330);
  await editor.add('PC', 600, 330);
  await editor.connect('pc1 eth0', 'sw1 port 3');
  await editor.connect('pc2 eth0', 'sw1 port 7');
}

async function expectDrawing(names: readonly string[], cables: number): Promise<void> {
  await eventually(`${names} and ${cables} cables`, async () => {
    const groups = await Promise.all(names.map((name) => editor.node(name).count()));
    const drawn = await editor.drawing.getByLabel(/^Cable /).count();
    return groups.every((count) => count === 1) && drawn === cables;
  });
}

/** Saves a copy of a saved lab with one place of its text changed. */
function writeChanged(from: string, to: string, sought: RegExp, replacement: string): string {
  const before = text(from);
  const after = before.replace(sought, replacement);
  expect(after).not.toBe(before);
  writeFileSync(file(to), after);
  return after;
}

async function placeOf(node: Locator): Promise<{ x: number; y: number }> {
  const box = await node.boundingBox();
  if (box === null) throw new Error(`${node} cannot be seen`);
  return { x: Math.round(box.x), y: Math.round(box.y) };
}

async function waitForPlace(name: string, wanted: { x: number; y: number }): Promise<void> {
  await eventually(`${name} at ${wanted.x}, ${wanted.y}`, async () => {
    const { x, y } = await placeOf(editor.node(name));
    return x === wanted.x && y === wanted.y;
  });
}

const undo = () => editor.page.keyboard.press('Control+z');
const redo = () => editor.page.keyboard.press('Control+Shift+z');

describeWith(['chromium'], 'a lab file', () => {
  it('is saved through the dialog as stable JSON, and `vdelab serve FILE` opens it', async () => {
    await drawTwoPcs();
    await unsavedMark(editor).waitFor();
    await saveAs(editor, home.folder, 'two-pcs');
    const first = text('two-pcs.vdelab');
    const { format, nodes, cables } = JSON.parse(first);
    expect(format).toBe('vdelab');
    for (const ids of [Object.keys(nodes), Object.keys(cables)])
      expect(ids).toEqual(ids.toSorted());
    expect(first).toBe(printDocument(parseDocument(first)));
    await editor.select('pc1');
    await editor.fill('Name', 'web');
    await unsavedMark(editor).waitFor();
    await editor.select('sw1');
    await save(editor);
    // One thing was changed, so one line of the file was.
    expect(text('two-pcs.vdelab')).toBe(first.replace('"name": "pc1"', '"name": "web"'));
    await undo();
    await editor.node('pc1').waitFor();
    await save(editor);
    expect(text('two-pcs.vdelab')).toBe(first);
    await editor.close();
    editor = await Editor.open(own, [file('two-pcs.vdelab')]);
    await expectDrawing(['pc1', 'pc2', 'sw1'], 2);
    await savedMark(editor).waitFor();
    expect(await editor.page.getByRole('dialog').count()).toBe(0);
  });

  it('is not replaced by another lab before the person agrees', async () => {
    await editor.add('PC', 300, 200);
    writeFileSync(file('mine.vdelab'), 'something else');
    await editor.menu('File', 'Save as…');
    const dialog = editor.page.getByRole('dialog', { name: 'Save the lab as', exact: true });
    await dialog.getByLabel('Folder', { exact: true }).fill(home.folder);
    await dialog.getByLabel('Folder', { exact: true }).press('Enter');
    await dialog.getByLabel('File name', { exact: true }).fill('mine.vdelab');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    const question = editor.page.getByRole('dialog', { name: 'Replace the file?' });
    await question.getByRole('button', { name: 'Cancel', exact: true }).click();
    await question.waitFor({ state: 'hidden' });
    expect(text('mine.vdelab')).toBe('something else');
    await unsavedMark(editor).waitFor();
  });

  it('that somebody else changed meanwhile is not replaced without a question', async () => {
    await editor.add('PC', 300, 200);
    await saveAs(editor, home.folder, 'lab.vdelab');
    writeFileSync(file('lab.vdelab'), 'theirs');
    await editor.add('PC', 600, 200);
    await editor.page.keyboard.press('Control+s');
    await message(editor, /was changed by somebody else since you opened it/).waitFor();
    expect(text('lab.vdelab')).toBe('theirs');
    await unsavedMark(editor).waitFor();
    await saveAs(editor, home.folder, 'mine.vdelab');
    expect(text('lab.vdelab')).toBe('theirs');
    expect(text('mine.vdelab')).toContain('"name": "pc2"');
  });

  it('of a newer version or with a broken record is refused by name; nothing is lost', async () => {
    await drawTwoPcs();
    await saveAs(editor, home.folder, 'lab.vdelab');
    const newer = writeChanged('lab.vdelab', 'newer.vdelab', /"version": \d+/, '"version": 999');
    const broken = writeChanged('lab.vdelab', 'broken.vdelab', /"kind": "pc"/, '"kind": "router"');
    const torn = text('lab.vdelab').slice(0, 200);
    writeFileSync(file('torn.vdelab'), torn);
    await editor.select('pc2');
    await editor.fill('Name', 'unsaved');
    for (const [name, content, why, next] of [
      [
        'newer.vdelab',
        newer,
        /it has document version 999/,
        'Install a Vdelab that reads document',
      ],
      ['broken.vdelab', broken, /field "kind" of the node "pc-\w+"/, 'Correct it under "nodes"'],
      ['torn.vdelab', torn, /The file is not JSON: line/, 'open an earlier copy'],
    ] as const) {
      await editor.menu('File', 'Open…');
      const question = editor.page.getByRole('dialog', { name: 'Save the changes first?' });
      await question.getByRole('button', { name: "Don't save", exact: true }).click();
      await pickFile(editor, 'Open a lab', home.folder, name);
      const refusal = message(editor, why);
      await refusal.waitFor();
      expect(await refusal.innerText()).toContain(next);
      expect(text(name)).toBe(content);
      await expectDrawing(['sw1', 'pc1', 'unsaved'], 2);
      await unsavedMark(editor).waitFor();
    }
    await undo();
    await editor.node('pc2').waitFor();
  });

  it('that cannot be read ends `vdelab serve FILE` with what to mend', async () => {
    writeFileSync(file('torn.vdelab'), '{"format": "vdelab",\n oops');
    const opened = Editor.open(home, [file('torn.vdelab')]);
    await expect(opened).rejects.toThrow(
      /The file is not JSON: line 2, column 2 cannot be read\.\nCorrect that place/,
    );
  });
});

describeWith(['chromium'], 'a file that is dropped on the drawing', () => {
  async function drop(name: string, content: string): Promise<void> {
    const transfer = await editor.page.evaluateHandle(
      ([title, words]) => {
        const data = new DataTransfer();
        data.items.add(new File([words], title));
        return data;
      },
      [name, content] as const,
    );
    const box = (await editor.drawing.boundingBox())!;
    const place = { clientX: box.x + box.width / 2, clientY: box.y + 200 };
    await editor.drawing.dispatchEvent('dragover', { dataTransfer: transfer, ...place });
    await editor.drawing.dispatchEvent('drop', { dataTransfer: transfer, ...place });
  }

  it('is opened as a lab of its own; one that cannot be read leaves the lab that runs', async () => {
    await drawTwoPcs();
    await saveAs(editor, home.folder, 'lab.vdelab');
    const lab = text('lab.vdelab');
    await editor.startAll();
    await editor.waitForState('pc1', 'running');
    const question = editor.page.getByRole('dialog', { name: 'Leave the running lab?' });
    await drop('torn.vdelab', lab.slice(0, 200));
    await question.getByRole('button', { name: 'Stop and go on', exact: true }).click();
    await message(editor, /The file is not JSON: line/).waitFor();
    await editor.waitForState('pc1', 'running');
    await drop('other.vdelab', lab.replace('"name": "pc1"', '"name": "first"'));
    await question.getByRole('button', { name: 'Stop and go on', exact: true }).click();
    await editor.node('first').waitFor();
    await expectDrawing(['sw1', 'first', 'pc2'], 2);
    await editor.page.keyboard.press('Control+s');
    await pickFile(editor, 'Save the lab as', home.folder, 'other.vdelab');
    await message(editor, /Saved to .*other\.vdelab/).waitFor();
    const idIn = (name: string) => (JSON.parse(text(name)) as { id: string }).id;
    expect(idIn('other.vdelab')).not.toBe(idIn('lab.vdelab'));
  });
});

describeWith(['chromium'], 'exports', () => {
  it('give a picture, a drawing, a script and a copy, each with the lab in it', async () => {
    await drawTwoPcs();
    const png = await exported(editor, 'Export picture (PNG)');
    expect(png.name).toMatch(/\.png$/);
    expect(png.content.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE);
    // The chunk IHDR comes first: width and height in pixels.
    expect(png.content.readUInt32BE(16)).toBeGreaterThan(400);
    expect(png.content.readUInt32BE(20)).toBeGreaterThan(200);
    expect(png.content.length).toBeGreaterThan(5_000);

    const svg = (await exported(editor, 'Export drawing (SVG)')).content.toString();
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    for (const name of ['sw1', 'pc1', 'pc2']) expect(svg).toContain(`>${name}</text>`);

    const script = await exported(editor, 'Export shell script');
    expect(script.name).toMatch(/\.sh$/);
    expect(script.content.toString()).toMatch(/^#!\/bin\/sh\n/);
    expect(script.content.toString()).toContain('# Built-in PC pc2');
    execFileSync('sh', ['-n', script.path]);

    const copy = await exported(editor, 'Download a copy of the lab');
    expect(copy.name).toMatch(/\.vdelab$/);
    await saveAs(editor, home.folder, 'saved.vdelab');
    // The same drawing, as another lab.
    const withoutId = (lab: string) => lab.replace(/"id": "[0-9a-f-]{36}"/, '');
    expect(withoutId(copy.content.toString())).toBe(withoutId(text('saved.vdelab')));
    expect(copy.content.toString()).not.toBe(text('saved.vdelab'));
  });
});

describeWith(['chromium'], 'undo and redo', () => {
  it('take a move, a new name and a deletion back, and do them again', async () => {
    await drawTwoPcs();
    await saveAs(editor, home.folder, 'lab.vdelab');
    const saved = text('lab.vdelab');

    const before = await placeOf(editor.node('pc1'));
    const header = { x: before.x + 24, y: before.y + 20 };
    await editor.page.mouse.move(header.x, header.y);
    await editor.page.mouse.down();
    await editor.page.mouse.move(header.x - 48, header.y + 72, { steps: 8 });
    await editor.page.mouse.up();
    await unsavedMark(editor).waitFor();
    const after = await placeOf(editor.node('pc1'));
    expect(after).not.toEqual(before);

    await editor.select('pc2');
    await editor.page.keyboard.press('F2');
    await editor.page.getByRole('textbox', { name: 'Name of pc2' }).fill('server');
    await editor.page.keyboard.press('Enter');
    await editor.node('server').waitFor();

    await editor.select('pc1');
    await editor.page.keyboard.down('Control');
    await editor.select('sw1');
    await editor.page.keyboard.up('Control');
    await editor.inspector.getByRole('heading', { name: '2 selected' }).waitFor();
    await editor.page.keyboard.press('Delete');
    await expectDrawing(['server'], 0);
    expect(await editor.node('pc1').count()).toBe(0);

    await undo();
    await expectDrawing(['sw1', 'pc1', 'server'], 2);
    await undo();
    await expectDrawing(['sw1', 'pc1', 'pc2'], 2);
    await waitForPlace('pc1', after);
    await undo();
    await waitForPlace('pc1', before);
    await save(editor);
    expect(text('lab.vdelab')).toBe(saved);

    await redo();
    await waitForPlace('pc1', after);
    await redo();
    await editor.node('server').waitFor();
    await redo();
    await expectDrawing(['server'], 0);
    await unsavedMark(editor).waitFor();
  });
});
