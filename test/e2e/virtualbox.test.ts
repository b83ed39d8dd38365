/** A real VirtualBox machine in the window: chosen, booted from the network, and put back as it was. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { showSwitchTab } from '../harness/network-words';
import { describeWith } from '../harness/parts';
import { GREETING, VirtualBoxStage } from '../harness/virtualbox/stage';

/** The whole VirtualBox may have to be made first. */
const MAKE_MS = 900_000;
const BOOT_MS = 120_000;
const MAC = '08:00:27:ab:cd:ef';

let virtualBox: VirtualBoxStage;
let home: EditorHome;
let editor: Editor;

describeWith(
  ['chromium', 'mmdebstrap', 'gcc', 'root'],
  'a VirtualBox machine in the window',
  () => {
    beforeAll(async () => {
      virtualBox = await VirtualBoxStage.open();
    }, MAKE_MS);
    afterAll(() => virtualBox?.close());
    beforeEach(async () => {
      home = makeHome();
      editor = await Editor.open(home);
    });
    afterEach(async () => {
      await editor.close();
      home.remove();
    });

    it('boots iPXE on a drawn switch, with its serial port in a tab, and is put back', async () => {
      const machine = await virtualBox.machine('office box', ['--macaddress1', '080027ABCDEF']);
      const before = await virtualBox.settings(machine);
      await editor.add('switch', 560, 120);
      await editor.add('VirtualBox machine', 320, 320);
      await editor.choose('Machine', 'office box (off, 1 card)');
      const adapter = editor.inspector.getByLabel('Adapter 1: 82540EM, in VirtualBox nat');
      await expect.poll(() => adapter.isChecked()).toBe(true);
      await editor.connect('vb1 eth0', 'sw1 port 1');
      await editor.startAll();
      await editor.waitForState('vb1', 'running', BOOT_MS);

      const serial = await editor.openConsole('vb1');
      await serial.shows(new RegExp(GREETING), BOOT_MS);

      virtualBox.spoilFloppy(machine);
      await editor.select('vb1');
      await editor.inspector
        .getByRole('toolbar', { name: 'Actions' })
        .getByRole('button', { name: 'Reset', exact: true })
        .click();
      await showSwitchTab(editor, 'sw1', 'MAC table');
      const learned = editor.inspector.getByRole('table', { name: 'Learned addresses' });
      await learned.getByRole('row', { name: `${MAC} vb1 eth0` }).waitFor({ timeout: BOOT_MS });

      await editor.button('Stop all').click();
      await editor.waitForState('vb1', 'off', BOOT_MS);
      expect(await virtualBox.settings(machine)).toBe(before);
    }, 300_000);
  },
);
