/** The screens of the page that tests of the look go through, on a lab whose names and places are fixed. */
import type { Editor } from './editor';

/** One screen: how a person comes to it, and back to the drawing. */
export interface Look {
  readonly name: string;
  show(editor: Editor): Promise<void>;
  leave(editor: Editor): Promise<void>;
}

const pressEscape = (editor: Editor) => editor.page.keyboard.press('Escape');

/** Presses an empty place of the drawing. */
export async function selectNothing(editor: Editor): Promise<void> {
  await editor.drawing.click({ position: { x: 3, y: 3 } });
}

function dialog(title: string, open: (editor: Editor) => Promise<void>): Look {
  return {
    name: title,
    async show(editor) {
      await open(editor);
      await editor.page.getByRole('dialog', { name: editor.say(title), exact: true }).waitFor();
      await editor.page.getByText(editor.say('Looking…')).waitFor({ state: 'hidden' });
    },
    async leave(editor) {
      await pressEscape(editor);
      await editor.page.getByRole('dialog').waitFor({ state: 'hidden' });
    },
  };
}

function inMenu(title: string, menu: string, item: string): Look {
  return dialog(title, (editor) => editor.menu(menu, item));
}

async function showView(editor: Editor, item: string, title: string): Promise<void> {
  await editor.menu('View', item);
  const name = editor.say(title);
  await editor.page.getByRole('tab', { name, exact: true, selected: true }).waitFor();
}

function view(item: string): Look {
  return { name: item, show: (editor) => showView(editor, item, item), leave: async () => {} };
}

/** Opens the lab that the other screens show, from the page that greets. */
export async function openShownLab(editor: Editor): Promise<void> {
  await editor.menu('File', 'Examples…');
  await editor.page
    .getByRole('dialog', { name: editor.say('Examples'), exact: true })
    .getByRole('button', { name: editor.say('Two VLANs and a trunk'), exact: true })
    .click();
  await editor.node('pc4').waitFor();
  await editor.page.evaluate(() => document.fonts.ready);
}

const node: Look = {
  name: 'a switch selected',
  async show(editor) {
    await editor.select('sw1');
    await editor.inspector.getByRole('heading', { name: 'sw1' }).waitFor();
  },
  leave: selectNothing,
};

const machine: Look = {
  name: 'a PC selected',
  async show(editor) {
    await editor.select('pc1');
    await editor.inspector.getByRole('heading', { name: 'pc1' }).waitFor();
  },
  leave: selectNothing,
};

const cable: Look = {
  name: 'a cable selected',
  async show(editor) {
    await editor.cable('pc1 eth0 to sw1 port 1').focus();
    await editor.page.keyboard.press('Enter');
    await editor.inspector.getByRole('checkbox', { name: editor.say('Cable is up') }).waitFor();
  },
  leave: selectNothing,
};

const several: Look = {
  name: 'all selected',
  async show(editor) {
    await selectNothing(editor);
    await editor.page.keyboard.press('Control+a');
    const heading = editor.say('{{count}} selected', { count: 2 }).replace('2', '\\d+');
    await editor.inspector.getByRole('heading', { name: new RegExp(heading) }).waitFor();
  },
  leave: selectNothing,
};

const contextMenu: Look = {
  name: 'a context menu',
  async show(editor) {
    await editor.node('pc2').click({ button: 'right', position: { x: 24, y: 20 } });
    await editor.page.getByRole('menu', { name: 'pc2', exact: true }).waitFor();
  },
  async leave(editor) {
    await pressEscape(editor);
    await selectNothing(editor);
  },
};

const search: Look = {
  name: 'the search on the drawing',
  async show(editor) {
    await selectNothing(editor);
    await editor.page.keyboard.press('Control+f');
    await editor.drawing.getByRole('search', { name: editor.say('Find on the drawing') }).waitFor();
    await editor.page.keyboard.type('pc');
    await editor.drawing.getByRole('option').first().waitFor();
  },
  async leave(editor) {
    await pressEscape(editor);
    await selectNothing(editor);
  },
};

const palette = dialog('Command palette', async (editor) => {
  await selectNothing(editor);
  await editor.page.keyboard.press('Control+k');
});

/** What is offered at a place of the drawing. */
export const insertMenu: Look = {
  name: 'what can be added',
  async show(editor) {
    await selectNothing(editor);
    await editor.page.keyboard.press('a');
    await editor.page.getByRole('dialog', { name: editor.say('Add to the drawing') }).waitFor();
  },
  async leave(editor) {
    await pressEscape(editor);
    await selectNothing(editor);
  },
};

/** The page that greets, and what lies over it. */
export const looksAtFirst: readonly Look[] = [
  { name: 'the start page', show: async () => {}, leave: async () => {} },
  inMenu('Examples', 'File', 'Examples…'),
];

/** Screens of a lab that is drawn and does not run. */
export const looksOfDrawing: readonly Look[] = [
  node,
  machine,
  cable,
  several,
  contextMenu,
  search,
  palette,
  inMenu('Keyboard shortcuts', 'Help', 'Keyboard shortcuts'),
  inMenu('What is installed', 'Help', 'What is installed'),
  inMenu('Library of images', 'File', 'Library of images'),
  inMenu('Connect by pattern', 'Edit', 'Connect by pattern…'),
  inMenu('Add many', 'Edit', 'Add many…'),
  inMenu('Console settings', 'Consoles', 'Console settings'),
  dialog('Save as template', async (editor) => {
    await editor.select('pc1');
    await editor.menu('Edit', 'Save as template…');
  }),
];

/** Starts the lab and opens the consoles of two PCs side by side. */
export async function runShownLab(editor: Editor): Promise<void> {
  await editor.startAll();
  for (const name of ['pc1', 'pc2', 'pc3', 'pc4']) await editor.waitForState(name, 'running');
  const first = await editor.openConsole('pc1');
  await first.shows(/pc1/);
  const second = await editor.openConsole('pc2');
  await second.shows(/pc2/);
  await editor.menu('Consoles', 'Split right');
  await first.shows(/pc1/);
}

/** Screens of a lab that runs, with its dock open. */
export const looksOfRunning: readonly Look[] = [
  { name: 'consoles side by side', show: async () => {}, leave: async () => {} },
  view('Lab table'),
  view('Problems'),
  view('Activity'),
];
