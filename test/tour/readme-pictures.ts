/**
 * Takes the README's pictures of the real editor with labs that run: `npm run tour` after a build.
 * Needs Chromium, QEMU and User-Mode Linux; the tap is left out when it does not run as root.
 * `npm run tour -- campus` takes the pictures of one lab only.
 */
import { isDevice, nameOf } from '../../shared/document/topology';
import type { Editor } from '../harness/editor';
import { umlGuest } from '../harness/uml-guest';
import { branchOffice } from './branch-office';
import { campus } from './campus';
import { takeFirstPing } from './first-ping';
import { showAll, take, withEditor } from './pictures';
import { twoSites } from './two-sites';
import { wideArea } from './wide-area';

const BOOT_MS = 120_000;

async function openGuest(
  editor: Editor,
  name: string,
  address: string,
  card: string,
): Promise<void> {
  const guest = await editor.openConsole(name);
  await guest.type('');
  await guest.shows(/guest# /, BOOT_MS);
  await guest.type(`clear; ip addr add ${address}/24 dev ${card}; ip link set ${card} up`);
}

/** Opens the consoles, gives the guests their addresses and leaves pings running between them. */
async function workInBranchOffice(editor: Editor): Promise<void> {
  const { card } = await umlGuest();
  await openGuest(editor, 'backup', '10.7.0.30', card(0));
  await openGuest(editor, 'web', '10.7.0.20', 'eth0');
  const backup = await editor.showConsole('backup');
  await backup.type('ping 10.7.0.11');
  await backup.shows(/seq=2/);
  const alice = await editor.openConsole('alice');
  await alice.type('clear');
  await alice.type('ping 10.7.0.20');
  await alice.shows(/icmp_seq=7/);
}

async function takeBranchOffice(): Promise<void> {
  const lab = await branchOffice(process.getuid?.() === 0);
  await withEditor(lab, async (editor) => {
    await editor.startAll();
    for (const node of Object.values(lab.nodes)) {
      if (isDevice(node)) await editor.waitForState(nameOf(node), 'running', BOOT_MS);
    }
    await workInBranchOffice(editor);
    await editor.select('servers');
    await editor.page.getByRole('tab', { name: 'Traffic' }).click();
    await showAll(editor);
    await take(editor, 'editor-light.png');
    await take(editor, 'editor-dark.png', 'dark');
    await takeCommandPalette(editor);
    await takeLabTable(editor);
  });
}

async function takeCommandPalette(editor: Editor): Promise<void> {
  const { page } = editor;
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
  await page.keyboard.type('al');
  await page.getByRole('option', { name: /alice/ }).first().waitFor();
  await take(editor, 'command-palette.png');
  await page.keyboard.press('Escape');
}

async function takeLabTable(editor: Editor): Promise<void> {
  await editor.menu('View', 'Lab table');
  const table = editor.page.getByRole('tabpanel', { name: 'Lab table' });
  await table.getByText('10.7.0.30').waitFor();
  // Both machines are measured.
  await table
    .getByText(/^\d+\.\d %$/)
    .nth(1)
    .waitFor();
  await take(editor, 'lab-table.png');
}

/** Switches in a loop with VLANs, while two guests of one VLAN ping each other. */
async function takeCampus(): Promise<void> {
  await withEditor(campus(), async (editor) => {
    await editor.startAll();
    const guest = await editor.openConsole('guest1');
    await guest.type('ping 10.8.0.22');
    await guest.shows(/icmp_seq=4/);
    await editor.select('east');
    await editor.page.getByRole('tab', { name: 'Ports' }).click();
    await showAll(editor);
    await editor.drawing
      .getByRole('img', { name: /blocked by spanning tree/ })
      .first()
      .waitFor();
    await take(editor, 'switches.png');
    await guest.press('Control+c');
    await takeBroadcast(editor);
  });
}

/** The same question in four consoles: only the VLAN of the one that is asked has an answer. */
async function takeBroadcast(editor: Editor): Promise<void> {
  const { page } = editor;
  // Wide enough for the lines of a ping.
  await page.setViewportSize({ width: 1480, height: 780 });
  for (const name of ['guest2', 'staff1', 'staff2']) await editor.openConsole(name);
  await editor.menu('Consoles', 'Tile all');
  await page.keyboard.press('Control+Shift+B');
  await page.getByRole('button', { name: 'Type in 4 consoles' }).click();
  const first = await editor.showConsole('guest1');
  await first.type('clear');
  await first.type('ping -c 2 10.8.0.11');
  for (const name of ['guest1', 'guest2', 'staff1', 'staff2']) {
    const console = await editor.showConsole(name);
    await console.shows(/2 packets transmitted/);
  }
  await take(editor, 'consoles.png');
}

async function takeTwoSites(): Promise<void> {
  await withEditor(twoSites(), async (editor) => {
    await editor.startAll();
    await editor.waitForState('till2', 'running');
    const till = await editor.openConsole('till1');
    await till.type('ping 10.1.0.11');
    await till.shows(/icmp_seq=3/);
    await editor.menu('View', 'Hide consoles');
    await editor.cable('branch port 8 to router eth1').focus();
    await editor.page.keyboard.press('Enter');
    await showAll(editor);
    await take(editor, 'annotated.png');
  });
}

/** The middle of a large lab with its overview, while two of its ends talk. */
async function takeWideArea(): Promise<void> {
  const lab = wideArea();
  const devices = Object.values(lab.nodes).filter(isDevice).length;
  await withEditor(lab, async (editor) => {
    await editor.startAll();
    await editor.page.getByText(`${devices} of ${devices} running`).waitFor({ timeout: BOOT_MS });
    // From so far away, a node is best found by the keyboard.
    await editor.node('hull-1').focus();
    await editor.page.keyboard.press('Enter');
    const pc = await editor.showConsole('hull-1');
    await pc.type('ping 10.9.11.1');
    await pc.shows(/icmp_seq=3/);
    await editor.menu('View', 'Hide consoles');
    await showAll(editor);
    for (let times = 0; times < 3; times++) await editor.menu('View', 'Zoom in');
    await editor.button('Overview: automatic').click();
    await editor.select('core');
    await editor.page.getByRole('tab', { name: 'Traffic' }).click();
    await take(editor, 'large-lab.png');
  });
}

const labs: Readonly<Record<string, () => Promise<void>>> = {
  'first-ping': takeFirstPing,
  campus: takeCampus,
  'two-sites': takeTwoSites,
  'wide-area': takeWideArea,
  'branch-office': takeBranchOffice,
};

const chosen = process.argv.slice(2);
for (const [name, takePictures] of Object.entries(labs)) {
  if (chosen.length === 0 || chosen.includes(name)) await takePictures();
}
// The browser that the harness shares would keep this process alive.
process.exit(0);
