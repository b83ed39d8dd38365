import { describe, expect, it } from 'vitest';
import { pressPowerButton } from '../../../../../electron/machines/qemu/power-button';

const silence = { atFirstMs: 20, laterMs: 400 };
const never = new AbortController().signal;

/** A QEMU whose disks do what it is told, and which writes down what it was asked. */
class FakeQemu {
  readonly commands: string[] = [];
  operations = 0;

  async execute(command: string): Promise<unknown> {
    this.commands.push(command);
    if (command !== 'query-blockstats') return {};
    const stats = { rd_operations: this.operations, wr_operations: 0, flush_operations: 0 };
    return [{ device: 'disk0', stats }];
  }
}

describe('The power button', () => {
  it('is pressed once, and given up when nothing happens', async () => {
    const qemu = new FakeQemu();
    await expect(pressPowerButton(qemu, () => 0, never, silence)).rejects.toThrow('not react');
    expect(qemu.commands.filter((command) => command === 'system_powerdown')).toHaveLength(1);
  });

  it.each(['console', 'disk'])('waits longer for a guest whose %s is busy', async (busy) => {
    const qemu = new FakeQemu();
    let printed = 0;
    const begin = performance.now();
    const pressed = pressPowerButton(qemu, () => printed, never, silence);
    await expect.poll(() => qemu.commands, { interval: 1 }).toContain('system_powerdown');
    if (busy === 'console') printed++;
    else qemu.operations++;
    await expect(pressed).rejects.toThrow('not react');
    expect(performance.now() - begin).toBeGreaterThan(silence.laterMs);
  });

  it('lets go when it is told to', async () => {
    const qemu = new FakeQemu();
    const abort = new AbortController();
    const pressed = pressPowerButton(qemu, () => 0, abort.signal);
    await expect.poll(() => qemu.commands, { interval: 1 }).toContain('system_powerdown');
    abort.abort();
    await expect(pressed).rejects.toThrow('aborted');
  });

  it('fails when QEMU does', async () => {
    const qemu = { execute: () => Promise.reject(new Error('QEMU is gone')) };
    await expect(pressPowerButton(qemu, () => 0, never)).rejects.toThrow('QEMU is gone');
  });
});
