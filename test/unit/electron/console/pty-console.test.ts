import { afterEach, describe, expect, it, vi } from 'vitest';
import { ptyConsole } from '../../../../electron/console/pty-console';
import { PtyProcess } from '../../../../electron/console/pty-process';

const children: PtyProcess[] = [];

function start(program: string, ...args: string[]): PtyProcess {
  const child = new PtyProcess(program, args, { cols: 80, rows: 24 });
  children.push(child);
  return child;
}

function ended(child: PtyProcess): Promise<void> {
  return new Promise((resolve) => child.onExit(() => resolve()));
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (isAlive(child.pid)) process.kill(child.pid, 'SIGKILL');
  }
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function gather(console: ReturnType<typeof ptyConsole>): () => string {
  let heard = '';
  console.onOutput((text) => {
    heard += text;
  });
  return () => heard;
}

describe('ptyConsole', () => {
  it('sends what is typed and hears what is printed', async () => {
    const console = ptyConsole(start('/bin/cat'));
    const heard = gather(console);
    console.write('gr\u00fc\u00df dich\r');
    await vi.waitFor(() => expect(heard()).toBe('gr\u00fc\u00df dich\r\ngr\u00fc\u00df dich\r\n'));
  });

  it('keeps what is printed before somebody listens', async () => {
    const child = start('/bin/echo', 'booting');
    const console = ptyConsole(child);
    await ended(child);
    expect(gather(console)()).toBe('booting\r\n');
  });

  it('tells the process the size of the terminal', async () => {
    const child = start('/bin/sh', '-c', 'read line; stty size');
    const console = ptyConsole(child);
    const heard = gather(console);
    console.resize(132, 43);
    console.write('\r');
    await vi.waitFor(() => expect(heard()).toContain('43 132'));
  });

  it('holds the process back while paused', async () => {
    const child = start('/usr/bin/yes');
    const console = ptyConsole(child);
    let heard = 0;
    console.onOutput((text) => {
      heard += text.length;
    });
    await vi.waitFor(() => expect(heard).toBeGreaterThan(0));
    console.pause();
    const atPause = heard;
    // The event loop turns: a source that was not paused would go on delivering.
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toBe(atPause);
    console.resume();
    await vi.waitFor(() => expect(heard).toBeGreaterThan(atPause));
  });

  it('takes typing and sizes without complaint after the end', async () => {
    const child = start('/bin/true');
    const console = ptyConsole(child);
    await ended(child);
    expect(() => {
      console.write('x');
      console.resize(100, 30);
      console.pause();
      console.resume();
    }).not.toThrow();
  });
});
