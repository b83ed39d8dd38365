/** Whatever comes to a console, it answers, and goes on. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { managementCommands } from '../../electron/management/session/command-table';
import { TestConsole } from '../unit/electron/management/managed-switch';

const PROMPT = '\nvde$ ';

const endless = new Set(['logout', 'shutdown']);
const paths = managementCommands.map(({ path }) => path).filter((path) => !endless.has(path));
const argument = fc.oneof(
  fc.integer({ min: -2, max: 5000 }).map(String),
  fc.constantFrom('0x1', '010', 'ANY', 'alice', 'lab', '/rc', 'port', '02:00:00:00:00:01', '%n%s'),
  fc.string({ maxLength: 12 }),
);
const sensible = fc
  .tuple(fc.constantFrom(...paths), fc.array(argument, { maxLength: 4 }))
  .map(([path, words]) => [path, ...words].join(' '));
const garbage = fc.string({ unit: 'binary', maxLength: 300 });
const line = fc
  .oneof({ weight: 4, arbitrary: sensible }, { weight: 1, arbitrary: garbage })
  .map((text) => text.replaceAll('\n', ' '))
  .filter((text) => !/^[ \t]*(logout|shutdown)/.test(text));

it('answers every line with a prompt, however the bytes are cut up', () => {
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 20 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
      (lines, sizes) => {
        const lab = new TestConsole();
        lab.files.set('/rc', 'port/create 1\nnonsense');
        const { session, output } = lab.open();
        let rest = `${lines.join('\n')}\n`;
        while (rest !== '') {
          const size = sizes.next().value;
          session.receive(rest.slice(0, size));
          rest = rest.slice(size);
        }
        expect(output.text.split(PROMPT).length - 1).toBeGreaterThanOrEqual(lines.length);
        expect(output.text.endsWith(PROMPT)).toBe(true);
        const { output: whole } = answersAtOnce(lines);
        expect(output.text).toBe(whole);
      },
    ),
    { numRuns: 300 },
  );
});

/** The same lines in one write to a fresh switch. */
function answersAtOnce(lines: readonly string[]): { output: string } {
  const lab = new TestConsole();
  lab.files.set('/rc', 'port/create 1\nnonsense');
  return { output: lab.ask(`${lines.join('\n')}\n`) };
}
