import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from '../../electron/export/script/shell-words';
import { FOOT } from '../../electron/export/script-end';
import { exportShellScript, LAB_HEADING } from '../../electron/export/shell-script';
import { emptyDocument } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { overlayOf, plainQemu } from '../../shared/kinds/qemu';
import { plainSwitch } from '../../shared/kinds/switch';

const hostile = fc.string({
  unit: fc.constantFrom(...' \'"$`\\\n\r;&|<>(){}[]*?~#!=,-%aé'),
  minLength: 1,
  maxLength: 12,
});

it('a quoted word is one argument, with just its text', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 30 }), (words) => {
      const { stdout } = spawnSync('sh', {
        input: `show() { for word; do printf '%s\\0' "$word"; done; }\nshow ${commandLine(...words)}\n`,
      });
      expect(stdout.toString().split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 100 },
  );
});

/** What stands in for the programs: they print their arguments, and nothing else may be run. */
const fakes = (folder: string) => `show() { for word; do printf '%s\\0' "$word"; done; }
start() { show "$@"; }
in_terminal() { show "$@"; }
new_part() { show "$@"; }
free_directory() { show "$@"; }
wait_for() { :; }
before() { :; }
accelerate() { :; }
sandboxed() { :; }
screened() { :; }
format_of() { echo raw; }
lab=${folder} notes=${folder} sandbox= screen= accelerator=-tcg home=/ sign='#' shell=/bin/sh
PATH=/nowhere
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-words-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('nothing that a drawing names breaks out of its word', () => {
  const place = { x: 0, y: 0 };
  fc.assert(
    fc.property(hostile, hostile, hostile, (name, path, text) => {
      const script = exportShellScript({
        ...emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607', name),
        nodes: {
          s: {
            ...{
              id: 's',
              kind: 'switch',
              name,
              ...place,
              ports: 4,
              mode: '0700',
              group: text,
              ...plainSwitch,
            },
            directory: `/${path}`,
          },
          q: {
            ...{
              id: 'q',
              kind: 'qemu',
              ...plainQemu,
              name,
              ...place,
              memory: 64,
              cpus: 1,
              cdrom: path,
            },
            ...{
              disks: [overlayOf(path)],
              kernel: path,
              initrd: text,
              append: text,
              accel: 'tcg',
              cards: [],
            },
          },
          p: {
            id: 'p',
            kind: 'pc',
            start: startAtOnce,
            name,
            ...place,
            cards: [],
            setup: [text, `ip addr ${text}`],
          },
        },
      });
      const body = script.slice(script.indexOf(LAB_HEADING), script.indexOf(FOOT));
      const { stdout, stderr, status } = spawnSync('/bin/sh', {
        input: `${fakes(folder)}# ${body}`,
      });
      expect([status, stderr.toString()]).toEqual([0, '']);
      const words = stdout.toString().split('\0');
      expect(words[words.indexOf('-s') + 1]).toBe(`/${path}`);
      expect(words[words.indexOf('-g') + 1]).toBe(text);
      expect(words[words.indexOf('-kernel') + 1]).toBe(path);
      expect(words[words.indexOf('-append') + 1]).toBe(text);
    }),
    { numRuns: 60 },
  );
});
