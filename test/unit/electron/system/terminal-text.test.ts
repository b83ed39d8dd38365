import { expect, it } from 'vitest';
import { keepTerminalPlain } from '../../../../electron/system/terminal-text';

/** A console whose lines are kept. */
function keptConsole() {
  const lines: string[] = [];
  const keep = (format: string, text: string) => lines.push(format.replace('%s', () => text));
  const target = { log: keep, info: keep, debug: keep, warn: keep, error: keep };
  keepTerminalPlain(target as unknown as Console);
  return { target: target as unknown as Console, lines };
}

it.each(['log', 'info', 'debug', 'warn', 'error'] as const)(
  'shows what could steer a terminal, whatever is printed by console.%s',
  (name) => {
    const { target, lines } = keptConsole();
    target[name]('\u001b]0;T\u0007 \u009b31m \u202e \u2028 a\rb', new Error('\u001b[2K'), {
      x: '\u0007',
    });
    expect(lines[0]).toContain('\\x1b]0;T\\x07 \\x9b31m \\u202e \\u2028 a\\x0db');
    expect(lines[0]).toContain('\\x1b[2K');
    expect(lines[0]).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}|\p{Zl}|\p{Zp}/u);
  },
);

it('takes nothing that stands in a text for a format', () => {
  const { target, lines } = keptConsole();
  target.log('100%', '%s %d');
  expect(lines).toEqual(['100% %s %d']);
});
