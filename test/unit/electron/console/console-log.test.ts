import { describe, expect, it } from 'vitest';
import { ConsoleHub } from '../../../../electron/console/console-hub';
import { consoleLog, searchConsoles } from '../../../../electron/console/console-log';
import { FakeSource } from './fake-source';

const PC = 'pc1:console';

function printed(): { hub: ConsoleHub; source: FakeSource; pass: (ms: number) => void } {
  let time = Date.UTC(2026, 10, 25, 9, 0, 0);
  const hub = new ConsoleHub(
    () => () => {},
    () => time,
  );
  const source = new FakeSource();
  hub.attachSource(PC, source);
  const pass = (ms: number) => {
    time += ms;
  };
  source.print('\x1b[32mbooting\x1b[0m\r\n');
  pass(1500);
  source.print('ready\r\n');
  return { hub, source, pass };
}

describe('the log of a console', () => {
  it('is plain, raw, or with the times of its lines', () => {
    const console = printed().hub.find(PC);
    expect(consoleLog(console, { raw: false, times: false })).toBe('booting\nready\n');
    expect(consoleLog(console, { raw: true, times: false })).toContain('\x1b[32mbooting');
    expect(consoleLog(console, { raw: false, times: true })).toBe(
      '2026-11-25T09:00:00.000Z booting\n2026-11-25T09:00:01.500Z ready\n',
    );
  });

  it('gives its times to the replay', () => {
    const { hub } = printed();
    const { replay, times } = hub.openClient(() => {}).attach(PC);
    expect(times.map(([place]) => replay.slice(place, place + 5))).toEqual(['\x1b[32m', 'ready']);
    expect(times[1]![1] - times[0]![1]).toBe(1500);
  });

  it('keeps the times of what is left when old text goes', () => {
    const { hub, source, pass } = printed();
    for (let second = 0; second < 300; second += 1) {
      pass(1000);
      source.print(`second ${second} ${'.'.repeat(8000)}\r\n`);
    }
    const lines = hub.find(PC).lines();
    expect(lines.length).toBeLessThan(200);
    const start = Date.UTC(2026, 10, 25, 9, 0, 1) + 500;
    for (const { text, time } of lines.slice(1)) {
      const second = Number(text.split(' ')[1]);
      expect(time).toBe(start + (second + 1) * 1000);
    }
  });

  it('is searched in every console, also in those that no page shows', () => {
    const { hub } = printed();
    const other = new FakeSource();
    hub.attachSource('pc2:console', other);
    other.print('not Ready yet\r\n');
    const sought = { text: 'ready', matchCase: false, wholeWord: true };
    const { consoles, complete } = searchConsoles(hub.all(), sought);
    expect(complete).toBe(true);
    expect(consoles.map(({ console, count }) => [console, count])).toEqual([
      [PC, 1],
      ['pc2:console', 1],
    ]);
  });
});
