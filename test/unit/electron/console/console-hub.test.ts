import { describe, expect, it } from 'vitest';
import { type ConsoleClient, ConsoleHub } from '../../../../electron/console/console-hub';
import { HIGH_WATER, LOW_WATER } from '../../../../electron/console/flow-control';
import { BATCH_CHARACTERS, BATCH_MS } from '../../../../electron/console/output-batcher';
import { FailureError } from '../../../../shared/failure/failure';
import { FakeClock, FakeSource } from './fake-source';

const PC = 'pc1:console';

function lab() {
  const clock = new FakeClock();
  const hub = new ConsoleHub(clock.schedule);
  const source = new FakeSource();
  return { clock, hub, source };
}

/** A window that remembers what it was told: output as text, states as `<on>` and `<off>`. */
function openWindow(hub: ConsoleHub): { client: ConsoleClient; heard: string[] } {
  const heard: string[] = [];
  const client = hub.openClient((_event, payload) => {
    if ('data' in payload) heard.push(payload.data);
    else heard.push('connected' in payload && payload.connected ? '<on>' : '<off>');
  });
  return { client, heard };
}

function failureCode(act: () => void): string {
  try {
    act();
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
    throw error;
  }
  return 'none';
}

describe('replay', () => {
  it('holds what was printed before the tab was opened', () => {
    const { hub, source, clock } = lab();
    hub.attachSource(PC, source);
    source.print('booting\r\n');
    const { client, heard } = openWindow(hub);
    expect(client.attach(PC)).toMatchObject({ replay: 'booting\r\n', connected: true });
    clock.pass(BATCH_MS);
    expect(heard).toEqual([]);
  });

  it('and the output after it overlap in nothing and miss nothing', () => {
    const { hub, source, clock } = lab();
    hub.attachSource(PC, source);
    const first = openWindow(hub);
    first.client.attach(PC);
    source.print('one ');
    const second = openWindow(hub);
    expect(second.client.attach(PC).replay).toBe('one ');
    source.print('two');
    clock.pass(BATCH_MS);
    expect(first.heard.join('')).toBe('one two');
    expect(second.heard.join('')).toBe('two');
  });

  it('starts anew when the same window attaches again', () => {
    const { hub, source, clock } = lab();
    hub.attachSource(PC, source);
    const { client, heard } = openWindow(hub);
    client.attach(PC);
    source.print('one ');
    expect(client.attach(PC).replay).toBe('one ');
    source.print('two');
    clock.pass(BATCH_MS);
    expect(heard).toEqual(['one ', 'two']);
  });
});

describe('batches', () => {
  it('begin with what comes after a silence, at once, and join what follows within 5 ms', () => {
    const { hub, source, clock } = lab();
    hub.attachSource(PC, source);
    const { client, heard } = openWindow(hub);
    client.attach(PC);
    for (const letter of 'login:') source.print(letter);
    clock.pass(BATCH_MS - 1);
    expect(heard).toEqual(['l']);
    clock.pass(1);
    expect(heard).toEqual(['l', 'ogin:']);
    source.print('ro');
    clock.pass(BATCH_MS);
    expect(heard).toEqual(['l', 'ogin:', 'ro']);
    clock.pass(BATCH_MS);
    source.print('ot');
    expect(heard).toEqual(['l', 'ogin:', 'ro', 'ot']);
  });

  it('go out at once when they are large', () => {
    const { hub, source, clock } = lab();
    hub.attachSource(PC, source);
    const { client, heard } = openWindow(hub);
    client.attach(PC);
    source.print('>');
    source.print('x'.repeat(BATCH_CHARACTERS));
    expect(heard).toHaveLength(2);
    clock.pass(BATCH_MS);
    expect(clock.waiting).toBe(0);
  });

  it('are not made for nobody', () => {
    const { hub, source, clock } = lab();
    hub.attachSource(PC, source);
    source.print('x');
    expect(clock.waiting).toBe(0);
  });
});

describe('flow control', () => {
  function flooded(windows: number) {
    const { hub, source, clock } = lab();
    hub.attachSource(PC, source);
    const clients = Array.from({ length: windows }, () => {
      const { client } = openWindow(hub);
      client.attach(PC);
      return client;
    });
    const print = (characters: number) => {
      source.print('x'.repeat(characters));
      clock.pass(BATCH_MS);
    };
    return { hub, source, clients, print };
  }

  it('pauses above the high mark and goes on below the low one', () => {
    const { source, clients, print } = flooded(1);
    print(HIGH_WATER);
    expect(source.paused).toBe(false);
    print(1);
    expect(source.paused).toBe(true);
    clients[0]?.acknowledge(PC, HIGH_WATER + 1 - LOW_WATER);
    expect(source.paused).toBe(true);
    clients[0]?.acknowledge(PC, 1);
    expect(source.paused).toBe(false);
  });

  it('waits for the slowest of several windows', () => {
    const { source, clients, print } = flooded(2);
    print(HIGH_WATER + 1);
    clients[0]?.acknowledge(PC, HIGH_WATER + 1);
    expect(source.paused).toBe(true);
    clients[1]?.acknowledge(PC, HIGH_WATER + 1);
    expect(source.paused).toBe(false);
  });

  it.each([
    ['detaches', (client: ConsoleClient) => client.detach(PC)],
    ['closes', (client: ConsoleClient) => client.close()],
    ['attaches anew', (client: ConsoleClient) => client.attach(PC)],
  ])('lets go when the window that was behind %s', (_name, leave) => {
    const { source, clients, print } = flooded(1);
    print(HIGH_WATER + 1);
    expect(source.paused).toBe(true);
    if (clients[0]) leave(clients[0]);
    expect(source.paused).toBe(false);
  });

  it('never holds a machine that no window shows', () => {
    const { source, clients, print } = flooded(1);
    clients[0]?.close();
    print(10 * HIGH_WATER);
    expect(source.paused).toBe(false);
  });

  it('holds the next source too while a window is behind', () => {
    const { hub, clients, print } = flooded(1);
    print(HIGH_WATER + 1);
    const next = new FakeSource();
    hub.attachSource(PC, next);
    expect(next.paused).toBe(true);
    clients[0]?.acknowledge(PC, 2 * HIGH_WATER);
    expect(next.paused).toBe(false);
  });

  it('does not let a window save up acknowledgements', () => {
    const { source, clients, print } = flooded(1);
    clients[0]?.acknowledge(PC, 1_000_000);
    print(HIGH_WATER + 1);
    expect(source.paused).toBe(true);
  });
});

describe('a machine that stops and starts', () => {
  it('keeps its text and its tabs', () => {
    const { hub, source, clock } = lab();
    const { client, heard } = openWindow(hub);
    expect(client.attach(PC)).toEqual({ replay: '', times: [], connected: false });
    hub.attachSource(PC, source);
    source.print('first run');
    hub.detachSource(PC);
    const second = new FakeSource();
    hub.attachSource(PC, second);
    second.print('second run');
    clock.pass(BATCH_MS);
    expect(heard.map((text) => text.replace(/^.*\u2014 stopped \u2014.*$/s, '<mark>'))).toEqual([
      '<on>',
      'first run',
      '<mark>',
      '<off>',
      '<on>',
      'second run',
    ]);
    expect(client.attach(PC).replay).toMatch(/first run.*stopped.*second run/s);
  });

  it('is not heard any more after it was taken down', () => {
    const { hub, source } = lab();
    hub.attachSource(PC, source);
    hub.detachSource(PC);
    const before = openWindow(hub).client.attach(PC).replay;
    source.print('from the grave');
    expect(openWindow(hub).client.attach(PC).replay).toBe(before);
  });

  it('learns the size that the terminal took meanwhile', () => {
    const { hub, source } = lab();
    const { client } = openWindow(hub);
    client.attach(PC);
    client.resize(PC, 100, 30);
    hub.attachSource(PC, source);
    client.resize(PC, 101, 31);
    expect(source.sizes).toEqual(['100x30', '101x31']);
  });
});

describe('typing', () => {
  it('reaches the machine in order', () => {
    const { hub, source } = lab();
    hub.attachSource(PC, source);
    const { client } = openWindow(hub);
    for (const key of 'ip a\r') client.write(PC, key);
    expect(source.written.join('')).toBe('ip a\r');
  });

  it('fails with not-running while the machine is off, and is not kept for later', () => {
    const { hub, source } = lab();
    const { client } = openWindow(hub);
    client.attach(PC);
    expect(failureCode(() => client.write(PC, 'x'))).toBe('not-running');
    hub.attachSource(PC, source);
    expect(source.written).toEqual([]);
  });

  it('fails with not-found for a console that nobody knows', () => {
    const { client } = openWindow(lab().hub);
    expect(failureCode(() => client.write('nobody:console', 'x'))).toBe('not-found');
    expect(failureCode(() => client.resize('nobody:console', 80, 24))).toBe('not-found');
  });
});

describe('several pages', () => {
  const ANSWER = '\x1b[1;1R';

  /** Two pages on one console, the first 100 and the second 50 columns wide. */
  function two() {
    const { hub, source } = lab();
    hub.attachSource(PC, source);
    const pages = [openWindow(hub).client, openWindow(hub).client] as const;
    const [first, second] = pages;
    for (const page of pages) page.attach(PC);
    first.resize(PC, 100, 30);
    second.resize(PC, 50, 12);
    const answers = () => {
      source.written.length = 0;
      for (const page of pages) page.write(PC, ANSWER, true);
      return source.written;
    };
    return { hub, source, first, second, answers };
  }

  it('answer once for their terminals, and have the size of the first', () => {
    const { source, answers } = two();
    expect(answers()).toEqual([ANSWER]);
    expect(source.sizes).toEqual(['100x30']);
  });

  it('leave size and answers to the one that is typed into or has the keyboard', () => {
    const { source, first, second, answers } = two();
    second.write(PC, 'x');
    expect(source.sizes).toEqual(['100x30', '50x12']);
    expect(answers()).toEqual([ANSWER]);
    second.resize(PC, 60, 12);
    first.resize(PC, 90, 30);
    expect(source.sizes.at(-1)).toBe('60x12');
    first.view(PC, true, true);
    expect(source.sizes.at(-1)).toBe('90x30');
    expect(answers()).toEqual([ANSWER]);
  });

  it('leave them to one that can be seen, while there is one', () => {
    const { source, first, second, answers } = two();
    first.write(PC, 'x');
    first.view(PC, false, false);
    expect(source.sizes.at(-1)).toBe('50x12');
    expect(answers()).toEqual([ANSWER]);
    second.view(PC, false, false);
    expect(source.sizes.at(-1)).toBe('100x30');
    expect(answers()).toEqual([ANSWER]);
  });

  it('go on with those that are left, and one that comes again is as before', () => {
    const { source, first, second, answers } = two();
    first.close();
    expect(source.sizes.at(-1)).toBe('50x12');
    second.attach(PC);
    expect(answers()).toEqual([ANSWER]);
    second.close();
    source.written.length = 0;
    expect(source.sizes.at(-1)).toBe('50x12');
  });
});

describe('deleting', () => {
  it('takes all consoles of the node and tells the windows', () => {
    const { hub, source } = lab();
    hub.attachSource(PC, source);
    hub.attachSource('pc1:monitor', new FakeSource());
    hub.attachSource('pc10:console', new FakeSource());
    expect(hub.channelsOf('pc1')).toEqual(['console', 'monitor']);
    const { client, heard } = openWindow(hub);
    client.attach(PC);
    hub.removeNode('pc1');
    expect(heard.at(-1)).toBe('<off>');
    expect(hub.channelsOf('pc1')).toEqual([]);
    expect(hub.channelsOf('pc10')).toEqual(['console']);
    expect(failureCode(() => client.write(PC, 'x'))).toBe('not-running');
    expect(failureCode(() => client.write('pc1:monitor', 'x'))).toBe('not-found');
  });

  it('and undoing it gives the tab a fresh console without the old text', () => {
    const { hub, source, clock } = lab();
    hub.attachSource(PC, source);
    source.print('secret of the deleted one');
    const { client, heard } = openWindow(hub);
    client.attach(PC);
    hub.removeNode('pc1');
    const again = new FakeSource();
    hub.attachSource(PC, again);
    again.print('hello');
    clock.pass(BATCH_MS);
    expect(heard.slice(-2)).toEqual(['<on>', 'hello']);
    expect(client.attach(PC)).toMatchObject({ replay: 'hello', connected: true });
  });

  it('forgets a console that was only looked at', () => {
    const { hub } = lab();
    const { client } = openWindow(hub);
    client.attach(PC);
    client.detach(PC);
    expect(failureCode(() => client.write(PC, 'x'))).toBe('not-found');
  });
});
