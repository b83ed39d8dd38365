/** The README's five steps to a ping, done in the window as they are written there. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPage } from '../harness/doc-pages';
import { Editor, type EditorHome, makeHome } from '../harness/editor';

let home: EditorHome;
let editor: Editor;

beforeAll(async () => {
  home = makeHome();
  editor = await Editor.open(home, ['--example', 'first-ping']);
});

afterAll(async () => {
  await editor.close();
  home.remove();
});

/** The steps in the README, joined to one line each. */
function stepsOfReadme(): string[] {
  const text = readPage('README.md').lines.join('\n').split('## Five steps to a ping')[1]!;
  const list = text.split('\n## ')[0]!;
  return [...list.matchAll(/^\d\. (.*(?:\n {3}.*)*)/gm)].map(([, step]) => step!);
}

/** Presses on a jack and lets go over another node, clear of its jacks. */
async function plugInto(jack: string, node: string): Promise<void> {
  await editor.jack(jack).dragTo(editor.node(node), { targetPosition: { x: 60, y: 20 } });
}

describe('the README', () => {
  it('leads from an empty canvas to a ping in five steps', async () => {
    expect(stepsOfReadme()).toHaveLength(5);
    await editor.menu('File', 'New lab');
    // 1
    await editor.add('switch', 330, 140);
    await editor.add('PC', 180, 330);
    await editor.add('PC', 500, 330);
    for (const name of ['sw1', 'pc1', 'pc2']) await editor.node(name).waitFor();
    // 2
    await plugInto('pc1 eth0', 'sw1');
    await editor.cable('pc1 eth0 to sw1 port 1').waitFor({ state: 'attached' });
    await plugInto('pc2 eth0', 'sw1');
    const cable = editor.cable('pc2 eth0 to sw1 port 2');
    await cable.waitFor({ state: 'attached' });
    // 3
    await editor.startAll();
    await editor.page.getByText('3 of 3 running').waitFor();
    // 4
    const pc1 = await editor.openConsole('pc1');
    await pc1.type('ping 10.0.0.2');
    await pc1.shows(/icmp_seq=2/);
    // 5
    await cable.click({ force: true });
    await editor.page.keyboard.press('Delete');
    await cable.waitFor({ state: 'detached' });
    await editor.page.keyboard.press('Control+z');
    await cable.waitFor({ state: 'attached' });
    const seen = /icmp_seq=(\d+)(?!.*icmp_seq)/s.exec(await pc1.screen())?.[1];
    await pc1.shows(new RegExp(`icmp_seq=${Number(seen) + 2}`));
    expect(await editor.page.getByText('3 of 3 running').isVisible()).toBe(true);
  });
});
