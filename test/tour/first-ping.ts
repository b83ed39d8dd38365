/** The README's way from an empty canvas to a ping, step by step as it is written there. */
import type { Editor } from '../harness/editor';
import { showAll, take, withEditor } from './pictures';

async function draw(editor: Editor): Promise<void> {
  await editor.add('switch', 330, 140);
  await editor.add('PC', 180, 330);
  await editor.add('PC', 500, 330);
  await editor.connect('pc1 eth0', 'sw1 port 1');
  await editor.connect('pc2 eth0', 'sw1 port 2');
}

async function expectToLoseReplies(editor: Editor): Promise<void> {
  const pc1 = await editor.showConsole('pc1');
  await editor.cable('pc2 eth0 to sw1 port 2').focus();
  await editor.page.keyboard.press('Enter');
  await editor.page.keyboard.press('Delete');
  await editor.page.keyboard.press('Control+z');
  await editor.cable('pc2 eth0 to sw1 port 2').waitFor({ state: 'attached' });
  await pc1.shows(/icmp_seq=6/);
}

/** Takes the start page and the lab that answers. */
export async function takeFirstPing(): Promise<void> {
  await withEditor(null, async (editor) => {
    await take(editor, 'start-page.png');
    await editor.menu('File', 'New lab');
    await draw(editor);
    await editor.startAll();
    await editor.page.getByText('3 of 3 running').waitFor();
    const pc1 = await editor.openConsole('pc1');
    await pc1.type('ping 10.0.0.2');
    await pc1.shows(/icmp_seq=2/);
    await editor.select('sw1');
    await editor.page.getByRole('tab', { name: 'Traffic' }).click();
    await showAll(editor);
    await take(editor, 'first-ping.png');
    await expectToLoseReplies(editor);
  });
}
