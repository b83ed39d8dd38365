/**
 * Every command that a user can give: menu, toolbar, keys and palette read this one list. What a
 * command does is bound in renderer/commands/.
 *
 * Shortcuts are written `Mod+Shift+Z`; Mod is Ctrl (Cmd on a Mac).
 */
export const commands = {
  'file.new': { label: 'New lab', menu: 'file', shortcut: 'Mod+Alt+N' },
  'file.open': { label: 'Open…', menu: 'file', shortcut: 'Mod+O' },
  'file.save': { label: 'Save', menu: 'file', shortcut: 'Mod+S' },
  'file.saveAs': { label: 'Save as…', menu: 'file', shortcut: 'Mod+Shift+S' },
  'file.images': { label: 'Library of images', menu: 'file', shortcut: '' },
  'export.png': { label: 'Export picture (PNG)', menu: 'file', shortcut: '' },
  'export.svg': { label: 'Export drawing (SVG)', menu: 'file', shortcut: '' },
  'export.script': { label: 'Export shell script', menu: 'file', shortcut: '' },
  'export.document': { label: 'Download a copy of the lab', menu: 'file', shortcut: '' },
  'edit.undo': { label: 'Undo', menu: 'edit', shortcut: 'Mod+Z' },
  'edit.redo': { label: 'Redo', menu: 'edit', shortcut: 'Mod+Shift+Z' },
  'edit.delete': { label: 'Delete', menu: 'edit', shortcut: 'Delete' },
  'edit.selectAll': { label: 'Select all', menu: 'edit', shortcut: 'Mod+A' },
  'edit.group': { label: 'Group', menu: 'edit', shortcut: 'Mod+G' },
  'edit.ungroup': { label: 'Ungroup', menu: 'edit', shortcut: 'Mod+Shift+G' },
  'edit.collapse': { label: 'Collapse or expand group', menu: 'edit', shortcut: 'Mod+Alt+G' },
  'edit.joinGroup': { label: 'Put into selected group', menu: 'edit', shortcut: '' },
  'edit.leaveGroup': { label: 'Take out of group', menu: 'edit', shortcut: '' },
  'edit.addPicture': { label: 'Add picture…', menu: 'edit', shortcut: '' },
  'lab.startAll': { label: 'Start all', menu: 'lab', shortcut: 'F5' },
  'lab.stopAll': { label: 'Stop all', menu: 'lab', shortcut: 'Shift+F5' },
  'lab.restartAll': { label: 'Restart all', menu: 'lab', shortcut: '' },
  'lab.startSelection': { label: 'Start selection', menu: 'lab', shortcut: 'F6' },
  'lab.stopSelection': { label: 'Stop selection', menu: 'lab', shortcut: 'Shift+F6' },
  'lab.restartSelection': { label: 'Restart selection', menu: 'lab', shortcut: 'Mod+Alt+R' },
  'lab.pauseSelection': { label: 'Pause or resume', menu: 'lab', shortcut: 'Mod+Alt+P' },
  'lab.resetSelection': { label: 'Reset', menu: 'lab', shortcut: '' },
  'lab.powerOffSelection': { label: 'Power off', menu: 'lab', shortcut: '' },
  'lab.killSelection': { label: 'Switch off hard', menu: 'lab', shortcut: '' },
  'lab.openConsole': { label: 'Open console', menu: 'lab', shortcut: 'Enter' },
  'view.fit': { label: 'Fit drawing', menu: 'view', shortcut: 'Mod+0' },
  'view.zoomIn': { label: 'Zoom in', menu: 'view', shortcut: 'Mod+=' },
  'view.zoomOut': { label: 'Zoom out', menu: 'view', shortcut: 'Mod+-' },
  'view.theme': { label: 'Light or dark', menu: 'view', shortcut: 'Mod+Shift+L' },
  'view.dock': { label: 'Show or hide consoles', menu: 'view', shortcut: 'Mod+J' },
  'help.parts': { label: 'What is installed', menu: 'help', shortcut: '' },
  'help.shortcuts': { label: 'Keyboard shortcuts', menu: 'help', shortcut: 'Shift+?' },
} as const satisfies Record<string, { label: string; menu: MenuName; shortcut: string }>;

export type MenuName = 'file' | 'edit' | 'lab' | 'view' | 'help';
export type CommandId = keyof typeof commands;
