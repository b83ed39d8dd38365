import { describe, expect, it, test } from 'vitest';
import { commandIds, commands } from '../../../../../renderer/commands/registry/registry';
import { terminalKeys } from '../../../../../renderer/consoles/panes/terminal-keys';
import { type KeyPress, pressedKeys } from '../../../../../renderer/ui/keys/pressed-keys';
import { matches, pressed } from '../../../../../renderer/ui/keys/shortcuts';

const bindings = commandIds.flatMap((id) =>
  (commands[id].shortcuts ?? []).map((shortcut) => [shortcut, id] as const),
);

/** A press written like `Ctrl+Alt+ы@KeyS`: modifiers, what the browser calls the key, and where it is. */
function press(text: string): KeyPress {
  const [, modifiers = '', key = '', code = ''] = /^((?:\w+\+)*)(.+)@(\w*)$/u.exec(text) ?? [];
  const has = (name: string) => modifiers.split('+').includes(name);
  return {
    key,
    code,
    ctrlKey: has('Ctrl'),
    metaKey: has('Meta'),
    altKey: has('Alt'),
    shiftKey: has('Shift'),
    getModifierState: () => has('AltGr'),
  };
}

const commandOf = (text: string) => pressed(bindings, press(text));

test.each([
  ['Latin', 'Ctrl+z@KeyZ', 'edit.undo'],
  ['Caps Lock', 'Ctrl+Z@KeyZ', 'edit.undo'],
  ['Caps Lock and Shift', 'Ctrl+Shift+z@KeyZ', 'edit.redo'],
  ['Russian', 'Ctrl+я@KeyZ', 'edit.undo'],
  ['Russian', 'Ctrl+Shift+Я@KeyZ', 'edit.redo'],
  ['Russian with Caps Lock', 'Ctrl+Я@KeyZ', 'edit.undo'],
  ['Russian', 'Ctrl+Alt+л@KeyK', 'edit.selectKind'],
  ['Russian', 'с@KeyC', 'edit.connect'],
  ['Russian', 'Ctrl+Shift+У@KeyE', 'dock.leave'],
  ['Greek', 'Ctrl+κ@KeyK', 'view.commands'],
  ['Greek', 'γ@KeyG', 'view.grid'],
  ['Greek', 'Shift+Γ@KeyG', 'view.snapGrid'],
  ['Hebrew', 'Ctrl+ז@KeyZ', 'edit.undo'],
  ['Arabic', 'Ctrl+ئ@KeyZ', 'edit.undo'],
  ['Arabic, a ligature', 'Ctrl+Shift+لآ@KeyB', 'console.broadcast'],
  ['Arabic, a vowel sign', 'Ctrl+Shift+ُ@KeyE', 'dock.leave'],
  ['Arabic, a sign', 'Ctrl+Shift+~@KeyZ', 'edit.redo'],
  ['Arabic', 'Shift+؟@Slash', 'help.shortcuts'],
  ['Korean', 'Ctrl+ㅋ@KeyZ', 'edit.undo'],
  ['Japanese', 'Ctrl+つ@KeyZ', 'edit.undo'],
  ['Hindi', 'Ctrl+ि@KeyF', 'view.find'],
  ['French', '&@Digit1', 'view.actualSize'],
  ['French with Shift', 'Shift+1@Digit1', 'view.actualSize'],
  ['French', 'Ctrl+à@Digit0', 'view.fit'],
  ['French', 'Ctrl+Alt+&@Digit1', 'view.table'],
  ['French', 'Ctrl+Alt+"@Digit3', 'view.activity'],
  ['French', 'Ctrl+-@Digit6', 'view.zoomOut'],
  ['French', 'Ctrl+w@KeyZ', undefined],
  ['French', 'Ctrl+z@KeyW', 'edit.undo'],
  ['Czech', '+@Digit1', 'view.actualSize'],
  ['Czech', 'Ctrl+é@Digit0', 'view.fit'],
  ['Persian', 'Ctrl+۰@Numpad0', 'view.fit'],
  ['German', 'Ctrl+z@KeyY', 'edit.undo'],
  ['German', 'Ctrl+y@KeyZ', 'edit.redo'],
  ['German', 'Ctrl++@BracketRight', 'view.zoomIn'],
  ['German', 'Ctrl+ß@Minus', undefined],
  ['German', 'Ctrl+ö@Semicolon', undefined],
  ['German', 'ü@BracketLeft', undefined],
  ['Dvorak', 'Ctrl+z@Slash', 'edit.undo'],
  ['Dvorak', 'Ctrl+;@KeyZ', undefined],
  ['Dvorak', 'Ctrl+l@KeyP', 'edit.lock'],
  ['Dvorak', 'j@KeyC', undefined],
  ['Bépo', ',@KeyG', undefined],
  ['Turkish', 'Ctrl+ı@KeyI', 'edit.selectInverse'],
  ['a number pad', 'Ctrl++@NumpadAdd', 'view.zoomIn'],
  ['a number pad', 'Ctrl+-@NumpadSubtract', 'view.zoomOut'],
  ['a Mac', 'Meta+я@KeyZ', 'edit.undo'],
  ['a Mac with Option', 'Meta+Alt+˚@KeyK', 'edit.selectKind'],
  ['a Mac with Option', 'Meta+Alt+å@KeyA', 'edit.selectNeighbours'],
  ['a Mac with Option', 'Meta+Alt+Dead@KeyN', 'file.new'],
  ['a Mac with Option', 'Meta+Alt+¡@Digit1', 'view.table'],
  ['a Mac with Option', 'Alt+ç@KeyC', undefined],
  ['a key without a name', 'Ctrl+Unidentified@KeyZ', 'edit.undo'],
  ['keys of every keyboard', 'Ctrl+F6@F6', 'view.nextArea'],
  ['keys of every keyboard', 'Ctrl+Shift+ArrowLeft@ArrowLeft', 'dock.previousTab'],
] as const)('%s: %s', (_, text, command) => {
  expect(commandOf(text)).toBe(command);
});

describe('what is typed', () => {
  it.each([
    'AltGr+ć@KeyC',
    'AltGr+©@KeyC',
    'AltGr+µ@KeyG',
    'AltGr+¹@Digit1',
    'AltGr+Shift+Ω@KeyG',
    'AltGr+c@KeyC',
    // As some browsers on Windows tell of AltGr.
    'Ctrl+Alt+ż@KeyZ',
    'Ctrl+Alt+ą@KeyA',
    'Ctrl+Alt+€@KeyK',
    'Ctrl+Alt+#@Digit3',
    'Ctrl+Alt+~@Digit2',
    'AltGr+Ctrl+Alt+ę@KeyK',
  ])('with AltGr is no shortcut: %s', (text) => {
    expect(commandOf(text)).toBeUndefined();
  });

  it('with AltGr may be the sign of a shortcut', () => {
    expect(commandOf('AltGr+?@KeyQ')).toBe('help.shortcuts');
  });

  it('with a dead key is no shortcut', () => {
    expect(commandOf('Dead@KeyC')).toBeUndefined();
    expect(commandOf('Dead@Digit1')).toBeUndefined();
    expect(commandOf('Ctrl+Dead@Equal')).toBeUndefined();
  });

  it('in an input method is no shortcut', () => {
    const enter = press('Enter@Enter');
    expect(pressedKeys(enter)).toEqual(['Enter']);
    expect(pressedKeys({ ...enter, isComposing: true })).toEqual([]);
    expect(pressedKeys({ ...enter, keyCode: 229 })).toEqual([]);
    expect(commandOf('Process@KeyC')).toBeUndefined();
  });
});

test('a Mac has no AltGr: Ctrl and Option are what they are', () => {
  expect(pressedKeys(press('Ctrl+Alt+˚@KeyK'), true)).toContain('K');
  expect(pressedKeys(press('Ctrl+Alt+˚@KeyK'), false)).not.toContain('K');
});

test('every shortcut with a letter or digit works where the keyboard prints other letters', () => {
  const reached = bindings.filter(([shortcut]) => /(^|\+)[A-Z0-9]$/.test(shortcut));
  expect(reached.length).toBeGreaterThan(25);
  for (const [shortcut, id] of reached) {
    const key = shortcut.at(-1) ?? '';
    const code = /\d/.test(key) ? `Digit${key}` : `Key${key}`;
    const modifiers = shortcut.slice(0, -1).replace('Mod', 'Ctrl');
    expect(commandOf(`${modifiers}ж@${code}`), shortcut).toBe(id);
  }
});

test('the keys of a console work where the keyboard prints other letters', () => {
  const other = { 'Ctrl+Shift+C': 'С@KeyC', 'Ctrl+Shift+F': 'А@KeyF', 'Ctrl+Shift+K': 'Л@KeyK' };
  for (const [name, key] of Object.entries(other)) {
    expect(matches(name, press(`Ctrl+Shift+${key}`))).toBe(true);
  }
  expect(matches('Ctrl+0', press('Ctrl+à@Digit0'))).toBe(true);
  expect(matches('Ctrl++', press('Ctrl+Shift++@Equal'))).toBe(true);
  expect(matches('Ctrl+-', press('Ctrl+Shift+_@Minus'))).toBe(false);
  expect(matches('Ctrl+Shift+C', press('Meta+Shift+c@KeyC'))).toBe(false);
  const own = Object.values(terminalKeys).flatMap(({ shortcuts }) => [...shortcuts] as string[]);
  expect(own).toEqual(expect.arrayContaining(Object.keys(other)));
});
