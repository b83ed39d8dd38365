/** The verdict on KVM: remembered while it holds, and asked again when it may not hold any more. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetKvm, probeKvm } from '../../electron/machines/qemu/kvm-probe';

let folder: string;
const path = process.env.PATH;

/** A stand-in for QEMU, which proves KVM or not, and writes down that it was run. */
function qemu(exitCode: number): void {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const script = [
    '#!/bin/sh',
    'case "$1" in --version) echo "QEMU emulator version 7.2"; exit 0 ;; esac',
    `echo run >> ${folder}/runs`,
    `echo "kvm: it does not work" >&2; exit ${exitCode}`,
  ];
  writeFileSync(join(bin, 'qemu-system-x86_64'), script.join('\n'));
  chmodSync(join(bin, 'qemu-system-x86_64'), 0o755);
  process.env.PATH = `${bin}:${path}`;
}

const runs = () => {
  const file = join(folder, 'runs');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
};
/** isa-debug-exit's code for the proof. */
const PROVED = 0x55;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-kvm-'));
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true, force: true });
});

describe.runIf(existsSync('/dev/kvm'))('the verdict on KVM', () => {
  it('that it does not work is remembered, and asked again by who wants it', async () => {
    qemu(1);
    expect(await probeKvm(folder)).toMatchObject({ works: false, detail: 'kvm: it does not work' });
    expect(await probeKvm(folder)).toMatchObject({ works: false });
    expect(runs()).toBe(1);
    qemu(PROVED);
    expect(await probeKvm(folder)).toMatchObject({ works: false });
    expect(await probeKvm(folder, true)).toMatchObject({ works: true });
    expect(await probeKvm(folder)).toMatchObject({ works: true });
    expect(runs()).toBe(2);
  });

  it('that it does not work is not believed for ever, nor after something has changed', async () => {
    qemu(1);
    const file = join(folder, 'kvm-probe.json');
    const change = (edit: (known: { triedAt: number; key: string }) => void) => {
      const known = JSON.parse(readFileSync(file, 'utf8'));
      edit(known);
      writeFileSync(file, JSON.stringify(known));
    };
    await probeKvm(folder);
    change((known) => {
      known.triedAt -= 11 * 60 * 1000;
    });
    await probeKvm(folder);
    expect(runs()).toBe(2);
    change((known) => {
      known.key = `${known.key} another module setting`;
    });
    await probeKvm(folder);
    expect(runs()).toBe(3);
  });

  it('that it works is taken back when a machine could not use it', async () => {
    qemu(PROVED);
    expect(await probeKvm(folder)).toMatchObject({ works: true });
    qemu(1);
    expect(await probeKvm(folder)).toMatchObject({ works: true });
    await forgetKvm(folder);
    expect(await probeKvm(folder)).toMatchObject({ works: false });
  });
});
