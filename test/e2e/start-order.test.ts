/** The order of starting, as a person sets it in the inspector and sees it on the drawing. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

beforeEach(async () => {
  home = makeHome();
  editor = await Editor.open(home);
});

afterEach(async () => {
  await editor.close();
  home.remove();
});

describeWith(['chromium'], 'the order of starting', () => {
  it('is set in the inspector, seen on the drawing, and goes on with a word on the console', async () => {
    await editor.add('PC', 300, 200);
    await editor.choose('Ready when', 'It prints a text');
    await editor.fill('Text on its console', 'go-on');
    await editor.add('PC', 600, 200);
    await editor.fill('Place in the order', '1');
    await editor.startAll();

    await editor.node('pc2').getByText('Waits for pc1').waitFor();
    await editor.node('pc1').getByText('Waits until it prints “go-on”').waitFor();
    const console = await editor.openConsole('pc1');
    await console.type('go-on');
    await editor.waitForState('pc1', 'running');
    await editor.waitForState('pc2', 'running');

    await editor.select('pc2');
    await editor.inspector.getByText('Start order and delay place 1', { exact: true }).waitFor();
    await editor.menu('Lab', 'Restart selection');
    await editor.waitForState('pc2', 'running');
    expect(await editor.inspector.getByRole('alert').count()).toBe(0);
  });
});
