/** One lab in two pages: each console and screen is that of one machine, not of a page. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { printDocument } from '../../shared/document/document-print';
import { emptyDocument, type TopologyDocument } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { overlayOf, plainQemu } from '../../shared/kinds/qemu';
import { echoDisk } from '../harness/echo-disk';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { Console } from '../harness/editor-console';
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

async function open(lab: TopologyDocument): Promise<void> {
  const file = join(home.folder, 'lab.vdelab');
  writeFileSync(file, printDocument(lab));
  editor = await Editor.open(home, [file]);
  await editor.startAll();
}

function labWithHost(): TopologyDocument {
  const lab = emptyDocument('c3a9b5b0-53bb-4f0a-8f7d-3c2a51b9f0e6', 'Two pages');
  lab.nodes.h = {
    ...{ id: 'h', kind: 'host', start: startAtOnce, name: 'host1', x: 200, y: 100 },
    ...{ command: [], script: '', resolvConf: '', cpuLimit: 0, memoryLimit: 0 },
    cards: [{ mac: '02:00:00:00:00:01' }],
  };
  return lab;
}

function labWithScreen(): TopologyDocument {
  const lab = emptyDocument('c3a9b5b0-53bb-4f0a-8f7d-3c2a51b9f0e7', 'Two screens');
  lab.nodes.vm1 = {
    ...{ id: 'vm1', kind: 'qemu', name: 'vm1', x: 0, y: 0 },
    ...plainQemu,
    ...{ memory: 32, cpus: 1, cdrom: '', kernel: '', initrd: '', append: '', accel: 'tcg' },
    disks: [overlayOf(echoDisk(join(home.folder, 'echo.img')))],
    cards: [],
  };
  return lab;
}

/** Opens the lab in another page of the same browser, as a second tab of it. */
async function secondPage(): Promise<Page> {
  const page = await editor.page.context().newPage();
  await page.goto(editor.page.url());
  await page.getByRole('group', { name: /^(host1|vm1)$/ }).waitFor();
  return page;
}

async function consoleIn(page: Page): Promise<Console> {
  await page.getByRole('group', { name: 'host1', exact: true }).dblclick({
    position: { x: 24, y: 20 },
  });
  const console = new Console(page, 'Console of host1');
  await console.shows(/[#$] /);
  return console;
}

/** What a program in the host reads when it asks its terminal. */
async function answersTo(console: Console, question: string): Promise<string> {
  const [raw, done] = [join(home.folder, 'raw'), join(home.folder, 'done')];
  rmSync(done, { force: true });
  await console.type(
    `stty raw -echo; printf '${question}'; timeout --foreground 1 cat > ${raw}; stty sane; touch ${done}`,
  );
  await eventually('the program has read', () => existsSync(done));
  return readFileSync(raw, 'latin1');
}

const QUESTIONS: readonly [name: string, question: string, answer: RegExp][] = [
  ['cursor', '\\033[6n', /^\x1b\[\d+;1R$/],
  ['terminal', '\\033[c', /^\x1b\[\?[\d;]+c$/],
  ['status', '\\033[5n', /^\x1b\[0n$/],
  ['colour', '\\033]11;?\\033\\\\', /^\x1b\]11;rgb:[0-9a-f/]+(\x07|\x1b\\)$/],
];

describeWith(['chromium', 'vdens', 'root'], 'a console in two pages', () => {
  it('is answered once, has the size of the page in use, and goes on with the one that is left', async () => {
    await open(labWithHost());
    await editor.waitForState('host1', 'running');
    const first = await consoleIn(editor.page);
    const other = await secondPage();
    const second = await consoleIn(other);
    for (const console of [first, second]) {
      for (const [, question, answer] of QUESTIONS) {
        expect(await answersTo(console, question)).toMatch(answer);
      }
    }

    await other.setViewportSize({ width: 700, height: 600 });
    let asked = 0;
    const columnsIn = async (console: Console) => {
      asked += 1;
      await console.type(`clear; echo "$(stty size)=size ${asked}"`);
      const [, columns] = await console.shows(new RegExp(`\\d+ (\\d+)=size ${asked}\\b`));
      return Number(columns);
    };
    const wide = await columnsIn(first);
    const narrow = await columnsIn(second);
    expect(narrow).toBeLessThan(wide);
    expect(await columnsIn(first)).toBe(wide);

    // Loaded anew it only looks, until somebody works in it.
    await other.reload();
    const again = new Console(other, 'Console of host1');
    await again.shows(/=size/);
    expect(await columnsIn(first)).toBe(wide);
    expect(await answersTo(first, '\\033[6n')).toMatch(/^\x1b\[\d+;1R$/);
    expect(await columnsIn(again)).toBe(narrow);
    await other.close();
    await eventually('the size of the page that is left', async () => {
      return (await columnsIn(first)) === wide;
    });
    expect(await answersTo(first, '\\033[6n')).toMatch(/^\x1b\[\d+;1R$/);
  }, 120_000);
});

describeWith(['chromium', 'qemu-system-x86_64'], 'a screen in two pages', () => {
  it('shows the same in both, is typed into from both, and outlives one of them', async () => {
    await open(labWithScreen());
    await editor.waitForState('vm1', 'running');
    const other = await secondPage();
    const canvasIn = async (page: Page) => {
      await page.getByRole('group', { name: 'vm1', exact: true }).click({
        position: { x: 24, y: 20 },
      });
      const inspector = page.getByRole('complementary', { name: 'Inspector' });
      await inspector.getByRole('button', { name: 'Screen', exact: true }).click();
      const panel = page.getByRole('tabpanel', { name: 'Screen of vm1', exact: true });
      return panel.locator('[data-connected="true"] canvas');
    };
    const canvases = [await canvasIn(editor.page), await canvasIn(other)] as const;
    const pictures = () =>
      Promise.all(
        canvases.map((canvas) =>
          canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL()),
        ),
      );
    const same = async (before: string) =>
      eventually(
        'the same new picture in both pages',
        async () => {
          const [one, two] = await pictures();
          return one === two && one !== before ? one : null;
        },
        60_000,
      );
    // Until the guest has cleared its screen.
    await eventually('the screen of the guest', async () => {
      const sizes = await canvases[1].evaluate((element) => (element as HTMLCanvasElement).height);
      return sizes === 400;
    });
    let shown = await same('');
    for (const page of [editor.page, other]) {
      await page
        .getByRole('tabpanel', { name: 'Screen of vm1', exact: true })
        .locator('canvas')
        .click();
      await page.keyboard.press('a');
      shown = await same(shown);
    }
    await other.close();
    await editor.page.keyboard.press('b');
    await eventually('the page that is left goes on', async () => {
      const left = await canvases[0].evaluate((element) =>
        (element as HTMLCanvasElement).toDataURL(),
      );
      return left !== shown;
    });
  }, 120_000);
});
