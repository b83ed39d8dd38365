import { describe, expect, it } from 'vitest';
import type { ConsoleSource } from '../../../../electron/console/console-source';
import { PrintedText, untilReady } from '../../../../electron/lab/readiness';
import { type Readiness, startAtOnce } from '../../../../shared/kinds/fields/node-fields';

class FakeSource implements ConsoleSource {
  readonly written: string[] = [];
  print: (text: string) => void = () => {};
  write(data: string): void {
    this.written.push(data);
  }
  resize(): void {}
  pause(): void {}
  resume(): void {}
  onOutput(listener: (text: string) => void): void {
    this.print = listener;
  }
}

function machine() {
  const source = new FakeSource();
  const printed = new PrintedText();
  const shown: string[] = [];
  const console = printed.watch(source);
  console.onOutput((text) => shown.push(text));
  let frames = 0;
  return {
    source,
    console,
    shown,
    signs: { printed, framesSent: () => frames },
    send: () => {
      frames++;
    },
  };
}

const wait = (
  ready: Readiness,
  { signs }: ReturnType<typeof machine>,
  patience = 60,
  signal = new AbortController().signal,
) => untilReady({ ...startAtOnce, ready, patience }, signs, signal);

describe('readiness', () => {
  it('by running comes at once', async () => {
    await expect(wait({ by: 'up' }, machine())).resolves.toBe(true);
  });

  it('by a text comes when the text is printed, in pieces and in colours as well', async () => {
    const one = machine();
    const ready = wait({ by: 'text', text: 'login:' }, one);
    one.source.print('Debian\r\nr1 lo');
    one.source.print('g\u001b[1min\u001b[0m: ');
    await expect(ready).resolves.toBe(true);
    expect(one.shown.join('')).toContain('\u001b[1min');
  });

  it('counts what was printed before anybody waited', async () => {
    const one = machine();
    one.source.print('login: ');
    await expect(wait({ by: 'text', text: 'login:' }, one)).resolves.toBe(true);
  });

  it('by a frame comes with the first frame', async () => {
    const one = machine();
    const ready = wait({ by: 'frame' }, one);
    one.send();
    await expect(ready).resolves.toBe(true);
  });

  it('does not come when the patience runs out', async () => {
    await expect(wait({ by: 'text', text: 'login:' }, machine(), 0.05)).resolves.toBe(false);
    await expect(wait({ by: 'frame' }, machine(), 0.05)).resolves.toBe(false);
  });

  it('is not waited for any longer when the machine is gone', async () => {
    const stop = new AbortController();
    const ready = wait({ by: 'frame' }, machine(), 60, stop.signal);
    stop.abort();
    await expect(ready).resolves.toBe(false);
  });

  it('passes on what is typed', () => {
    const { console, source } = machine();
    console.write('x');
    expect(source.written).toEqual(['x']);
  });
});
