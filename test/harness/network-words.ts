/** What a person does with switches and cables in the editor's window, as words for the browser tests. */
import type { Locator } from 'playwright-core';
import type { Editor } from './editor';

export type SwitchTab = 'Settings' | 'Ports' | 'Traffic' | 'MAC table' | 'Tree';

/** Selects a switch and shows a tab of its panel. */
export async function showSwitchTab(editor: Editor, name: string, tab: SwitchTab): Promise<void> {
  await editor.select(name);
  await editor.inspector.getByRole('heading', { name, exact: true }).waitFor();
  await editor.inspector.getByRole('tab', { name: tab, exact: true }).click();
}

/** Makes a port of the switch whose port table is shown an access port. */
export async function setAccessVlan(editor: Editor, port: number, vlan: number): Promise<void> {
  await editor.fill(`VLAN of port ${port}`, String(vlan));
}

/** Makes a port a trunk of tagged VLANs. */
export async function setTrunk(editor: Editor, port: number, tagged: string): Promise<void> {
  await editor.choose(`Mode of port ${port}`, 'Trunk');
  await editor.fill(`Tagged VLANs of port ${port}`, tagged);
}

/** Turns the spanning tree of a switch on. */
export async function turnTreeOn(editor: Editor, name: string): Promise<void> {
  await showSwitchTab(editor, name, 'Settings');
  await editor.inspector.getByLabel('Spanning tree', { exact: true }).check();
}

/** Selects a cable by the keyboard, which no label on it can be in the way of. */
export async function selectCable(editor: Editor, name: string): Promise<void> {
  await editor.cable(name).focus();
  await editor.page.keyboard.press('Enter');
}

/** The fields of a direction of the selected cable: `Both directions`, `sw1 to pc1`. */
export function direction(editor: Editor, name: string): Locator {
  return editor.inspector.getByRole('group', { name, exact: true });
}

/** Types a condition into a direction's field and commits it. */
export async function setCondition(fields: Locator, label: string, value: number): Promise<void> {
  const field = fields.getByLabel(label, { exact: true });
  await field.fill(String(value));
  await field.press('Enter');
}
