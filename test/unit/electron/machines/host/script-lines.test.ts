import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printedBefore, watchedScript } from '../../../../../electron/machines/host/script-lines';

interface Outcome {
  readonly status: number;
  readonly output: string;
  /** Lines that failed with their status. */
  readonly failed: string[];
}

/** Runs a script by the shell of this computer, as it is or watched. */
function run(script: string): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'vdelab-lines-'));
  const [file, failed] = [join(folder, 'script'), join(folder, 'failed-lines')];
  try {
    writeFileSync(file, script);
    let [status, output] = [0, ''];
    try {
      output = execFileSync('/bin/sh', [file], { encoding: 'utf8', stdio: 'pipe', cwd: '/' });
    } catch (error) {
      ({ status, stdout: output } = error as { status: number; stdout: string });
    }
    const lines = existsSync(failed) ? readFileSync(failed, 'utf8').trim().split('\n') : [];
    return { status, output, failed: lines };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const failedOf = (...lines: string[]) => run(watchedScript(lines.join('\n'))).failed;

describe('a watched startup script', () => {
  it('tells each line that failed, and goes on', () => {
    expect(failedOf('true', 'false', '', '# a comment', 'sh -c "exit 3"', 'true')).toEqual([
      '2 1',
      '5 3',
    ]);
    expect(failedOf('true', 'nosuchprogram')).toEqual(['2 127']);
  });

  it('tells the line at which the script ended itself, once', () => {
    expect(failedOf('true', 'exit 4', 'false')).toEqual(['2 4']);
    expect(failedOf('set -e', 'true', 'false', 'echo never')).toEqual(['3 1']);
  });

  it('tells nothing of conditions, and of what comes out well', () => {
    const script = [
      'if false; then',
      '  echo no',
      'fi',
      '[ -f /nosuch ] && echo there',
      'false || true',
      '! true',
      'while false; do echo never; done',
      'for one in 1 2; do',
      '  false',
      'done',
      'case x in',
      '  y) false ;;',
      'esac',
      'f() {',
      '  return 1',
      '}',
      'f || echo handled',
      'cat <<END',
      "it's a text; false",
      'END',
      'echo a \\',
      '  b',
      'false &',
      'true',
    ];
    expect(failedOf(...script)).toEqual([]);
  });

  it.each([
    ['a quote over lines', ["echo 'one", "false'", 'true']],
    ['a status that is asked for', ['false', 'echo $?', 'true']],
    ['a here document', ['cat <<-END', '\tfalse', '\tEND', 'echo after']],
    ['an unclosed bracket', ['x=$(echo a', 'echo b)', 'echo $x']],
    ['a first line with an interpreter', ['#!/bin/sh', 'echo $LINENO', 'echo $0 | wc -l']],
    ['an own status', ['true', 'sh -c "exit 7"']],
    ['a function on one line', ['g() { false; }', 'g', 'echo $?']],
    ['nothing', ['']],
  ])('does what the script does with %s', (_, lines) => {
    const script = lines.join('\n');
    const { status, output } = run(watchedScript(script));
    const plain = run(script);
    expect({ status, output }).toEqual({ status: plain.status, output: plain.output });
  });

  it('knows what a line printed', () => {
    const console = [
      'one',
      'Line 1 of the startup commands failed (exit status 1).',
      'Cannot find device "eth9"',
      'Line 3 of the startup commands failed (exit status 2).',
    ].join('\r\n');
    expect(printedBefore(console, 1, 1)).toBe('one');
    expect(printedBefore(console, 3, 2)).toBe('Cannot find device "eth9"');
    expect(printedBefore(console, 4, 2)).toBe('');
  });
});
