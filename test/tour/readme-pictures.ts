/**
 * Takes the README's pictures of the real editor with a lab that runs: `npm run tour` after a build.
 * Needs Chromium, QEMU and User-Mode Linux; the tap is left out when it does not run as root.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nameOf } from '../../shared/topology';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { branchOffice } from './branch-office';
import { campus } from './campus';

const BOOT_MS = 120_000;
const pictures = resolve(import.meta.dirname, '../../assets/pictures');

type Scheme = 'light' | 'dark';

async function take(editor: Editor, name: string, scheme: Scheme): Promise<void> {
  await editor.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await editor.page.locator(`html[data-theme="${scheme}"]`).waitFor();
  await editor.page.screenshot({ path: join(pictures, name), animations: 'disabled' });
  console.log(`assets/pictures/${name}`);
}

async function takeFirstRun(home: EditorHome): Promise<void> {
  const editor = await Editor.open(home);
  try {
    await take(editor, 'first-run.png', 'light');
  } finally {
    await editor.close();
  }
}

async function openGuest(editor: Editor, name: string, address: string): Promise<void> {
  const guest = await editor.openConsole(name);
  await guest.type('');
  await guest.shows(/guest# /, BOOT_MS);
  await guest.type(`clear; ip addr add ${address}/24 dev eth0; ip link set eth0 up`);
}

/** Opens the consoles, gives the guests their addresses and leaves a ping on the screen. */
async function work(editor: Editor): Promise<void> {
  await openGuest(editor, 'backup', '10.7.0.30');
  await openGuest(editor, 'web', '10.7.0.20');
  const backup = await editor.showConsole('backup');
  await backup.type('ping -c 2 10.7.0.20');
  await backup.shows(/2 packets transmitted, 2 packets received/);
  const alice = await editor.openConsole('alice');
  await alice.type('clear');
  await alice.type('ping -c 3 10.7.0.20');
  await alice.shows(/3 packets transmitted, 3 received/);
}

async function takeBranchOffice(home: EditorHome): Promise<void> {
  const lab = await branchOffice(process.getuid?.() === 0);
  const file = join(home.folder, 'branch-office.vdelab');
  writeFileSync(file, JSON.stringify(lab));
  const editor = await Editor.open(home, [file]);
  try {
    await editor.startAll();
    for (const node of Object.values(lab.nodes)) {
      if (node.kind !== 'note') await editor.waitForState(nameOf(node), 'running', BOOT_MS);
    }
    await work(editor);
    await editor.select('servers');
    await editor.page.getByRole('tab', { name: 'Traffic' }).click();
    await editor.page.keyboard.press('Control+0');
    await take(editor, 'editor-light.png', 'light');
    await take(editor, 'editor-dark.png', 'dark');
  } finally {
    await editor.close();
  }
}

/** Switches in a loop with VLANs, while two guests of one VLAN ping each other. */
async function takeCampus(home: EditorHome): Promise<void> {
  const file = join(home.folder, 'campus.vdelab');
  writeFileSync(file, JSON.stringify(campus()));
  const editor = await Editor.open(home, [file]);
  try {
    await editor.startAll();
    const guest = await editor.openConsole('guest1');
    await guest.type('ping -c 4 10.8.0.22');
    await guest.shows(/4 packets transmitted, 4 received/);
    await guest.type('ping 10.8.0.22');
    await guest.shows(/icmp_seq=4/);
    await editor.select('east');
    await editor.page.getByRole('tab', { name: 'Ports' }).click();
    await editor.page.keyboard.press('Control+0');
    await editor.drawing
      .getByRole('img', { name: /blocked by spanning tree/ })
      .first()
      .waitFor();
    await take(editor, 'switches.png', 'light');
  } finally {
    await editor.close();
  }
}

mkdirSync(pictures, { recursive: true });
const home = makeHome();
try {
  await takeFirstRun(home);
  await takeCampus(home);
  await takeBranchOffice(home);
} finally {
  home.remove();
}
